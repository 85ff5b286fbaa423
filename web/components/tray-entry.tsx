import type { Entry } from '../data/entry.ts';
import { useSession } from '../data/use-session.ts';
import { Dot } from '../ui/badge.tsx';
import { kindWords } from './kind-words.ts';
import { useOpenDocument } from './open-document.ts';

/** Which document an entry of the tray is about: its name leads to it while there is one. */
export function EntryHeading({ entry, deed, close }: { entry: Entry; deed: string; close: () => void }) {
  const open = useOpenDocument();
  const name = useEntryName(entry);
  const { one, tone } = kindWords[entry.kind];
  return (
    <h3 className="flex items-baseline gap-2">
      <Dot tone={tone} className="translate-y-[-1px]" />
      <span className="min-w-0 flex-1 break-words">
        {entry.op === 'remove' ? (
          <span className="font-semibold">{name}</span>
        ) : (
          <button
            type="button"
            className="text-left font-semibold underline-offset-4 hover:underline"
            onClick={() => {
              close();
              open(entry.kind, entry.entityId);
            }}
          >
            {name}
          </button>
        )}
        <span className="font-normal text-ink-muted"> {`${one}, ${deed}`}</span>
      </span>
    </h3>
  );
}

export function useEntryName(entry: Entry): string {
  const session = useSession();
  if (entry.op === 'create') return entry.document.name || 'Without a name';
  if (entry.op === 'remove') return entry.name || 'Without a name';
  return session.shown(entry.kind, entry.entityId)?.name || `A ${kindWords[entry.kind].one}`;
}
