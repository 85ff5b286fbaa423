import type { Generation } from '@blossomer/contract';
import { kindWords } from '../kind-words.ts';
import { textInput } from './ask-again.ts';

type Told = Pick<Generation, 'kind' | 'again' | 'inputs'>;

/** How a generation is called while it is under way. */
export function titleOf(generation: Told): string {
  const { kind, again } = generation;
  if (again) return `The ${kindWords[kind].one} once more`;
  if (kind === 'company') return `A company from ${shortAddress(textInput(generation, 'url'))}`;
  return kind === 'campaign' ? 'A new e-mail' : `A new ${kindWords[kind].one}`;
}

/** "acme.com/pricing" */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}
