import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { isOutOfMemory, openThreads } from '../../threads.ts';
import { createTurns } from '../../turns.ts';
import { WebsiteFailure } from '../website.ts';
import type { Extracted, PageSource } from './extract.ts';
import type { RobotsQuestion, RobotsVerdict } from './robots-verdict.ts';
import type { ThreadResult, ThreadTask, ThreadWork } from './thread.ts';

/**
 * Whatever somebody else's site says is parsed in threads, each task for a bounded time and in a bounded heap. A task that
 * needs more ends its thread, and not the server.
 */
export interface ReadingThreads {
  /** Rejects with `WebsiteFailure`, with `TooComplex`, or with the signal's reason. */
  extract(source: PageSource, signal: AbortSignal): Promise<Extracted>;
  /** Rejects with `TooComplex`, or with the signal's reason. */
  judge(question: RobotsQuestion, signal: AbortSignal): Promise<RobotsVerdict>;
  close(): Promise<void>;
}

export interface ReadingThreadsOptions {
  threads: number;
  /** Heap of a thread. */
  memoryMegabytesMax: number;
  taskMilliseconds: number;
}

export class TooComplex extends Error {
  override readonly name = 'TooComplex';
}

export function openReadingThreads(options: ReadingThreadsOptions): ReadingThreads {
  const pool = openThreads<ThreadTask, ThreadResult>(new URL('./thread.ts', import.meta.url), {
    threads: options.threads,
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMegabytesMax },
  });
  // Here and not in the pool's queue, so that the time of a task begins when it does.
  const inTurn = createTurns(options.threads, Number.POSITIVE_INFINITY);
  const run = (work: ThreadWork, signal: AbortSignal) =>
    inTurn(() => carryOut(pool, work, signal, options.taskMilliseconds));
  return {
    extract: async (source, signal) => {
      const result = await run({ kind: 'page', source }, signal);
      if (result.kind === 'page') return result.extracted;
      throw failureIn(result);
    },
    judge: async (question, signal) => {
      const result = await run({ kind: 'robots', question }, signal);
      if (result.kind === 'robots') return result.verdict;
      throw failureIn(result);
    },
    close: () => pool.destroy(),
  };
}

async function carryOut(
  pool: Piscina<ThreadTask, ThreadResult>,
  work: ThreadWork,
  signal: AbortSignal,
  milliseconds: number,
): Promise<ThreadResult> {
  const { port1, port2 } = new MessageChannel();
  const time = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  port1.once('message', () => {
    timer = setTimeout(() => time.abort(), milliseconds);
  });
  try {
    const task = { work, begun: port2 };
    return await pool.run(task, { signal: AbortSignal.any([signal, time.signal]), transferList: [port2] });
  } catch (error) {
    signal.throwIfAborted();
    if (time.signal.aborted || isOutOfMemory(error)) throw new TooComplex('takes too much to read');
    throw error;
  } finally {
    clearTimeout(timer);
    port1.close();
  }
}

function failureIn(result: ThreadResult): Error {
  return result.kind === 'failed'
    ? new WebsiteFailure(result.code, result.detail)
    : new Error(`A thread answered with ${result.kind}`);
}
