import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Scrolls sideways by itself, so that the page never does. */
export function Table({ label, className, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface shadow-card"
    >
      <table className={classNames('w-full border-collapse text-left', className)} {...props} />
    </section>
  );
}

export interface ColumnProps extends ComponentProps<'th'> {
  /** Of a column that can be sorted: how it is now. */
  sorted?: 'ascending' | 'descending' | 'none';
  onSort?: () => void;
  children?: ReactNode;
}

export function Column({ sorted, onSort, className, children, ...props }: ColumnProps) {
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={classNames(
        'h-8 whitespace-nowrap border-line border-b bg-sunken px-3 font-medium text-ink-muted text-sm',
        className,
      )}
      {...props}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-ink"
        >
          {children}
          {sorted === 'ascending' ? <ArrowUp aria-hidden="true" className="size-3" /> : null}
          {sorted === 'descending' ? <ArrowDown aria-hidden="true" className="size-3" /> : null}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export function Row({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr className={classNames('border-line not-last:border-b hover:bg-hover/60', className)} {...props} />
  );
}

export function Cell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={classNames('px-3 py-2 align-top', className)} {...props} />;
}
