import type { Redis } from 'ioredis';
import { connectRedis } from './redis.ts';

/** What processes share, asked so that a request never waits for it long and never fails with it. */
export interface Shared {
  redis: Redis;
  /** undefined: it did not answer in time, or not a moment ago. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined>;
  /** Waits for the first connection, and no longer than for any answer. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

export interface SharedOptions {
  url: string;
  log: (message: string) => void;
  /** Milliseconds; a test has its own clock. */
  now?: () => number;
}

const answerMillisecondsMax = 200;
/** After a failure, one request in so long tries again; all others do without at once. */
const pauseMilliseconds = 1000;
const logMillisecondsMin = 60_000;

export function openShared({ url, log, now = () => performance.now() }: SharedOptions): Shared {
  const redis = connectRedis(url);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let loggedAt = Number.NEGATIVE_INFINITY;
  let isDown = false;

  function fail(error: unknown): void {
    pausedUntil = now() + pauseMilliseconds;
    isDown = true;
    if (now() - loggedAt < logMillisecondsMin) return;
    loggedAt = now();
    log(
      `Redis (REDIS_URL) does not answer: ${error instanceof Error ? error.message : String(error)}. Until it does, each process counts reading and writing for itself, and imports and generation are refused.`,
    );
  }

  return {
    redis,
    async attempt(work) {
      if (now() < pausedUntil) return undefined;
      if (isDown) pausedUntil = now() + pauseMilliseconds;
      try {
        const result = await within(answerMillisecondsMax, work());
        isDown = false;
        pausedUntil = Number.NEGATIVE_INFINITY;
        return result;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    connected: async () => {
      if (redis.status === 'ready') return;
      const ready = new Promise<void>((resolve) => redis.once('ready', () => resolve()));
      await within(answerMillisecondsMax, ready).catch(fail);
    },
    close: async () => {
      await within(answerMillisecondsMax, redis.quit()).catch(() => redis.disconnect());
    },
  };
}

function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${milliseconds} ms`));
    const timer = setTimeout(late, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
