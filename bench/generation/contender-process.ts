// One contender in a process of its own, so that CPU and memory are its alone. Does what its parent says, one thing at a time.
import { setTimeout as delay } from 'node:timers/promises';
import { openWay, type Way, type WayName } from './ways.ts';

export type Order = { run: { generations: number; streams: number } } | { hold: number };
export interface Ran {
  seconds: number;
  cpuSeconds: number;
}
export interface Held {
  heapBytesEach: number;
  residentBytesEach: number;
}

const { way: name, baseUrl } = JSON.parse(process.argv[2] ?? '') as { way: WayName; baseUrl: string };
const way = await openWay(name, baseUrl);
process.on('message', (order: Order) => {
  const done = 'run' in order ? run(way, order.run) : hold(way, order.hold);
  done.then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

async function run(
  way: Way,
  { generations, streams }: { generations: number; streams: number },
): Promise<Ran> {
  const { signal } = new AbortController();
  let left = generations;
  const before = process.cpuUsage();
  const begun = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await way(signal, () => {});
    }
  };
  await Promise.all(Array.from({ length: streams }, lane));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}

const settleMilliseconds = 500;

/** What streams in the middle of their answers hold, by what is left after garbage went. */
async function hold(way: Way, streams: number): Promise<Held> {
  const before = await settled();
  const controller = new AbortController();
  const ended: Promise<void>[] = [];
  const begun = Array.from(
    { length: streams },
    () =>
      new Promise<void>((resolve, reject) => {
        ended.push(way(controller.signal, resolve).catch(reject));
      }),
  );
  await Promise.all(begun);
  const after = await settled();
  controller.abort();
  await Promise.all(ended);
  return {
    heapBytesEach: (after.heap - before.heap) / streams,
    residentBytesEach: (after.resident - before.resident) / streams,
  };
}

async function settled(): Promise<{ heap: number; resident: number }> {
  await delay(settleMilliseconds);
  globalThis.gc?.();
  await delay(settleMilliseconds);
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}
