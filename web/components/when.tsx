export interface WhenProps {
  at: string;
  /** It is to come: "in 5 minutes". */
  isAhead?: boolean;
  now?: number;
}

/** The one way to show a moment: as people say it, with the exact one behind it. */
export function When({ at, isAhead = false, now = Date.now() }: WhenProps) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {isAhead ? timeUntil(at, now) : relativeTime(at, now)}
    </time>
  );
}

/** "2 hours ago"; beyond a month the date. */
export function relativeTime(at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000); // A clock that is behind does not see the future.
  if (seconds < 45) return 'just now';
  return seconds > 30 * day ? date.format(new Date(at)) : rounded(seconds, -1);
}

/** "in 5 minutes" */
export function timeUntil(at: string, now: number): string {
  return rounded(Math.max(0, (Date.parse(at) - now) / 1000), 1);
}

function rounded(seconds: number, direction: 1 | -1): string {
  const [unit, length] = units.find(([, size]) => seconds >= size * 0.9) ?? ['minute', 60];
  return relative.format(direction * Math.max(1, Math.round(seconds / length)), unit);
}

/** For a sentence: "3 Nov 2026, 14:05". What is no time, as it is. */
export function exactTime(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : exact.format(time);
}

const day = 86_400;
const units = [
  ['week', 7 * day],
  ['day', day],
  ['hour', 3600],
  ['minute', 60],
] as const satisfies [Intl.RelativeTimeFormatUnit, number][];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
