import { useOutbox, useSaveState } from '../data/hooks.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { ConflictCard } from './tray-conflict.tsx';
import { RejectedCard } from './tray-rejected.tsx';
import { WaitingList } from './tray-waiting.tsx';

/** All that the server does not have yet: what needs the person first, then what goes out by itself. */
export function Tray({ close }: { close: () => void }) {
  const { entries, needing, isDurable, flush } = useOutbox();
  const { signInNeeded, state } = useSaveState();
  const waiting = entries.filter((entry) => entry.state === 'waiting');
  return (
    <div className="flex flex-col">
      <header className="sticky top-0 z-10 flex items-center justify-between gap-3 border-line border-b bg-raised px-4 py-3">
        <h2 className="font-semibold text-lg">Your edits</h2>
        <Button size="small" variant="quiet" onClick={close}>
          Close
        </Button>
      </header>
      {isDurable ? null : (
        <p role="alert" className="border-line border-b bg-warning-soft px-4 py-2.5 text-warning">
          This browser cannot keep edits over a reload. Leave this page open until everything is saved.
        </p>
      )}
      {entries.length === 0 ? (
        <p className="px-4 py-4 text-ink-muted">Everything is saved. Nothing waits and nothing needs you.</p>
      ) : null}
      {needing.length > 0 ? (
        <ul aria-label="What needs you" className="flex flex-col divide-y divide-line">
          {needing.map((entry) => (
            <li key={entry.id} className="px-4 py-3.5">
              {entry.op === 'edit' && entry.state === 'conflict' ? (
                <ConflictCard entry={entry} close={close} />
              ) : (
                <RejectedCard entry={entry} close={close} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {waiting.length > 0 ? (
        <section
          aria-label="What waits"
          className={classNames('px-4 py-3.5', needing.length > 0 && 'border-line border-t')}
        >
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
            <p className="min-w-0 flex-1 basis-48 text-ink-muted text-sm">
              {whyWaiting(signInNeeded, state === 'saving')}
            </p>
            <Button size="small" onClick={() => void flush()}>
              Send now
            </Button>
          </div>
          <WaitingList entries={waiting} />
        </section>
      ) : null}
    </div>
  );
}

function whyWaiting(signInNeeded: boolean, isSending: boolean): string {
  if (signInNeeded)
    return 'Your sign-in has ended. These are kept in this browser and go out after the next one.';
  if (isSending) return 'These are on their way.';
  return 'These are kept in this browser and go out by themselves as soon as the server answers.';
}
