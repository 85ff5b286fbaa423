import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field.tsx';

export const controlStyles = [
  'w-full rounded-md border border-control bg-surface px-2.5 text-ink text-base transition-colors duration-100',
  'hover:border-ink-faint focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus',
  'aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-faint disabled:hover:border-control [&[readonly]]:bg-sunken',
].join(' ');

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      className={classNames(controlStyles, 'h-control', className)}
      {...useFieldControl(props)}
    />
  );
}

/** As high as what it holds. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={classNames(
        controlStyles,
        'field-sizing-content max-h-[60vh] min-h-[calc(var(--rows)*1lh+1rem)] resize-y py-1.5',
        rowStyles[Math.min(rows, rowStyles.length - 1)],
        className,
      )}
      {...useFieldControl(props)}
    />
  );
}

const rowStyles = ['', '[--rows:1]', '[--rows:2]', '[--rows:3]', '[--rows:4]', '[--rows:6]', '[--rows:8]'];
