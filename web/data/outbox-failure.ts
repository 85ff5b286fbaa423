import { ProblemError } from '@blossomer/contract';
import { BusyError, StorageError } from '../workspace/errors.ts';
import type { Entry } from './entry.ts';

/** What a failed request means for what was sent. Only `rejected` says for certain that it was not carried out. */
export type Verdict =
  | { means: 'offline' }
  | { means: 'wait'; seconds: number }
  | { means: 'sign-in' }
  | { means: 'stale' }
  | { means: 'gone' }
  | { means: 'rejected'; problem: NonNullable<Entry['problem']> };

export function verdictOf(error: unknown): Verdict {
  if (error instanceof BusyError) return { means: 'wait', seconds: error.retryAfterSeconds ?? 2 };
  if (error instanceof StorageError) {
    return { means: 'rejected', problem: { code: 'storage', detail: error.message, errors: [] } };
  }
  if (!(error instanceof ProblemError)) return { means: 'offline' };
  const { code, detail, errors, status } = error.problem;
  if (code === 'unauthenticated') return { means: 'sign-in' };
  if (code === 'stale-version') return { means: 'stale' };
  if (code === 'conflict') return { means: 'wait', seconds: 1 };
  // Its own fault: the same again may succeed, and the key makes sure that it happens once.
  if (status >= 500) return { means: 'wait', seconds: 5 };
  if (code === 'not-found') return { means: 'gone' };
  return { means: 'rejected', problem: { code, detail, errors } };
}
