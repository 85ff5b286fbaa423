import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { failureOf } from './problem.ts';

/** In place of what could not be read: what happened, and the way to ask again. */
export function Failed({ error, retry, className }: { error: Error; retry: () => void; className?: string }) {
  const { title, detail, requestId } = failureOf(error);
  return (
    <ErrorState
      title={title}
      requestId={requestId}
      actions={<Button onClick={retry}>Try again</Button>}
      {...(className === undefined ? {} : { className })}
    >
      <p>{detail}</p>
    </ErrorState>
  );
}
