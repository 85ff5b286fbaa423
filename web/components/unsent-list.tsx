import type { Entry } from '../data/entry.ts';
import type { Session } from '../data/session.ts';
import { Dot } from '../ui/badge.tsx';
import { kindWords } from './kind-words.ts';

/** What the server does not have yet, in words: which document, and what was done to it. */
export function UnsentList({ session, entries }: { session: Session; entries: readonly Entry[] }) {
  const shown = entries.slice(0, shownMax);
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
      {shown.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-2 px-3 py-2">
          <Dot tone={kindWords[entry.kind].tone} />
          <span className="min-w-0 flex-1 truncate">{nameOf(session, entry)}</span>
          <span className="shrink-0 text-ink-muted text-sm">{deedOf(entry)}</span>
        </li>
      ))}
      {entries.length > shownMax ? (
        <li className="px-3 py-2 text-ink-muted text-sm">and {entries.length - shownMax} more</li>
      ) : null}
    </ul>
  );
}

const shownMax = 8;

function nameOf(session: Session, entry: Entry): string {
  if (entry.op === 'create') return entry.document.name;
  if (entry.op === 'remove') return entry.name;
  return session.shown(entry.kind, entry.entityId)?.name ?? kindWords[entry.kind].one;
}

function deedOf(entry: Entry): string {
  if (entry.state !== 'waiting') return 'needs you';
  if (entry.op === 'create') return 'new';
  if (entry.op === 'remove') return 'deleted';
  return entry.edits.length === 1 ? '1 field' : `${entry.edits.length} fields`;
}
