import { Check, CircleAlert, CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

type SaveState = 'saved' | 'saving' | 'offline' | 'rejected';

const states: Record<SaveState, { words: string; icon: ReactNode; className: string }> = {
  saved: { words: 'Saved', icon: <Check />, className: 'text-ink-faint' },
  saving: { words: 'Saving', icon: <Spinner className="size-3.5" />, className: 'text-ink-muted' },
  offline: { words: 'Offline, kept here', icon: <CloudOff />, className: 'text-warning' },
  rejected: { words: 'Not saved', icon: <CircleAlert />, className: 'text-danger' },
};

export interface SaveStatusProps {
  /** null: nothing was changed yet, and nothing is said. */
  state: SaveState | null;
  /** More than the usual words, such as how many edits wait. */
  detail?: string;
  /** Keeps the words for screen readers alone. */
  iconOnly?: boolean;
  className?: string;
}

/** What became of the last edit. Announced when it changes, without taking the focus. */
export function SaveStatus({ state, detail, iconOnly = false, className }: SaveStatusProps) {
  return (
    <span
      aria-live="polite"
      aria-atomic="true"
      className={classNames('inline-flex min-h-5 items-center', className)}
    >
      {state === null ? null : (
        <span
          className={classNames(
            'inline-flex items-center gap-1.5 text-sm [&_svg]:size-3.5',
            states[state].className,
          )}
        >
          {states[state].icon}
          <span className={iconOnly ? 'sr-only' : undefined}>{detail ?? states[state].words}</span>
        </span>
      )}
    </span>
  );
}
