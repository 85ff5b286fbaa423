import { expect, test } from 'vitest';
import { relativeTime } from './when.tsx';

const now = Date.parse('2026-05-20T12:00:00Z');

test.each([
  ['2026-05-20T11:59:40Z', 'just now'],
  ['2026-05-20T12:03:00Z', 'just now'],
  ['2026-05-20T11:59:00Z', '1 minute ago'],
  ['2026-05-20T11:20:00Z', '40 minutes ago'],
  ['2026-05-20T09:00:00Z', '3 hours ago'],
  ['2026-05-19T12:00:00Z', 'yesterday'],
  ['2026-05-15T12:00:00Z', '5 days ago'],
  ['2026-05-06T12:00:00Z', '2 weeks ago'],
  ['2026-01-03T12:00:00Z', 'Jan 3, 2026'],
])('%s is %s', (at, words) => {
  expect(relativeTime(at, now)).toBe(words);
});
