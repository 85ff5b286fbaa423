import type { Count } from './counter.ts';
import type { CountedName, Rate } from './rates.ts';

/** A rate and what is left of it. */
export interface Standing {
  name: CountedName;
  rate: Rate;
  count: Count;
}

/**
 * draft-ietf-httpapi-ratelimit-headers (structured fields), and the older names that clients still read. Those can tell
 * of one rate only: the one with the least left.
 */
export function limitHeaders(standings: readonly Standing[]): Record<string, string> {
  const [first, ...others] = standings;
  if (!first) return {};
  const least = others.reduce(
    (tightest, other) => (other.count.remaining < tightest.count.remaining ? other : tightest),
    first,
  );
  return {
    'ratelimit-policy': standings.map(policy).join(', '),
    ratelimit: standings.map(left).join(', '),
    'x-ratelimit-limit': String(least.rate.points),
    'x-ratelimit-remaining': String(least.count.remaining),
    'x-ratelimit-reset': String(Math.ceil((Date.now() + least.count.resetMilliseconds) / 1000)),
  };
}

function policy({ name, rate }: Standing): string {
  return `"${name}";q=${rate.points};w=${rate.seconds}`;
}

function left({ name, count }: Standing): string {
  return `"${name}";r=${count.remaining};t=${secondsOf(count)}`;
}

export function secondsOf({ resetMilliseconds }: Count): number {
  return Math.ceil(resetMilliseconds / 1000);
}
