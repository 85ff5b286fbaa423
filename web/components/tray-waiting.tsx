import type { Entry } from '../data/entry.ts';
import { useOutbox } from '../data/hooks.ts';
import { Dot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { fieldName } from './field-names.ts';
import { kindWords } from './kind-words.ts';
import { useEntryName } from './tray-entry.tsx';

/** What goes out by itself: which document, and what was done to it. */
export function WaitingList({ entries }: { entries: readonly Entry[] }) {
  const shown = entries.slice(0, shownMax);
  return (
    <ul className="mt-2.5 flex flex-col divide-y divide-line rounded-md border border-line">
      {shown.map((entry) => (
        <Waiting key={entry.id} entry={entry} />
      ))}
      {entries.length > shownMax ? (
        <li className="px-3 py-1.5 text-ink-muted text-sm">and {entries.length - shownMax} more</li>
      ) : null}
    </ul>
  );
}

const shownMax = 12;

function Waiting({ entry }: { entry: Entry }) {
  const { takeBack } = useOutbox();
  const name = useEntryName(entry);
  return (
    <li className="flex min-h-control items-center gap-2 px-3 py-1">
      <Dot tone={kindWords[entry.kind].tone} />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {entry.op === 'remove' && !entry.undone ? (
        <Button size="small" variant="quiet" onClick={() => void takeBack(entry.id)}>
          Undo the delete
        </Button>
      ) : (
        <span className="max-w-[50%] shrink-0 truncate text-ink-muted text-sm">{deedOf(entry)}</span>
      )}
    </li>
  );
}

function deedOf(entry: Entry): string {
  if (entry.op === 'create') return 'new';
  if (entry.op === 'remove') return 'comes back';
  const [first, ...others] = entry.edits;
  if (first === undefined) return 'edited';
  return others.length === 0 ? fieldName(first.pointer) : `${entry.edits.length} fields`;
}
