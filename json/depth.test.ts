import { expect, test } from 'vitest';
import { isDeeperThan } from './depth.ts';

test.each([
  [1, 0, false],
  [{}, 0, true],
  [{}, 1, false],
  [[[]], 1, true],
  [[[], { a: [] }], 3, false],
  [[[], { a: [] }], 2, true],
])('%j is deeper than %i: %s', (value, depthMax, deeper) => {
  expect(isDeeperThan(value, depthMax)).toBe(deeper);
});

test('a hundred thousand levels do not overflow the stack', () => {
  let value: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) value = [value];
  expect(isDeeperThan(value, 64)).toBe(true);
  expect(isDeeperThan(value, 100_000)).toBe(false);
});
