import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

/** A part of a screen that is read now and then: closed until it is asked for. */
export function Disclosure({
  title,
  note,
  children,
  className,
  onToggle,
}: {
  title: string;
  note?: string;
  children: ReactNode;
  className?: string;
  /** For a part that is made only when it is asked for. */
  onToggle?: (isOpen: boolean) => void;
}) {
  return (
    <details
      className={classNames('group rounded-lg border border-line', className)}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className="flex min-h-control-large list-none items-center gap-2 rounded-lg px-4 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <h2 className="shrink-0 font-semibold">{title}</h2>
        {note ? <span className="min-w-0 truncate text-ink-muted text-sm">{note}</span> : null}
      </summary>
      <div className="px-4 pt-2 pb-4">{children}</div>
    </details>
  );
}
