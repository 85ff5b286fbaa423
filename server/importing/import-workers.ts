import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { Failure, Unavailable } from '../failures.ts';
import { isOutOfMemory, openThreads } from '../threads.ts';
import type { Importer } from './import-dump.ts';
import type { ImportResult, ImportTask } from './messages.ts';
import { transactionsFor } from './transactions-for.ts';

/**
 * Imports are read and planned in threads of their own, one at a time in each, and only their statements come by here.
 * A person's imports wait for one another, so that nobody holds all threads.
 */
export interface ImportWorkers {
  /** The report as JSON text. `bytes` are handed over: they are empty afterwards. */
  carryOut(asked: ImportAsked): Promise<string>;
  close(): Promise<void>;
}

interface ImportAsked extends Pick<ImportTask, 'endpointId' | 'bytes' | 'dryRun'> {
  importer: Importer;
  /** Where it is not the person who imports. */
  act?: ImportTask['act'];
}

export interface ImportWorkersOptions {
  threads: number;
  /** Heap of a thread. A dump that needs more ends its thread, and not the server. */
  memoryMegabytesMax: number;
  /** Imports that are under way or wait; more are refused as overloaded. */
  waitingMax: number;
  /** The same, by the bytes of their bodies. */
  waitingBytesMax: number;
}

/** What a plan throws away as it goes is collected in fewer, larger rounds. */
const youngMegabytesMax = 64;

export function openImportWorkers(options: ImportWorkersOptions): ImportWorkers {
  const pool = openThreads<ImportTask, ImportResult>(new URL('./worker.ts', import.meta.url), {
    threads: options.threads,
    resourceLimits: {
      maxOldGenerationSizeMb: options.memoryMegabytesMax,
      maxYoungGenerationSizeMb: youngMegabytesMax,
    },
  });
  const inTurn = turns();
  let waiting = 0;
  let waitingBytes = 0;
  let closed = false;
  return {
    async carryOut(asked) {
      const { byteLength } = asked.bytes;
      const isFull = waiting >= options.waitingMax || waitingBytes + byteLength > options.waitingBytesMax;
      if (isFull && waiting > 0) throw busy();
      waiting += 1;
      waitingBytes += byteLength;
      try {
        return await inTurn(asked.importer.userId, () => carryOut(pool, asked));
      } catch (error) {
        throw closed ? stopping() : error;
      } finally {
        waiting -= 1;
        waitingBytes -= byteLength;
      }
    },
    close: () => {
      closed = true;
      return pool.destroy();
    },
  };
}

async function carryOut(
  pool: Piscina<ImportTask, ImportResult>,
  { endpointId, bytes, dryRun, importer, act = null }: ImportAsked,
): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  const transactions = transactionsFor(port1, importer.transaction);
  try {
    const own = ownBuffer(bytes);
    const task = { endpointId, bytes: own, dryRun, userId: importer.userId, act, port: port2 };
    const result = await pool.run(task, { transferList: [own.buffer, port2] });
    if (result.ended === 'imported') return result.report;
    if (result.ended === 'transaction-failed') throw transactions.failure();
    const { code, message, ...parts } = result.failure;
    throw new Failure(code, message, parts);
  } catch (error) {
    throw isOutOfMemory(error) ? tooMuch() : error;
  } finally {
    transactions.close();
  }
}

/** What a small body lies in is shared with others. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isOwn ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** One after another for each name. */
function turns(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = (before ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}

function busy(): Unavailable {
  return new Unavailable('overloaded', 'Too many imports wait already; please try again in a moment.');
}

function stopping(): Unavailable {
  return new Unavailable('shutting-down', 'The server is stopping; nothing was imported. Please try again.');
}

function tooMuch(): Failure {
  const message = 'The dump holds more values than one import may take; bring it along a few keys at a time.';
  return new Failure('too-large', message, { faults: [{ in: 'body', pointer: '/dump', message }] });
}
