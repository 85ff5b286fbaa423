import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';

function upload(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 120 });
  const progress = startProgress(stream, 'Reading dump.json');
  progress.note('A note.');
  progress.stage('Sending');
  progress.sent(512, 2048);
  progress.sent(2048, 2048);
  progress.stage('Done');
  progress.stop();
  progress.stop();
  return stream.read();
}

test('elsewhere than on a terminal there is one plain line a stage', () => {
  expect(upload(false)).toBe('Reading dump.json\nA note.\nSending\nDone\n');
});

test('on a terminal a bar ends full, and the notes follow it', () => {
  const drawn = upload(true);
  expect(drawn).toContain(`[${'='.repeat(30)}] 100%  2 KB`);
  expect(drawn).toMatch(/Done[^\n]*\nA note\.\n$/);
});
