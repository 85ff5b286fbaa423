import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';

/**
 * Threads for work that the event loop has no time for, each with a heap of its own: a task that needs more ends its thread,
 * and not the server. `file`: of the thread's module, beside its caller; there are none until there is work.
 */
export function openThreads<Task, Result>(
  file: URL,
  { threads, resourceLimits }: ThreadsOptions,
): Piscina<Task, Result> {
  return new Piscina({
    ...runnable(file),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMilliseconds,
    resourceLimits,
    niceIncrement,
  });
}

export interface ThreadsOptions {
  threads: number;
  resourceLimits: { maxOldGenerationSizeMb: number; maxYoungGenerationSizeMb?: number };
}

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

const idleMilliseconds = 60_000;
/**
 * Others are served first, but not so that a thread would hold locks for long. On Linux a thread has a priority of its own;
 * elsewhere the process would have it.
 */
const niceIncrement = process.platform === 'linux' ? 5 : 0;

/** From the source, as in development and tests, a thread needs what reads TypeScript; a build has the same file as `.js`. */
function runnable(file: URL): { filename: string; execArgv: string[] } {
  if (!import.meta.url.endsWith('.ts')) return { filename: file.href.replace(/\.ts$/, '.js'), execArgv: [] };
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { filename: file.href, execArgv: ['--import', loader] };
}
