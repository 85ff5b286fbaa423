import { type Problem, type ProblemCode, ProblemError, problems } from '@blossomer/contract';

/** What can go wrong with a workspace, each with a sentence that a screen can show as it is (`message`). */

/** Nothing answered: no network, a cut connection, or longer than we wait. What was sent may still have arrived. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  constructor(cause?: unknown) {
    super('The server cannot be reached. Your work stays in this browser until it can.', { cause });
  }
}

/** Refused for now (429, 503): the same request may succeed later. */
export class BusyError extends ProblemError {
  /** As the server asked for; null when it did not say. */
  readonly retryAfterSeconds: number | null;
  constructor(problem: Problem, retryAfterSeconds: number | null) {
    super(problem);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A problem of the server with what it said about asking again. */
export function asRefused(problem: Problem, retryAfter: string | null): ProblemError {
  if (!busy.has(problem.status)) return new ProblemError(problem);
  const isCount = retryAfter !== null && /^\d{1,6}$/.test(retryAfter);
  return new BusyError(problem, isCount ? Number(retryAfter) : null);
}

/** What passes: too many requests, a server that stops or starts, a proxy without one. */
const busy: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export type StorageReason = 'full' | 'unavailable' | 'damaged' | 'newer';

/** This browser keeps nothing (private mode, blocked), has no room left, or holds what this build cannot read. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly reason: StorageReason;
  constructor(reason: StorageReason, cause?: unknown) {
    super(storageSentences[reason], { cause });
    this.reason = reason;
  }
}

const storageSentences: Record<StorageReason, string> = {
  full: 'The storage of this browser is full. Delete something, or sign in to keep your work on the server.',
  unavailable: 'This browser does not let the page keep anything (private mode, or storage is blocked).',
  damaged: 'What this browser kept here cannot be read. It was left as it is.',
  newer: 'A newer version of this page wrote what is kept here. Reload the page to get that version.',
};

/** Made here where there is no server to say it; code, status and title are the contract's. */
export function refusal(
  code: ProblemCode,
  detail: string,
  more: Partial<Pick<Problem, 'errors' | 'currentVersion' | 'changed' | 'operation'>> = {},
): ProblemError {
  const { status, title } = problems[code];
  return new ProblemError({
    type: `/problems#${code}`,
    title,
    status,
    detail,
    code,
    requestId: '',
    errors: [],
    ...more,
  });
}

export interface Stale {
  currentVersion: number;
  /** RFC 6901 pointers into the resource; `['']` is everything. */
  changed: readonly string[];
}

/** What a refused write says about the version that is there now; null for any other failure. */
export function staleOf(error: unknown): Stale | null {
  if (!isProblem(error, 'stale-version')) return null;
  const { currentVersion, changed } = error.problem;
  return currentVersion === undefined ? null : { currentVersion, changed: changed ?? [''] };
}

export function isProblem(error: unknown, code: ProblemCode): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === code;
}
