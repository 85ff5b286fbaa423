import { asSuperuser } from '../../testing/postgres.ts';
import { type CpuReading, postmasterOf, readCpu } from '../cpu.ts';
import type { BenchDatabase } from '../database.ts';
import type { Issuer } from '../issuer.ts';
import { campaignPrefix } from '../people.ts';
import { startProduct } from '../servers.ts';
import { copyOut, letTriggersWriteForAll } from './copy.ts';
import { documentsOf, importBody, usualSize } from './dumps.ts';
import { watchMemory } from './memory.ts';
import type { ImportBenchOptions } from './options.ts';
import { ownerOfLarge, type People, peopleOf, reader } from './people.ts';
import { type Reads, readsDuring } from './reads.ts';
import { type ImportRequest, sendImports } from './send-imports.ts';

export interface ImportStand {
  /** The product's, and another one like it that is only copied into. */
  database: BenchDatabase;
  other: BenchDatabase;
  issuer: Issuer;
  dist: string;
}

export interface ImportRound {
  seconds: number;
  copy: { documents: number; receipts: number };
  cpu: Pick<CpuReading, 'servers' | 'postgres'>;
  copyCpu: number;
  idle: Reads;
  meanwhile: Reads;
  large: { megabytes: number; seconds: number; meanwhile: Reads };
}

export interface ImportMeasurement {
  rows: number;
  rounds: ImportRound[];
  /** Of the server from the first to the last round, in megabytes. */
  memory: number[];
}

/** In each round: another person alone, beside many imports, beside a large one; then the same rows by COPY. */
export async function measureImports(
  { database, other, issuer, dist }: ImportStand,
  options: Pick<
    ImportBenchOptions,
    'people' | 'rounds' | 'concurrency' | 'idleSeconds' | 'largeAccounts' | 'threads'
  >,
  log: (line: string) => void,
): Promise<ImportMeasurement> {
  await letTriggersWriteForAll(other.superuserUrl);
  const settings = options.threads === undefined ? {} : { IMPORT_THREADS: String(options.threads) };
  const server = await startProduct(dist, database, issuer, { LIMIT_IMPORT: '1000000000', ...settings });
  const postmaster = await postmasterOf(database.superuserUrl);
  const reads = {
    url: `${server.url}/api/campaigns/${campaignPrefix}100000001200`,
    token: await issuer.tokenFor(reader),
  };
  const cpu = () => readCpu([server.pid], postmaster);
  const memory = watchMemory(server.pid);
  const rounds: ImportRound[] = [];
  try {
    for (let round = -1; round < options.rounds; round += 1) {
      log(`round ${round + 1} of ${options.rounds}`);
      const people = peopleOf(round + 1, options.people);
      const requests = await requestsOf(people, issuer);
      const idle = await readsDuring(reads, () => sleep(options.idleSeconds));
      const before = cpu();
      const many = await readsDuring(reads, () => sendImports(server.url, requests, options.concurrency));
      const after = cpu();
      const large = await largeRequest(ownerOfLarge(round), options.largeAccounts, issuer);
      const one = await readsDuring(reads, () => sendImports(server.url, [large], 1));
      const rows = await copyOut(database.superuserUrl, people);
      const beforeCopy = cpu();
      const copy = await rows.into(other.superuserUrl);
      const copyCpu = cpu().postgres - beforeCopy.postgres;
      await rows.remove();
      // As autovacuum would: a plan made for an empty table reads all of it, for as long as its connection lives.
      for (const { superuserUrl } of [database, other]) await asSuperuser(superuserUrl, analyze);
      if (round < 0) continue;
      rounds.push({
        seconds: many.result,
        copy,
        cpu: { servers: after.servers - before.servers, postgres: after.postgres - before.postgres },
        copyCpu,
        idle: idle.reads,
        meanwhile: many.reads,
        large: {
          megabytes: Buffer.byteLength(large.body) / 2 ** 20,
          seconds: one.result,
          meanwhile: one.reads,
        },
      });
    }
  } finally {
    memory.stop();
    await server.stop();
  }
  return { rows: options.people * documentsOf(usualSize), rounds, memory: memory.samples };
}

async function requestsOf({ ids }: People, issuer: Issuer): Promise<ImportRequest[]> {
  const requests: ImportRequest[] = [];
  for (const id of ids) {
    requests.push({ token: await issuer.tokenFor(id), body: importBody(Number(id.slice(-9))) });
  }
  return requests;
}

async function largeRequest(id: string, accounts: number, issuer: Issuer): Promise<ImportRequest> {
  const size = { accounts, personasEach: 2, mailsEach: 4 };
  return { token: await issuer.tokenFor(id), body: importBody(Number(id.slice(-9)), size) };
}

async function analyze(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query('vacuum (analyze)');
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
