import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const buttonStyles = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium select-none',
    'transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-primary text-on-primary hover:bg-primary-hover disabled:hover:bg-primary',
        secondary:
          'border border-line-strong bg-surface text-ink shadow-card hover:bg-hover active:bg-pressed',
        quiet: 'text-ink-muted hover:bg-hover hover:text-ink active:bg-pressed',
        danger: 'bg-danger-solid text-on-danger hover:bg-danger-solid-hover',
        link: 'h-auto px-0 text-link underline-offset-4 hover:underline',
      },
      size: {
        small: 'h-control-small px-2 text-sm',
        medium: 'h-control px-3 text-base',
        large: 'h-control-large px-4.5 text-lg',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'medium' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyles> {
  /** Draws the one child (a link) as a button. */
  asChild?: boolean;
  /** Work is under way: it stays focusable, is announced as busy and takes no second press. */
  busy?: boolean;
}

export function Button({ variant, size, asChild = false, busy = false, className, ...props }: ButtonProps) {
  const styles = classNames(buttonStyles({ variant, size }), variant === 'link' && 'h-auto px-0', className);
  if (asChild) return <Slot.Root className={styles} {...props} />;
  const { children, onClick, ...others } = props;
  return (
    <button
      type="button"
      className={styles}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...others}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}
