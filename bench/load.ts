import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@blossomer/server/config';
import { accountId, campaignsEach, personaId } from './people.ts';

const run = promisify(execFile);

export const cases = ['read', 'not-modified', 'list', 'create', 'patch'] as const;
export type Case = (typeof cases)[number];

/** What one round of one subject came to. */
export interface Measured {
  perSecond: number;
  p99Milliseconds: number;
  /** Answers that were no success. */
  failures: number;
}

export interface HttpLoad {
  urls: readonly string[];
  what: Case;
  connections: number;
  seconds: number;
  /** A file with a token and a first campaign a line. */
  people: string;
}

const newCampaign = JSON.stringify({
  name: 'New',
  accountId,
  personaId,
  data: { subject: 'Subject', segments: [{ id: 's1', type: 'intro', text: 'x'.repeat(900) }] },
});

/** wrk, one thread a server process, the connections shared among them. */
export async function loadHttp({ urls, what, connections, seconds, people }: HttpLoad): Promise<Measured> {
  const each = Math.max(1, Math.floor(connections / urls.length));
  const variables = {
    BENCH_PEOPLE: people,
    BENCH_CASE: what,
    BENCH_EACH: String(campaignsEach),
    BENCH_BODY: newCampaign,
  };
  const outputs = await Promise.all(
    urls.map(async (url) => {
      const args = [
        '-t1',
        `-c${each}`,
        `-d${seconds}s`,
        '--latency',
        '-s',
        join(import.meta.dirname, 'load.lua'),
        url,
      ];
      return (await run('wrk', args, { env: { ...environment(), ...variables } })).stdout;
    }),
  );
  const parts = outputs.map(readWrk);
  return {
    perSecond: parts.reduce((sum, part) => sum + part.perSecond, 0),
    p99Milliseconds: Math.max(...parts.map((part) => part.p99Milliseconds)),
    failures: parts.reduce((sum, part) => sum + part.failures, 0),
  };
}

const units: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

function readWrk(output: string): Measured {
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(output) ?? [];
  const [, p99, unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(output) ?? [];
  const [, bad = '0'] = /Non-2xx or 3xx responses: (\d+)/.exec(output) ?? [];
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(output);
  const broken = (errors ?? []).slice(1).reduce((sum, count) => sum + Number(count), 0);
  if (rate === undefined || p99 === undefined) throw new Error(`wrk said nothing to read:\n${output}`);
  return {
    perSecond: Number(rate),
    p99Milliseconds: Number(p99) * (units[unit] ?? 1),
    failures: Number(bad) + broken,
  };
}

/** pgbench with the statements of one case, `statements` as its file under bench/pgbench. */
export async function loadPgbench(options: {
  url: string;
  what: Case;
  connections: number;
  seconds: number;
  people: number;
}): Promise<Measured> {
  const { url, what, connections, seconds, people } = options;
  const threads = Math.min(2, connections);
  const args = ['-n', '-M', 'prepared', `-c${connections}`, `-j${threads}`, `-T${seconds}`];
  const variables = ['-D', `people=${people}`, '-D', `each=${campaignsEach}`];
  const file = join(import.meta.dirname, 'pgbench', `${what}.sql`);
  const { stdout } = await run('/usr/lib/postgresql/15/bin/pgbench', [
    ...args,
    ...variables,
    '-f',
    file,
    url,
  ]);
  const [, rate] = /tps = ([\d.]+)/.exec(stdout) ?? [];
  const [, average] = /latency average = ([\d.]+) ms/.exec(stdout) ?? [];
  const [, failed = '0'] = /number of failed transactions: (\d+)/.exec(stdout) ?? [];
  if (rate === undefined || average === undefined)
    throw new Error(`pgbench said nothing to read:\n${stdout}`);
  return { perSecond: Number(rate), p99Milliseconds: Number.NaN, failures: Number(failed) };
}
