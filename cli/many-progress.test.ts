import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from './confirm.ts';
import { startManyProgress } from './many-progress.ts';
import type { Outcome } from './tally.ts';

const skipped: Outcome = { position: 'p:1', user: 'ann', status: 'skipped', importId: 'i' };
const failed = (line: number): Outcome => ({
  position: `p:${line}`,
  user: undefined,
  status: 'failed',
  reason: { code: 'unreadable', sentence: 'Odd \u001b[31mred.' },
});

function drawn(isTTY: boolean, outcomes: Outcome[], total?: number): string {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 120 });
  let milliseconds = 0;
  const progress = startManyProgress(stream, total, () => milliseconds);
  for (const outcome of outcomes) {
    milliseconds += 1000;
    progress.settled(outcome);
  }
  progress.waiting(30, 'The server is busy');
  progress.stop();
  return stream.read();
}

test('elsewhere than on a terminal there is a line now and then, and one for each failure until they are many', () => {
  const lines = drawn(false, [skipped, ...Array.from({ length: 24 }, (_, index) => failed(index + 2))], 50)
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => line === 'p:2: Odd \u{fffd}[31mred.')).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('p:'))).toHaveLength(20);
  expect(lines).toContain('Further failures are counted, and in the report (--report).');
  expect(lines).toContain('5 of 50 done, 1 of them before, 4 failed, 0.8/s, 57 s left.');
  expect(lines.at(-2)).toBe('The server is busy; trying again in 30 s.');
  expect(lines.at(-1)).toBe('25 of 50 done, 1 of them before, 24 failed, 1.0/s, 27 s left.');
});

test('on a terminal a bar shows the rate and the time left, and failures follow it', () => {
  const text = drawn(true, [skipped, failed(2)], 2);
  expect(text).toContain(`[${'='.repeat(30)}] 2 of 2 done, 1 of them before, 1 failed, 0.5/s`);
  expect(text).toMatch(/p:2: Odd \u{fffd}\[31mred\.\n$/u);
});

test('an input of unknown length has no time left', () => {
  expect(drawn(false, [failed(1)])).toMatch(/\n1 done, 1 failed, 1\.0\/s\.\n$/);
});

test.each([
  ['y\n', true],
  ['YES\n', true],
  ['n\n', false],
  ['\n', false],
  ['', false],
])('only a yes is a yes: %j', async (answer, yes) => {
  const input = new PassThrough();
  input.end(answer);
  expect(await confirm('Import?', { input, output: new PassThrough() })).toBe(yes);
});
