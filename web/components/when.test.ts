import { expect, test } from 'vitest';
import { exactTime, relativeTime, timeUntil } from './when.tsx';

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
  ['2026-01-03T12:00:00Z', '3 Jan 2026'],
])('%s is %s', (at, words) => {
  expect(relativeTime(at, now)).toBe(words);
});

test.each([
  ['2026-05-20T12:00:10Z', 'in 1 minute'],
  ['2026-05-20T12:40:00Z', 'in 40 minutes'],
  ['2026-05-21T12:00:00Z', 'tomorrow'],
  ['2026-05-20T11:00:00Z', 'in 1 minute'],
])('%s is %s, when it is to come', (at, words) => {
  expect(timeUntil(at, now)).toBe(words);
});

test('in a sentence it is exact, and what is no time stays as it is', () => {
  expect(exactTime('2026-05-20T12:00:00Z')).toMatch(/^\d\d? May 2026, \d\d:\d\d$/);
  expect(exactTime('yesterday')).toBe('yesterday');
});
