import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EventSink, type EventStreams, openEventStreams } from './event-stream.ts';

let streams: EventStreams;
let errors: unknown[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  errors = [];
  streams = openEventStreams((error) => errors.push(error));
});
afterEach(() => {
  streams.close();
  vi.useRealTimers();
});

/** A stream whose sink is at hand, until it is let go or its signal is aborted. */
function opened(key = 'ann') {
  const sinks: EventSink[] = [];
  let end = () => {};
  const out = streams.open(key, (given, signal) => {
    sinks.push(given);
    return new Promise((resolve, reject) => {
      end = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  const [sink] = sinks;
  if (sink === undefined) throw new Error('The stream was not begun.');
  return { out, sink, end: () => end() };
}

const taken = (out: Readable): string => String(out.read() ?? '');
const big = { event: 'field', data: 'x'.repeat(100_000) };

test('says at once that it is open, then each event in its lines, and ends with its producer', async () => {
  const { out, sink, end } = opened();
  await sink.send({ id: '7', event: 'stage', data: '{"stage":"reading"}' });
  await sink.send({ event: 'done', data: '{}' });
  expect(taken(out)).toBe(
    ': open\n\nid: 7\nevent: stage\ndata: {"stage":"reading"}\n\nevent: done\ndata: {}\n\n',
  );
  end();
  out.resume();
  await once(out, 'end');
});

test('a silent stream says every 15 seconds that it is still here, so that no proxy ends it', () => {
  const { out } = opened();
  vi.advanceTimersByTime(14_999);
  expect(taken(out)).toBe(': open\n\n');
  vi.advanceTimersByTime(30_001);
  expect(taken(out)).toBe(': still here\n\n'.repeat(3));
});

test('the sender waits for a client that is slow, which is sent no heartbeats meanwhile', async () => {
  const { out, sink } = opened();
  let sent = false;
  const sending = sink.send(big).then(() => {
    sent = true;
  });
  await vi.advanceTimersByTimeAsync(45_000);
  expect(sent).toBe(false);
  expect(taken(out)).not.toContain('still here');
  await sending;
});

test('a client that takes nothing for a minute is gone, and makes room for another stream', async () => {
  const all = Array.from({ length: 20 }, () => opened());
  expect(() => opened()).toThrow('You have 20 event streams open');
  expect(() => opened('bob').end()).not.toThrow();
  const [stuck] = all;
  const sending = stuck?.sink.send(big);
  await vi.advanceTimersByTimeAsync(60_000);
  await sending;
  expect(stuck?.out.destroyed).toBe(true);
  await vi.waitFor(() => opened());
});

test('a client that went away ends its producer, and that is no error; what a producer throws is one', async () => {
  const { out } = opened();
  out.destroy();
  await once(out, 'close');
  expect(errors).toEqual([]);
  const failed = streams.open('ann', async () => {
    throw new Error('a defect');
  });
  failed.resume();
  await once(failed, 'end');
  expect(errors).toMatchObject([{ message: 'a defect' }]);
});

test('all end when the server stops', async () => {
  const all = [opened().out, opened('bob').out];
  streams.close();
  await Promise.all(all.map((out) => once(out.resume(), 'end')));
  expect(errors).toEqual([]);
});
