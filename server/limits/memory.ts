import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counter } from './counter.ts';
import type { Rate } from './rates.ts';

/** Counts in this process. The library forgets a window when it ends. */
export function memoryCounter({ points: limit, seconds }: Rate): Counter {
  const limiter = new RateLimiterMemory({ points: limit, duration: seconds });
  return {
    async take(key, points) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, points);
        return { taken: true, remaining: remainingPoints, resetMilliseconds: msBeforeNext };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // The library counts what it refuses.
        const { remainingPoints, msBeforeNext } = await limiter.reward(key, points);
        return { taken: false, remaining: remainingPoints, resetMilliseconds: msBeforeNext };
      }
    },
    async giveBack(key, points) {
      const now = await limiter.get(key);
      if (now !== null && now.msBeforeNext > 0)
        await limiter.reward(key, Math.min(points, now.consumedPoints));
    },
    async look(key) {
      const now = await limiter.get(key);
      const running = now !== null && now.msBeforeNext > 0;
      return {
        taken: true,
        remaining: running ? now.remainingPoints : limit,
        resetMilliseconds: running ? now.msBeforeNext : 0,
      };
    },
  };
}
