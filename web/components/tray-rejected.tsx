import type { Entry } from '../data/entry.ts';
import { useOutbox } from '../data/hooks.ts';
import { Button } from '../ui/button.tsx';
import { showUndo } from '../ui/toast.tsx';
import { BeforeAndAfter } from './before-and-after.tsx';
import { fieldName } from './field-names.ts';
import { EntryHeading } from './tray-entry.tsx';

const deeds = { create: 'new', edit: 'edited', remove: 'deleted' };

/** A write that was refused: why, what it was, and the two ways on. */
export function RejectedCard({ entry, close }: { entry: Entry; close: () => void }) {
  const { retry, discard, bringBack } = useOutbox();
  const { detail = 'It was refused without a reason.', code } = entry.problem ?? {};
  return (
    <article aria-label={`Not saved: ${deeds[entry.op]}`}>
      <EntryHeading entry={entry} deed={deeds[entry.op]} close={close} />
      <p className="mt-1 text-danger">{detail}</p>
      {code === 'not-found' ? (
        <p className="text-ink-muted text-sm">
          It was deleted meanwhile. Restore it from the trash, then send this again.
        </p>
      ) : null}
      {entry.op === 'edit' ? (
        <dl className="mt-2 flex flex-col gap-2">
          {entry.edits.map(({ pointer, base, value }) => (
            <div key={pointer}>
              <dt className="font-medium text-sm">{fieldName(pointer)}</dt>
              <dd>
                <BeforeAndAfter before={base} after={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" onClick={() => void retry(entry.id)}>
          Try again
        </Button>
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            void discard(entry.id);
            showUndo('The edit was discarded', () => void bringBack(entry));
          }}
        >
          Discard
        </Button>
      </div>
    </article>
  );
}
