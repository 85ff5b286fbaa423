import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { failureOf } from './problem.ts';

/** In place of a part of a screen that could not be read: what happened, and the way on. */
export function FailureState({
  error,
  retry,
  className,
}: {
  error: unknown;
  retry?: () => void;
  className?: string;
}) {
  const { title, detail, requestId } = failureOf(error);
  return (
    <ErrorState
      title={title}
      requestId={requestId}
      {...(className === undefined ? {} : { className })}
      actions={retry ? <Button onClick={retry}>Try again</Button> : null}
    >
      <p>{detail}</p>
    </ErrorState>
  );
}
