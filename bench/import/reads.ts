import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Answers to another person, in milliseconds. */
export interface Reads {
  count: number;
  p50: number;
  p99: number;
}

/** How another person is answered while `work` is done. */
export async function readsDuring<Result>(
  asked: { url: string; token: string },
  work: () => Promise<Result>,
): Promise<{ result: Result; reads: Reads }> {
  const child = fork(join(import.meta.dirname, 'reader-process.ts'), [JSON.stringify(asked)], {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the reader ended by itself')));
  ended.catch(() => {});
  const told = () => Promise.race([once(child, 'message'), ended]);
  try {
    await told();
    const result = await work();
    const milliseconds = told();
    child.send('enough');
    return { result, reads: summary((await milliseconds)[0] as number[]) };
  } finally {
    child.kill();
  }
}

function summary(milliseconds: number[]): Reads {
  const sorted = milliseconds.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
}
