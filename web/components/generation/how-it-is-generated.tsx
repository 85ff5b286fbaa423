import type { EntityKind } from '@blossomer/contract';
import { useAvailable } from '../../data/generations.ts';
import { kindWords } from '../kind-words.ts';

/** Says why there is no button to generate, or what it does without a model; nothing where a model is there. */
export function HowItIsGenerated({ kind, className }: { kind: EntityKind; className?: string }) {
  const available = useAvailable();
  if (available === undefined || available.model) return null;
  const words = available.kinds.includes(kind)
    ? 'This server has no model: it takes from the website what stands there, each line with its quote, and leaves the rest empty.'
    : `This server has no model, so no ${kindWords[kind].one} can be generated here. What is known is at hand to begin with.`;
  return <p className={`text-ink-muted text-sm ${className ?? ''}`}>{words}</p>;
}
