/** How long is waited and how often is asked again, before somebody is told that it did not work. */
export interface Patience {
  /** Requests that failed are sent again to the same provider at most so often, in one ask. */
  retriesMax: number;
  /** An answer that is not valid is asked for again at most so often. */
  reasksMax: number;
  /** Before the first retry; each further one waits up to twice as long. */
  backoffMilliseconds: number;
  backoffMillisecondsMax: number;
  /** A provider that wants us to wait longer than this is passed over. */
  retryAfterMillisecondsMax: number;
  /** Until the first words of an answer. */
  firstContentMilliseconds: number;
  /** Between any two pieces of it. */
  idleMilliseconds: number;
  /** For everything together. */
  totalMilliseconds: number;
  /** So many requests in a row without a word: the provider is left alone for a while. */
  failuresMax: number;
  restMilliseconds: number;
}

export const usualPatience: Patience = {
  retriesMax: 2,
  reasksMax: 2,
  backoffMilliseconds: 500,
  backoffMillisecondsMax: 8000,
  retryAfterMillisecondsMax: 20_000,
  firstContentMilliseconds: 90_000,
  idleMilliseconds: 30_000,
  totalMilliseconds: 240_000,
  failuresMax: 5,
  restMilliseconds: 30_000,
};

/** Before the retry of this number, from 0 up; anywhere in the upper half, so that many do not come back at once. */
export function waitBefore(retry: number, patience: Patience, retryAfterMilliseconds: number | null): number {
  const most = Math.min(patience.backoffMillisecondsMax, patience.backoffMilliseconds * 2 ** retry);
  const wait = most * (0.5 + Math.random() / 2);
  return Math.max(wait, (retryAfterMilliseconds ?? 0) + Math.random() * patience.backoffMilliseconds);
}
