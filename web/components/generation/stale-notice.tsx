import type { EntityKind, StaleDocument } from '@blossomer/contract';
import { RefreshCw } from 'lucide-react';
import { useStale } from '../../data/generations.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { kindWords } from '../kind-words.ts';

interface StaleNoticeProps {
  kind: EntityKind;
  id: string;
  /** null: it cannot be generated again now. */
  onAgain: (() => void) | null;
}

/** What a document was written from has changed since. Nothing happens by itself. */
export function StaleNotice({ kind, id, onAgain }: StaleNoticeProps) {
  const { stale, dismiss } = useStale(kind, id);
  if (stale === undefined) return null;
  return (
    <section
      aria-label="Sources changed"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-warning/25 bg-warning-soft px-3 py-2"
    >
      <Badge tone="warning" className="whitespace-normal bg-transparent px-0 text-sm">
        <RefreshCw aria-hidden="true" />
        {`${sourcesOf(stale)} since this was written`}
      </Badge>
      <span className="ml-auto flex flex-wrap gap-2">
        {onAgain ? (
          <Button size="small" onClick={onAgain}>
            Generate again
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onClick={dismiss}>
          Dismiss
        </Button>
      </span>
    </section>
  );
}

/** "Company changed", "Company and account changed", "Account is gone" */
function sourcesOf({ because }: StaleDocument): string {
  const gone = because.filter(({ currentVersion }) => currentVersion === null);
  const changed = because.filter(({ currentVersion }) => currentVersion !== null);
  const parts = [
    ...(changed.length > 0 ? [`${namesOf(changed)} changed`] : []),
    ...(gone.length > 0 ? [`${namesOf(gone)} went`] : []),
  ];
  const words = parts.join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function namesOf(sources: StaleDocument['because']): string {
  const names = [...new Set(sources.map(({ kind }) => kindWords[kind].one))];
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
