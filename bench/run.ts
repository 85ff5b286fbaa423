/**
 * `npm run bench`: what a request costs, beside the limit and the peers. Everything runs on loopback and ends with this
 * process; only the databases stay, under their names, for the next run.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '@blossomer/server/config';
import { build } from '../scripts/build.ts';
import { described, startCluster } from './cluster.ts';
import { openBenchDatabase } from './database.ts';
import { startIssuer } from './issuer.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { installPeers, peerNames } from './servers.ts';
import { openStand, type StandOptions } from './stand.ts';
import { compare, scale, scaleSection, scratchFolder, sectionsOf } from './suite.ts';

const readme = join(import.meta.dirname, 'README.md');
const begin = '<!-- the last tables, written by npm run bench -->';
const documentBytes = 8192;
const smallDocumentBytes = 1024;

const log = (line: string) => void process.stderr.write(`${line}\n`);
const closers: (() => Promise<unknown>)[] = [];
process.once('SIGINT', () => void closeAll().then(() => process.exit(130)));

try {
  const report = await run(options());
  process.stdout.write(`\n${report.text}\n`);
  if (report.write) keep(report.text);
} finally {
  await closeAll();
}

function options(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    log(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

async function run(asked: BenchOptions): Promise<{ text: string; write: boolean }> {
  if (asked.peers) installPeers();
  const dist = join(import.meta.dirname, '../dist', `bench-${process.pid}`);
  closers.push(() => rm(dist, { recursive: true, force: true }));
  await build(dist);
  const cluster = await startCluster(environment().BENCH_DATABASE_URL, asked.drop);
  closers.push(() => cluster.stop());
  const issuer = await startIssuer();
  closers.push(() => issuer.stop());
  const open = async (rows: number, bytes: number, more: Pick<StandOptions, 'peers' | 'more'>) => {
    const database = await openBenchDatabase(cluster.superuserUrl, rows, bytes, { anew: asked.drop, log });
    const stand = await openStand(database, issuer, { folder: await scratchFolder(), dist, ...more });
    closers.push(() => stand.stop());
    return { title: `${rows.toLocaleString('en')} campaigns`, stand };
  };

  const [first = 10_000, ...others] = asked.rows;
  const main = await open(first, documentBytes, { peers: asked.peers ? peerNames : [], more: true });
  const sections = [sectionsOf(await compare(main.stand, asked, log), `${main.title} of 8 KB`)];
  if (others.length > 0) {
    const sizes = [];
    for (const rows of asked.rows)
      sizes.push(await open(rows, smallDocumentBytes, { peers: [], more: false }));
    sections.push(scaleSection(await scale(sizes, asked, log)));
  }
  const { rounds, seconds } = asked;
  const circumstances = `${date()}, ${described()}. Commit ${commit()}. Median of ${rounds} rounds of ${seconds} s each. CPU in microseconds a request, p50 and p99 in milliseconds.`;
  return { text: [circumstances, ...sections].join('\n\n'), write: asked.write };
}

async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    await close().catch((error: unknown) => log(String(error)));
  }
}

function date(): string {
  return new Date().toISOString().slice(0, 10);
}

function commit(): string {
  const args = ['rev-parse', '--short', 'HEAD'];
  return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
}

function keep(text: string): void {
  const [before = ''] = readFileSync(readme, 'utf8').split(begin);
  writeFileSync(readme, `${before}${begin}\n\n${text}\n`);
}
