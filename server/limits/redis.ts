import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counter } from './counter.ts';
import type { Rate, RateName } from './rates.ts';

/** Connects, and goes on trying for as long as it is open. A command without a connection fails at once. */
export function connectRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // A request that was not answered in time has gone on without it.
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    socketTimeout: 5000,
    retryStrategy: (attempt) => Math.min(attempt * 50, 500),
  });
  redis.on('error', () => {}); // Who asks is told; nobody else needs to be.
  return redis;
}

/** Counts in Redis, for all processes that share it. One round trip, atomic there. */
export function redisCounter(redis: Redis, prefix: string, name: RateName, rate: Rate): Counter {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    rejectIfRedisNotReady: true,
    keyPrefix: `${prefix}${name}`,
    points: rate.points,
    duration: rate.seconds,
    customIncrTtlLuaScript: takeOrRefuse,
  });
  return {
    async take(key, points) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, points);
        return { taken: true, remaining: remainingPoints, resetMilliseconds: msBeforeNext };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const { consumedPoints, msBeforeNext } = refusal;
        const remaining = Math.max(rate.points - (consumedPoints - points), 0);
        return { taken: false, remaining, resetMilliseconds: msBeforeNext };
      }
    },
    async giveBack(key, points) {
      await limiter.reward(key, points);
    },
    async look(key) {
      const now = await limiter.get(key);
      return {
        taken: true,
        remaining: now?.remainingPoints ?? rate.points,
        resetMilliseconds: Math.max(now?.msBeforeNext ?? 0, 0),
      };
    },
  };
}

/**
 * In place of the library's script, which counts what it refuses and lets a late refund run below zero. The arguments are the
 * library's: points (negative: a refund), seconds, limit. Gives the points in use (as if taken) and the milliseconds left.
 */
const takeOrRefuse = `
local points, window, limit = tonumber(ARGV[1]), 1000 * ARGV[2], tonumber(ARGV[3])
local used = tonumber(redis.call('get', KEYS[1]) or '0')
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  used = 0
  left = window
  if points > 0 and points <= limit then redis.call('set', KEYS[1], points, 'PX', window) end
  return {math.max(points, 0), left}
end
if points > 0 and used + points > limit then return {used + points, left} end
return {redis.call('incrby', KEYS[1], math.max(points, -used)), left}
`;
