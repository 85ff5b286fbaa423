/** A moment as people say it, with the exact one behind it. */
export function When({ at, now = Date.now() }: { at: string; now?: number }) {
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {relativeTime(at, now)}
    </time>
  );
}

/** "2 hours ago"; beyond a month the date. */
export function relativeTime(at: string, now: number): string {
  const moment = Date.parse(at);
  const seconds = Math.max(0, (now - moment) / 1000); // A clock that is behind does not see the future.
  if (seconds < 45) return 'just now';
  if (seconds > 30 * day) return date.format(moment);
  const [unit, length] = units.find(([, size]) => seconds >= size * 0.9) ?? ['minute', 60];
  return ago.format(-Math.max(1, Math.round(seconds / length)), unit);
}

const day = 86_400;
const units = [
  ['week', 7 * day],
  ['day', day],
  ['hour', 3600],
  ['minute', 60],
] as const satisfies [Intl.RelativeTimeFormatUnit, number][];
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' });
