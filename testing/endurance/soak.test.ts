import { expect, test } from 'vitest';
import { soak } from './soak.ts';

/** The small form of `npm run soak`, which takes 20,000. */
test('two people on two connections: no row crosses, nothing leaks and nothing acknowledged is lost', async () => {
  const { wrong, requests, restarts, terminations, counts } = await soak(1500);
  expect(wrong).toEqual([]);
  expect(requests).toBeGreaterThanOrEqual(1500);
  expect(restarts).toBe(4);
  expect(terminations).toBeGreaterThanOrEqual(8);
  // A run in which nothing succeeded would find nothing wrong either.
  for (const kind of ['creates 201', 'updates 200', 'reads 200', 'lists 200', 'changes an old version 412'])
    expect(counts.get(kind), kind).toBeGreaterThan(10);
}, 180_000);
