import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSuperuser } from '../../testing/postgres.ts';
import { binaries } from '../cluster.ts';
import type { People } from './people.ts';

/** In the order of their foreign keys. */
const people = ['users'];
const documents = ['companies', 'accounts', 'personas', 'campaigns'];
const receipts = ['imports', 'import_sources', 'import_entries'];
/** Left to the triggers of documents, on both sides. */
const byTriggers = ['search', 'version', 'updated_at'];

/** The rows of some people, as files that COPY reads. */
export interface CopiedRows {
  /** Seconds that a superuser's COPY takes into the same tables, indexes and triggers of another database. */
  into(url: string): Promise<{ documents: number; receipts: number }>;
  remove(): Promise<void>;
}

export async function copyOut(url: string, whose: People): Promise<CopiedRows> {
  const folder = await mkdtemp(join(tmpdir(), 'blossomer-bench-copy-'));
  const file = (table: string) => join(folder, `${table}.copy`);
  const columns = await columnsOf(url);
  for (const table of [...people, ...documents, ...receipts]) {
    const owner = table === 'users' ? 'id' : 'user_id';
    const rows = `select ${columns(table)} from ${table} where ${owner} between '${whose.first}' and '${whose.last}'`;
    await psql(url, [`\\copy (${rows}) to '${file(table)}'`]);
  }
  const copy = (tables: readonly string[]) =>
    tables.map((table) => `\\copy ${table} (${columns(table)}) from '${file(table)}'`);
  return {
    async into(other) {
      const withDocuments = await timed(() => psql(other, [...copy(people), ...copy(documents)]));
      const withReceipts = await timed(() => psql(other, copy(receipts)));
      return { documents: withDocuments, receipts: withReceipts };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The trigger that writes the history runs as its owner, whom the policies hold to one person: here to nobody. */
export async function letTriggersWriteForAll(url: string): Promise<void> {
  await asSuperuser(url, (client) => client.query('alter function record_document() owner to current_user'));
}

/** All that a table has and does not make of others. */
async function columnsOf(url: string): Promise<(table: string) => string> {
  const { rows } = await asSuperuser(url, (client) =>
    client.query<{ table: string; column: string }>(`select table_name as table, column_name as column
      from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER'
      order by ordinal_position`),
  );
  return (table) =>
    rows
      .filter((row) => row.table === table && !(documents.includes(table) && byTriggers.includes(row.column)))
      .map(({ column }) => column)
      .join(', ');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** In one transaction, and without what psql prints. */
async function psql(url: string, commands: readonly string[]): Promise<void> {
  const given = [
    '--quiet',
    '--no-psqlrc',
    '--single-transaction',
    '--set=ON_ERROR_STOP=1',
    `--dbname=${url}`,
  ];
  const child = execFile(join(binaries(), 'psql'), [
    ...given,
    ...commands.map((command) => `--command=${command}`),
  ]);
  let said = '';
  child.stderr?.on('data', (part: string) => {
    said += part;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`psql: ${said}`);
}
