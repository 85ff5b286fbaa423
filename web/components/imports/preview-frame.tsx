import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { failureOf } from '../problem.ts';
import type { Preview } from './use-preview.ts';

/** Around a preview: while it is asked for, when it cannot be had, and while it follows a decision. */
export function PreviewFrame({ preview, children }: { preview: Preview<unknown>; children: ReactNode }) {
  const { now, isStale, error, retry } = preview;
  if (error !== null) {
    const failure = failureOf(error);
    return (
      <>
        <ErrorState
          title="What would happen could not be found out"
          requestId={failure.requestId}
          actions={<Button onClick={retry}>Try again</Button>}
        >
          {failure.detail} Nothing was written.
        </ErrorState>
        {now === null ? null : <div className="flex flex-col gap-6">{children}</div>}
      </>
    );
  }
  if (now === null) {
    return (
      <Loading label="Finding out what would happen" className="flex flex-col gap-3">
        <p aria-hidden="true" className="text-ink-muted">
          Finding out what would happen; nothing is written yet.
        </p>
        <Skeleton className="h-20" />
        <Skeleton className="h-64" />
      </Loading>
    );
  }
  return (
    <div
      aria-busy={isStale}
      className={classNames('flex flex-col gap-6 transition-opacity', isStale && 'opacity-60')}
    >
      {children}
    </div>
  );
}
