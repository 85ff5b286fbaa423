import { addressesOf } from './address.ts';
import { openReadingThreads } from './extracting/reading-threads.ts';
import { type ReadLimits, readLimits } from './limits.ts';
import { publicOnly } from './public-only.ts';
import { loopbackReach, publicReach, type Reach } from './reach.ts';
import { readSite } from './read-site.ts';
import { type Resolve, resolveByDns } from './resolve.ts';
import { askRobots } from './robots.ts';
import type { ReadOptions, Website } from './website.ts';

export interface WebsiteOptions {
  /** Whether this machine may be read, on any port: for development and tests, where the sites are. */
  allowLoopback: boolean;
  /** Left out: two. */
  threads?: number;
  limits?: Partial<ReadLimits>;
  /** Left out: what `allowLoopback` says. */
  reach?: Reach;
  /** Left out: the name servers of this machine. */
  resolve?: Resolve;
}

export interface OpenWebsite extends Website {
  close(): Promise<void>;
}

const threadMegabytesMax = 256;
const parseMilliseconds = 8000;

export function openWebsite(options: WebsiteOptions): OpenWebsite {
  const limits = { ...readLimits, ...options.limits };
  const reach = options.reach ?? (options.allowLoopback ? loopbackReach : publicReach);
  const resolve = options.resolve ?? resolveByDns;
  const threads = openReadingThreads({
    threads: options.threads ?? 2,
    memoryMegabytesMax: threadMegabytesMax,
    taskMilliseconds: parseMilliseconds,
  });
  async function read(url: string, asked: ReadOptions) {
    asked.signal.throwIfAborted();
    const addresses = addressesOf(url, reach);
    const time = AbortSignal.timeout(limits.totalMilliseconds);
    const dispatcher = publicOnly(reach, resolve);
    const way = { dispatcher, reach, limits, signal: AbortSignal.any([asked.signal, time]) };
    try {
      return await readSite(addresses, { ...way, threads, robots: askRobots(way, threads) }, asked);
    } catch (error) {
      asked.signal.throwIfAborted();
      throw error;
    } finally {
      await dispatcher.destroy();
    }
  }
  return { read, close: () => threads.close() };
}
