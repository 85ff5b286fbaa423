import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type OwnPgBouncer, startPgBouncer } from '../testing/pgbouncer.ts';
import { type Contender, names, type Stand } from './contenders.ts';
import { postmasterOf } from './cpu.ts';
import { type BenchDatabase, restore } from './database.ts';
import type { Issuer } from './issuer.ts';
import { runPgbench, type Script } from './load/pgbench.ts';
import { runWrk, writeRequests } from './load/wrk.ts';
import { type CaseName, caseNames } from './options.ts';
import { recordScripts } from './record.ts';
import { requestsOf, subjectsOf } from './requests.ts';
import { type BenchServer, type PeerName, startPeer, startProduct } from './servers.ts';
import { compareAnswers } from './verify.ts';

export interface StandOptions {
  folder: string;
  dist: string;
  peers: readonly PeerName[];
  /** Whether the product also runs as two processes and through PgBouncer. */
  more: boolean;
}

/** Each carries one request at a time; the server has four more for transactions. */
const pooledConnections = 12;
const poolerSettings = { DATABASE_POOLER: 'transaction', DATABASE_PIPELINES: '8' };

const peerTitles: Record<PeerName, string> = {
  hello: names.hello,
  'begin-commit': names.plain,
  drizzle: names.orm,
  fastapi: names.python,
};

/** Starts everything that is compared on this database, and sees that all of them give the same answers. */
export async function openStand(
  database: BenchDatabase,
  issuer: Issuer,
  { folder, dist, peers, more }: StandOptions,
): Promise<Stand> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const starting = async (server: BenchServer | null) => {
    if (server) closers.push(server.stop);
    return server;
  };
  try {
    const scripts = await recordScripts(folder, dist, database, issuer);
    const servers = new Map<string, BenchServer[]>();
    const add = (name: string, ...started: (BenchServer | null)[]) => {
      const there = started.filter((server) => server !== null);
      if (there.length > 0) servers.set(name, there);
    };
    const product = await starting(await startProduct(dist, database, issuer));
    add(names.product, product);
    let pooler: OwnPgBouncer | undefined;
    if (more) {
      add(names.two, product, await starting(await startProduct(dist, database, issuer)));
      pooler = await startPgBouncer({ logins: [database.serverUrl], connections: pooledConnections });
      closers.push(pooler.stop);
      const pooled = { ...database, serverUrl: pooler.through(database.serverUrl) };
      add(names.pooled, await starting(await startProduct(dist, pooled, issuer, poolerSettings)));
    }
    for (const name of peers) add(peerTitles[name], await starting(await startPeer(name, database, issuer)));
    const files = await requestFiles(folder, database, issuer);
    await compareAnswers(servers, database, issuer);
    const pgbench = pgbenchContenders(database, scripts, pooler);
    return {
      contender: (name, caseName) => pgbench(name, caseName) ?? overHttp(servers, files, name, caseName),
      restore: () => restore(database),
      postmaster: await postmasterOf(database.superuserUrl),
      stop: async () => {
        await stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function requestFiles(folder: string, database: BenchDatabase, issuer: Issuer) {
  const subjects = await subjectsOf(database, issuer);
  const files = {} as Record<CaseName, string>;
  for (const name of caseNames) {
    files[name] = join(folder, `${name}.requests`);
    await writeRequests(files[name], requestsOf(name, subjects, database.documentBytes));
  }
  return files;
}

function pgbenchContenders(
  { serverUrl }: BenchDatabase,
  scripts: Record<CaseName, Script>,
  pooler: OwnPgBouncer | undefined,
) {
  return (name: string, caseName: CaseName): Contender | undefined => {
    const script = scripts[caseName];
    if (name === names.limit) return { name, pids: [], run: (load) => runPgbench(serverUrl, script, load) };
    if (name !== names.limitPooled || !pooler) return undefined;
    const url = pooler.through(serverUrl);
    return { name, pids: [], run: (load) => runPgbench(url, { ...script, unnamed: true }, load) };
  };
}

function overHttp(
  servers: Map<string, BenchServer[]>,
  files: Record<CaseName, string>,
  name: string,
  caseName: CaseName,
): Contender | undefined {
  const started = servers.get(name);
  if (!started || (name === names.hello && caseName !== 'read')) return undefined;
  const urls = started.map(({ url }) => url);
  return { name, pids: started.map(({ pid }) => pid), run: (load) => runWrk(urls, files[caseName], load) };
}
