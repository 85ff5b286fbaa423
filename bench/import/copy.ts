import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSuperuser } from '../../testing/postgres.ts';
import { binaries } from '../cluster.ts';
import type { People } from './people.ts';

/** In the order of their foreign keys. What triggers write is left to them, on both sides. */
const documents: Record<string, string> = {
  companies: 'user_id, id, name, url, data, created_at',
  accounts: 'user_id, id, company_id, name, priority_rank, data, created_at',
  personas: 'user_id, id, account_id, name, seniority_rank, priority_rank, data, created_at',
  campaigns: 'user_id, id, account_id, persona_id, name, type, status, data, created_at',
};
const receipts: Record<string, string> = {
  imports: 'user_id, id, label, actor, report, created_at',
  import_sources: 'user_id, import_id, key, raw, sha256, refused',
  import_entries: 'user_id, import_id, seq, kind, entity_id, outcome, version, planned, leaves',
};
const people = { users: 'id, email, name, created_at, last_login_at' };

/** The rows of some people, as files that COPY reads. */
export interface CopiedRows {
  /** Seconds that a superuser's COPY takes into the same tables, indexes and triggers of another database. */
  into(url: string): Promise<{ documents: number; receipts: number }>;
  remove(): Promise<void>;
}

export async function copyOut(url: string, whose: People): Promise<CopiedRows> {
  const folder = await mkdtemp(join(tmpdir(), 'blossomer-bench-copy-'));
  const file = (table: string) => join(folder, `${table}.copy`);
  for (const [table, columns] of Object.entries({ ...people, ...documents, ...receipts })) {
    const owner = table === 'users' ? 'id' : 'user_id';
    const rows = `select ${columns} from ${table} where ${owner} between '${whose.first}' and '${whose.last}'`;
    await psql(url, [`\\copy (${rows}) to '${file(table)}'`]);
  }
  const copy = (tables: Record<string, string>) =>
    Object.entries(tables).map(([table, columns]) => `\\copy ${table} (${columns}) from '${file(table)}'`);
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
