import { useState } from 'react';
import { useSaveState } from '../data/hooks.ts';
import type { SaveState } from '../data/save-state.ts';
import { classNames } from '../ui/class-names.ts';
import { Popover } from '../ui/popover.tsx';
import { SaveStatus } from '../ui/save-status.tsx';
import { Tray } from './tray.tsx';

/** Of everything that was edited here, not of one document; opens the tray of what is not on the server. */
export function SaveIndicator({ iconOnly = false }: { iconOnly?: boolean }) {
  const [open, setOpen] = useState(false);
  const save = useSaveState();
  return (
    <Popover
      label="Your edits"
      align={iconOnly ? 'end' : 'start'}
      open={open}
      onOpenChange={setOpen}
      className="max-h-(--radix-popover-content-available-height) w-[26rem] overflow-y-auto p-0"
      trigger={
        <button
          type="button"
          aria-haspopup="dialog"
          className={classNames(
            'inline-flex h-control shrink-0 items-center justify-center rounded-md px-2 hover:bg-hover',
            iconOnly && 'w-control px-0',
          )}
        >
          <span className="sr-only">Your edits: </span>
          <SaveStatus state={save.state} detail={wordsOf(save)} iconOnly={iconOnly} />
        </button>
      }
    >
      <Tray close={() => setOpen(false)} />
    </Popover>
  );
}

function wordsOf({ state, unsent, rejected }: SaveState): string {
  if (state === 'saved') return 'Saved';
  if (state === 'saving') return `Saving ${unsent}`;
  return state === 'offline' ? `Offline, ${unsent} kept` : `${rejected} not saved`;
}
