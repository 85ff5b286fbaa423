import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface StateProps {
  title: ReactNode;
  children?: ReactNode;
  /** The way on. */
  actions?: ReactNode;
  icon?: ReactNode;
  className?: string;
  level?: 'h1' | 'h2' | 'h3';
}

/** Nothing is here yet: says what belongs here and what to do next. */
export function EmptyState({ title, children, actions, icon, className, level: Heading = 'h2' }: StateProps) {
  return (
    <div
      className={classNames(
        'flex flex-col items-start gap-1 rounded-lg border border-line-strong border-dashed px-5 py-6 sm:px-6',
        className,
      )}
    >
      {icon ? <div className="mb-1.5 text-ink-faint [&_svg]:size-5">{icon}</div> : null}
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children ? <div className="max-w-prose text-ink-muted">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}

/** Something failed: says what happened, what it means for the work, and the way on. */
export function ErrorState(props: StateProps & { requestId?: string | undefined }) {
  const { title, children, actions, requestId, className, level: Heading = 'h2' } = props;
  const titleId = useId();
  return (
    <section
      role="alert"
      aria-labelledby={titleId}
      className={classNames(
        'flex gap-3 rounded-lg border border-danger/30 bg-danger-soft px-4 py-3.5',
        className,
      )}
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-danger" />
      <div className="min-w-0">
        <Heading id={titleId} className="font-semibold">
          {title}
        </Heading>
        {children ? <div className="max-w-prose">{children}</div> : null}
        {requestId ? (
          <p className="mt-1 text-ink-muted text-sm">
            Request <code className="select-all break-all font-mono text-xs">{requestId}</code>
          </p>
        ) : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </section>
  );
}

/** The shape of what is coming. Around several of them put `<Loading>`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={classNames('h-4 animate-breathe rounded-md bg-pressed', className)} />
  );
}

/** Says once that something is loading, for whoever does not see the skeletons. */
export function Loading({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

export interface ProgressBarProps {
  label: string;
  /** From 0 to `max`; null: it is not known how far. */
  value: number | null;
  max?: number;
  className?: string;
}

export function ProgressBar({ label, value, max = 100, className }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      max={max}
      {...(value === null ? {} : { value })}
      className={classNames(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-pressed [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-pressed [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-primary [&::-webkit-progress-value]:transition-[inline-size]',
        value === null && 'animate-breathe',
        className,
      )}
    />
  );
}

/** At the top of a page: where the work lives, what must not be done here. */
export function Banner(props: {
  /** Of the landmark that it is. */
  label: string;
  tone?: 'neutral' | 'warning';
  children: ReactNode;
  actions?: ReactNode;
}) {
  const { label, tone = 'neutral', children, actions } = props;
  return (
    <section
      aria-label={label}
      className={classNames(
        'flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1.5 text-sm sm:px-6',
        tone === 'warning'
          ? 'border-warning/25 bg-warning-soft text-warning'
          : 'border-line bg-sunken text-ink-muted',
      )}
    >
      <p className="min-w-0 flex-1 basis-44 sm:basis-64">{children}</p>
      {actions}
    </section>
  );
}
