import type { LimitClass } from '@blossomer/contract';

/** So many points in a window that begins with the first one. */
export interface Rate {
  points: number;
  seconds: number;
}

/** Each is a setting, `LIMIT_` and its name in capitals. */
export const rateNames = [
  'guest',
  'read',
  'write',
  'import',
  'generate-company',
  'generate-account',
  'generate-persona',
  'generate-campaign',
  'generate-day',
  'generate-guest',
] as const;
export type RateName = (typeof rateNames)[number];
/** What is no request, and is counted in the database (ledger.ts). */
export type CountedName = RateName | 'generate-tokens';
export type Rates = Readonly<Record<CountedName, Rate>>;

/** Which rates a request of a class is held to. All four kinds of generation also share one day. */
export const ratesOf: Readonly<Record<Exclude<LimitClass, 'none'>, readonly RateName[]>> = {
  guest: ['guest'],
  read: ['read'],
  write: ['write'],
  import: ['import'],
  'generate-company': ['generate-company', 'generate-day'],
  'generate-account': ['generate-account', 'generate-day'],
  'generate-persona': ['generate-persona', 'generate-day'],
  'generate-campaign': ['generate-campaign', 'generate-day'],
  'generate-guest': ['generate-guest'],
};

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const secondsMax = 7 * 86_400;
const pointsMax = 1_000_000_000;

/** `600` keeps the window, `600/1m` brings one. undefined: neither, or out of bounds; a limit of 0 is none of both. */
export function readRate(text: string, seconds: number): Rate | undefined {
  const [, points, count, unit] = /^([1-9]\d{0,9})(?:\/([1-9]\d{0,5})([smhd]))?$/.exec(text) ?? [];
  const rate = {
    points: Number(points),
    seconds: count === undefined ? seconds : Number(count) * (units[unit ?? ''] ?? 0),
  };
  return rate.points <= pointsMax && rate.seconds <= secondsMax ? rate : undefined;
}
