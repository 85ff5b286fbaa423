import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../../testing/process.ts';
import { type BenchRequest, mark } from '../requests.ts';

/** What a load generator saw. */
export interface Load {
  requests: number;
  seconds: number;
  /** Milliseconds; null when the generator does not say. */
  p50: number | null;
  p99: number | null;
}

export interface LoadOptions {
  connections: number;
  seconds: number;
}

/** Writes requests as they go over the wire, for `runWrk`. */
export async function writeRequests(file: string, requests: readonly BenchRequest[]): Promise<void> {
  await writeFile(file, requests.map(asText).join('\x01'));
}

function asText({ method, path, headers, body }: BenchRequest): string {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body) + 8) };
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${(body ?? '').replace(mark, '\x02')}`;
}

let unique = Math.floor((Date.now() / 1000) % 900) * 1_000_000;

/** One wrk for each server, with its part of the connections; their requests add up. Throws when any request failed. */
export async function runWrk(urls: readonly string[], file: string, options: LoadOptions): Promise<Load> {
  const share = Math.max(1, Math.round(options.connections / urls.length));
  const loads = await Promise.all(urls.map((url) => one(url, file, { ...options, connections: share })));
  return {
    requests: loads.reduce((sum, { requests }) => sum + requests, 0),
    seconds: Math.max(...loads.map(({ seconds }) => seconds)),
    p50: Math.max(...loads.map(({ p50 }) => p50 ?? 0)),
    p99: Math.max(...loads.map(({ p99 }) => p99 ?? 0)),
  };
}

async function one(url: string, file: string, { connections, seconds }: LoadOptions): Promise<Load> {
  unique += 1_000_000;
  const script = join(import.meta.dirname, 'wrk.lua');
  // It knows whole seconds only; a fraction is cut by a signal, after which it reports as usual.
  const lasting = ['-d', `${Math.ceil(seconds) + (Number.isInteger(seconds) ? 0 : 1)}s`];
  const args = ['-t', '1', '-c', String(connections), ...lasting, '--timeout', '10s', '-s', script, url];
  const started = startProcess('wrk', [...args, '--', file, String(unique % 1_000_000_000)]);
  const cut = Number.isInteger(seconds)
    ? null
    : setTimeout(() => started.child.kill('SIGINT'), seconds * 1000);
  await started.ended();
  if (cut) clearTimeout(cut);
  const said = /RESULT (\{.*\})/.exec(started.output())?.[1];
  if (!said) throw new Error(`wrk said nothing of ${url}:\n${started.output()}`);
  const result: Record<'requests' | 'microseconds' | 'failed' | 'p50' | 'p99', number> = JSON.parse(said);
  if (result.failed > 0 || result.requests === 0) {
    throw new Error(`${result.failed} of ${result.requests} requests failed at ${url}`);
  }
  return {
    requests: result.requests,
    seconds: result.microseconds / 1e6,
    p50: result.p50 / 1000,
    p99: result.p99 / 1000,
  };
}
