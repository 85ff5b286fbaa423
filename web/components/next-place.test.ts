import { expect, test } from 'vitest';
import { nextPlace } from './next-place.ts';

test.each([
  ['/app/company/c1/accounts?q=a#top', '/app/company/c1/accounts?q=a#top'],
  ['/app/claim', '/app/claim'],
  ['/sign-in-help', '/sign-in-help'],
])('after signing in %s is gone back to', (next, place) => {
  expect(nextPlace(next)).toBe(place);
});

test.each([
  ['https://evil.example/app'],
  ['//evil.example/app'],
  ['/\\evil.example/app'],
  ['/%2F/../\\evil.example'],
  ['/app/..//evil.example'],
  ['\t//evil.example'],
  ['/\t/evil.example'],
  ['javascript:alert(1)'],
  ['/sign-in?next=/sign-in'],
  ['/sign-in/done'],
  [''],
  [undefined],
  [['/app']],
])('%s leads nowhere else', (next) => {
  expect(new URL(nextPlace(next), 'https://ours.example').href).toBe('https://ours.example/app');
});
