import { ErrorState } from '../../ui/states.tsx';
import { failureOf } from '../problem.ts';
import { SignInForMore } from './generation-failure.tsx';

/** A generation that could not begin: what the server said, when it may be asked again, and the way to a limit of one's own. */
export function StartFailure({ error, className }: { error: Error; className?: string }) {
  const { title, detail, requestId } = failureOf(error);
  const wait = waitOf(error);
  return (
    <ErrorState
      title={title}
      level="h3"
      requestId={requestId}
      {...(className === undefined ? {} : { className })}
      {...(wait === null ? {} : { actions: <SignInForMore /> })}
    >
      <p>{detail}</p>
      {wait === null ? null : <p className="mt-1">{`It is possible again ${wait}.`}</p>}
    </ErrorState>
  );
}

/** Of a `BusyError`, told by its shape; null: it is no matter of waiting. */
function waitOf(error: Error): string | null {
  const { problem, retryAfterSeconds } = error as Error & {
    problem?: { status?: number };
    retryAfterSeconds?: number | null;
  };
  if (problem?.status !== 429) return null;
  return retryAfterSeconds == null ? 'later' : waitWords(retryAfterSeconds);
}

/** "in a minute", "in 40 minutes", "in about 3 hours": never sooner than it is. */
function waitWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return 'in a minute';
  if (minutes < 60) return `in ${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? 'in an hour' : `in about ${hours} hours`;
}
