import { join } from 'node:path';
import { migrate } from '@blossomer/db';
import { startEmbedded } from '@blossomer/db/embedded';
import pg from 'pg';
import { accountId, campaignsEach, firstNumber, personaId } from './people.ts';

export interface BenchDatabase {
  serverUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  /** The postmaster's. */
  pid: number;
  people: number;
  stop(): Promise<void>;
}

/** As one would set it on a machine of this size; durability as in production. */
const settings = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  max_connections: '200',
  checkpoint_timeout: '30min',
};

/** A PostgreSQL with so many campaigns of about so many bytes; kept in .data between runs. */
export async function openDatabase(rows: number, bytes: number): Promise<BenchDatabase> {
  const dataDir = join(import.meta.dirname, '..', '.data', `bench-${rows}-${bytes}`);
  const { serverUrl, ownerUrl, superuserUrl, stop } = await startEmbedded({ dataDir, settings });
  await migrate(ownerUrl);
  const url = superuserUrl.replace(/\/postgres$/, '/blossomer');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await load(client, rows, bytes);
    // Each run has a project of its own.
    await client.query('update deployment set identity_mode = null, identity_project = null');
    const { rows: told } = await client.query(
      `select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`,
    );
    return { serverUrl, ownerUrl, superuserUrl: url, pid: told[0].pid, people: rows / campaignsEach, stop };
  } finally {
    await client.end();
  }
}

/** Triggers off (their columns are written here), secondary indexes last. */
async function load(client: pg.Client, rows: number, bytes: number): Promise<void> {
  const { rowCount } = await client.query('select from campaigns limit 1');
  if (rowCount) return;
  const people = rows / campaignsEach;
  await client.query('set session_replication_role = replica');
  const indexes = await dropIndexes(client);
  const person = `('00000000-0000-7000-8000-' || (${firstNumber}::bigint + p))`;
  const common = `'2026-01-01'::timestamptz + p * interval '1 second'`;
  await client.query(`insert into users (id) select ${person} from generate_series(0, ${people - 1}) p`);
  await client.query(`insert into companies (user_id, id, name, search, version)
    select ${person}, '${accountId}', 'Company', '', 1 from generate_series(0, ${people - 1}) p`);
  await client.query(`insert into accounts (user_id, id, company_id, name, search, version)
    select ${person}, '${accountId}', '${accountId}', 'Account', '', 1 from generate_series(0, ${people - 1}) p`);
  await client.query(`insert into personas (user_id, id, account_id, name, search, version)
    select ${person}, '${personaId}', '${accountId}', 'Persona', '', 1 from generate_series(0, ${people - 1}) p`);
  await client.query(
    `insert into campaigns (user_id, id, account_id, persona_id, name, data, search, version, created_at, updated_at)
    select ${person}, ('00000000-0000-7000-9000-' || (${firstNumber}::bigint + p * ${campaignsEach} + c))::uuid,
      '${accountId}', '${personaId}', 'Campaign ' || c,
      jsonb_build_object('schemaVersion', 1, 'subject', 'Subject ' || c, 'segments', (
        select jsonb_agg(jsonb_build_object('id', 's' || s, 'type', 'intro', 'text', repeat(md5(p || ' ' || c || ' ' || s), 8)))
        from generate_series(1, $1) s)),
      to_tsvector('simple', 'Campaign ' || c), 1, ${common} + c * interval '1 minute', ${common} + c * interval '1 minute'
    from generate_series(0, ${people - 1}) p, generate_series(0, ${campaignsEach - 1}) c`,
    [Math.max(1, Math.round(bytes / 300))],
  );
  for (const definition of indexes) await client.query(definition);
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze');
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = 'campaigns'::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
