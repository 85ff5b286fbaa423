import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={classNames('rounded-lg border border-line bg-surface shadow-card', className)}
      {...props}
    />
  );
}

export interface CardHeaderProps {
  title: ReactNode;
  /** One line below the title. */
  description?: ReactNode;
  /** Buttons at its end. */
  actions?: ReactNode;
  level?: 'h2' | 'h3';
  className?: string;
}

export function CardHeader({
  title,
  description,
  actions,
  level: Heading = 'h2',
  className,
}: CardHeaderProps) {
  return (
    <header className={classNames('flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3.5 pb-2', className)}>
      <div className="min-w-0 flex-1">
        <Heading className="font-semibold text-lg leading-6">{title}</Heading>
        {description ? <p className="text-ink-muted text-sm">{description}</p> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-1">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={classNames('px-4 pb-4', className)} {...props} />;
}
