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
import { measureGenerations } from './generation/measure-generations.ts';
import { type GenerationBenchOptions, generationUsage, readGenerationOptions } from './generation/options.ts';
import { generationSection } from './generation/report-generations.ts';
import { benchImports } from './import/bench-imports.ts';
import { type ImportBenchOptions, importUsage, readImportOptions } from './import/options.ts';
import { startIssuer } from './issuer.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { installPeers, peerNames } from './servers.ts';
import { openStand, type StandOptions } from './stand.ts';
import { compare, scale, scaleSection, scratchFolder, sectionsOf } from './suite.ts';

const readme = join(import.meta.dirname, 'README.md');
const documentBytes = 8192;
const smallDocumentBytes = 1024;

const log = (line: string) => void process.stderr.write(`${line}\n`);
const closers: (() => Promise<unknown>)[] = [];
process.once('SIGINT', () => void closeAll().then(() => process.exit(130)));

try {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'import') await runImports(asked(() => readImportOptions(args), importUsage));
  else if (command === 'generation')
    await runGenerations(asked(() => readGenerationOptions(args), generationUsage));
  else await runRequests(asked(() => readOptions(process.argv.slice(2)), usage));
} finally {
  await closeAll();
}

function asked<Options>(read: () => Options, how: string): Options {
  try {
    return read();
  } catch (error) {
    log(`${error instanceof Error ? error.message : String(error)}\n\n${how}`);
    process.exit(2);
  }
}

async function open(drop: boolean) {
  const dist = join(import.meta.dirname, '../dist', `bench-${process.pid}`);
  closers.push(() => rm(dist, { recursive: true, force: true }));
  await build(dist);
  const cluster = await startCluster(environment().BENCH_DATABASE_URL, drop);
  closers.push(() => cluster.stop());
  const issuer = await startIssuer();
  closers.push(() => issuer.stop());
  return { dist, cluster, issuer };
}

async function runImports(asked: ImportBenchOptions): Promise<void> {
  const { dist, cluster, issuer } = await open(asked.drop);
  const section = await benchImports(cluster.superuserUrl, issuer, dist, asked, log);
  const circumstances = `${date()}, ${described()}. Commit ${commit()}. ${asked.rounds} rounds, ${asked.concurrency} imports at once. CPU in microseconds a document, times of reads in milliseconds.`;
  told([circumstances, section].join('\n\n'), asked.write ? 'imports' : null);
}

async function runGenerations(asked: GenerationBenchOptions): Promise<void> {
  const section = generationSection(await measureGenerations(asked, log), asked.generations);
  const circumstances = `${date()}, ${described()}. Commit ${commit()}. Median of ${asked.rounds} rounds of ${asked.generations} generations, ${asked.held} streams held.`;
  told([circumstances, section].join('\n\n'), asked.write ? 'generations' : null);
}

async function runRequests(asked: BenchOptions): Promise<void> {
  if (asked.peers) installPeers();
  const { dist, cluster, issuer } = await open(asked.drop);
  const openOn = async (rows: number, bytes: number, more: Pick<StandOptions, 'peers' | 'more'>) => {
    const database = await openBenchDatabase(cluster.superuserUrl, rows, bytes, { anew: asked.drop, log });
    const stand = await openStand(database, issuer, { folder: await scratchFolder(), dist, ...more });
    closers.push(() => stand.stop());
    return { title: `${rows.toLocaleString('en')} campaigns`, stand };
  };

  const [first = 10_000, ...others] = asked.rows;
  const main = await openOn(first, documentBytes, { peers: asked.peers ? peerNames : [], more: true });
  const sections = [sectionsOf(await compare(main.stand, asked, log), `${main.title} of 8 KB`)];
  if (others.length > 0) {
    const sizes = [];
    for (const rows of asked.rows)
      sizes.push(await openOn(rows, smallDocumentBytes, { peers: [], more: false }));
    sections.push(scaleSection(await scale(sizes, asked, log)));
  }
  const { rounds, seconds } = asked;
  const circumstances = `${date()}, ${described()}. Commit ${commit()}. Median of ${rounds} rounds of ${seconds} s each. CPU in microseconds a request, p50 and p99 in milliseconds.`;
  told([circumstances, ...sections].join('\n\n'), asked.write ? 'requests' : null);
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

/** On the screen, and in the README between its two marks. */
function told(text: string, keepAs: 'requests' | 'imports' | 'generations' | null): void {
  process.stdout.write(`\n${text}\n`);
  if (keepAs === null) return;
  const [begin, end] = [
    `<!-- the last tables of ${keepAs} -->`,
    `<!-- the end of the tables of ${keepAs} -->`,
  ];
  const all = readFileSync(readme, 'utf8');
  const [before = ''] = all.split(begin);
  const [, after = ''] = all.split(end);
  writeFileSync(readme, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}
