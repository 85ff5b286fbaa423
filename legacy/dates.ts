import { Instant } from '@blossomer/contract';

/** An ISO time of the old build, which wrote `toISOString()`; anything else is no date. */
export function isoDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || value < '1970' || !Instant.safeParse(value).success) return undefined;
  return new Date(value).toISOString();
}

/**
 * When an id was made: ids of the old build are `Date.now()`, or hold it between underscores. Dates in a browser's
 * locale are ambiguous, so nothing reads those.
 */
export function dateInId(id: string, now: string): string | undefined {
  const milliseconds = millisecondsIn(id);
  if (milliseconds === undefined) return undefined;
  const date = new Date(milliseconds).toISOString();
  return date >= firstBuild && date <= new Date(now).toISOString() ? date : undefined;
}

export function millisecondsIn(id: string): number | undefined {
  const digits = /(?:^|_)(\d{13})(?:_|$)/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const firstBuild = '2025-06-01T00:00:00.000Z';
