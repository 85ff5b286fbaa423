import { Failure, Unavailable } from '../failures.ts';
import { limitHeaders, type Standing, secondsOf } from './headers.ts';
import type { CountedName, Rate } from './rates.ts';

/** 429, with how long to wait: until the last of the rates that refused begins anew. */
export function rateLimited(standings: readonly Standing[], points: number): Failure {
  const refusing = standings.filter(({ count }) => !count.taken);
  const last = refusing.reduce((a, b) => (b.count.resetMilliseconds > a.count.resetMilliseconds ? b : a));
  const seconds = Math.max(secondsOf(last.count), 1);
  const most = `At most ${last.rate.points} ${nouns[last.name]} ${span(last.rate)} are possible`;
  const wait = `try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const detail =
    points > last.rate.points
      ? `${most}, and this request alone counts as ${points}. Split it.`
      : points > 1
        ? `${most}, and this request counts as ${points} where ${last.count.remaining} are left; ${wait}.`
        : `${most}, and they are used up; ${wait}.`;
  return new Failure('rate-limited', detail, {
    headers: { ...limitHeaders(standings), 'retry-after': String(seconds) },
  });
}

export function limitsUnreachable(): Failure {
  return new Unavailable(
    'limits-unreachable',
    'This cannot be counted at the moment, and is not done uncounted; please try again in a moment.',
  );
}

const nouns: Record<CountedName, string> = {
  guest: 'requests',
  read: 'reads',
  write: 'writes',
  import: 'imports',
  'generate-company': 'company analyses',
  'generate-account': 'account generations',
  'generate-persona': 'persona generations',
  'generate-campaign': 'campaign generations',
  'generate-day': 'generations',
  'generate-guest': 'generations without signing in',
  'generate-tokens': 'tokens',
};

const spans: Record<number, string> = { 60: 'a minute', 3600: 'an hour', 86400: 'a day' };

function span({ seconds }: Rate): string {
  return spans[seconds] ?? `in ${seconds} seconds`;
}
