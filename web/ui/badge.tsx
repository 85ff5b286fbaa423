import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const badgeStyles = cva(
  'inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-sm px-1.5 py-px font-medium text-xs [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-ink-muted',
        outline: 'border border-line-strong text-ink-muted',
        blue: 'bg-company-soft text-company',
        green: 'bg-account-soft text-account',
        purple: 'bg-persona-soft text-persona',
        orange: 'bg-campaign-soft text-campaign',
        danger: 'bg-danger-soft text-danger',
        warning: 'bg-warning-soft text-warning',
        success: 'bg-success-soft text-success',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export interface BadgeProps extends ComponentProps<'span'>, VariantProps<typeof badgeStyles> {}
export type Tone = NonNullable<BadgeProps['tone']>;

export function Badge({ tone, className, ...props }: BadgeProps) {
  return <span className={classNames(badgeStyles({ tone }), className)} {...props} />;
}

const dots = {
  blue: 'bg-company',
  green: 'bg-account',
  purple: 'bg-persona',
  orange: 'bg-campaign',
  neutral: 'bg-ink-faint',
};

/** A spot of colour beside a word that says the same. */
export function Dot({ tone, className }: { tone: keyof typeof dots; className?: string }) {
  return (
    <span aria-hidden="true" className={classNames('size-2 shrink-0 rounded-full', dots[tone], className)} />
  );
}

export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-ink-muted text-xs">
      {children}
    </kbd>
  );
}

/** Initials; a name beside it or its label says whose. */
export function Avatar({ name, label, className }: { name: string; label?: string; className?: string }) {
  const initials = name
    .split(/[\s@.]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      className={classNames(
        'inline-grid size-7 shrink-0 place-items-center rounded-full bg-pressed font-semibold text-ink text-xs',
        className,
      )}
    >
      {initials || '?'}
    </span>
  );
}
