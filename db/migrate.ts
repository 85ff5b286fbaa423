import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** One lock for migrations, functions and policies: servers that start together migrate once, the others wait. */
const lockKey = 0x626c6f73;
const oldestServer = 15;

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export interface MigrationOutcome {
  /** Names of the migrations that ran now, oldest first. */
  migrated: string[];
  /** Whether functions and policies were applied again. */
  applied: boolean;
}

/**
 * Brings a database to today's schema: new migrations in order, then functions and policies in one transaction.
 * A start (`always: false`) leaves functions and policies alone when neither changed, so that it takes no locks.
 * Throws `MigrationError` with a sentence when a migration comes out of order or the database is newer than this code.
 */
export async function migrate(
  ownerUrl: string,
  options: { always?: boolean; directory?: string; log?: (line: string) => void } = {},
): Promise<MigrationOutcome> {
  const directory = options.directory ?? sqlDirectory;
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'blossomer migrate' });
  client.on('error', () => {}); // The query under way reports it.
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const migrated = await runMigrations(client, join(directory, 'migrations'), options.log ?? (() => {}));
    const applied = await applyTruth(client, directory, options.always === true || migrated.length > 0);
    await client.query('select continue_feed()');
    return { migrated, applied };
  } finally {
    await client.end().catch(() => {}); // Ending the session releases the lock.
  }
}

export const sqlDirectory = import.meta.dirname;

export async function migrationFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.slice(0, -'.sql'.length))
    .sort();
}

export async function migrationsRun(client: pg.Client): Promise<string[]> {
  const exists = await client.query(`select to_regclass('public.migrations') is not null as there`);
  if (!exists.rows[0].there) return [];
  const { rows } = await client.query<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int / 10000 as major,
      split_part(current_setting('server_version'), ' ', 1) as version`,
  );
  if (rows[0].major < oldestServer) {
    throw new MigrationError(
      `This server is PostgreSQL ${rows[0].version}; Blossomer GTM needs ${oldestServer} or newer. Set DATABASE_URL to a newer server.`,
    );
  }
}

async function runMigrations(
  client: pg.Client,
  directory: string,
  log: (line: string) => void,
): Promise<string[]> {
  const files = await migrationFiles(directory);
  const run = await migrationsRun(client);
  refuseDisorder(files, run);
  if (files.length === run.length) return [];
  const silent = { debug: () => {}, info: () => {}, warn: log, error: log };
  const ran = await runner({
    dbClient: client,
    dir: directory,
    direction: 'up',
    migrationsTable: 'migrations',
    singleTransaction: true,
    noLock: true, // Held above, for functions and policies too.
    logger: silent,
  });
  return ran.map(({ name }) => name);
}

function refuseDisorder(files: readonly string[], run: readonly string[]): void {
  const unknown = run.find((name) => !files.includes(name));
  if (unknown !== undefined) {
    throw new MigrationError(
      `The database has the migration ${unknown}, which this version does not know: it is newer. Start the newer version.`,
    );
  }
  const late = files.find((name, index) => index < run.length && name !== run[index]);
  if (late !== undefined) {
    throw new MigrationError(
      `The migration ${late} comes before ${run[files.indexOf(late)]}, which has already run. Give it the next free number.`,
    );
  }
}

/** Functions and policies are today's truth, not history. The comment on the schema says which truth is applied. */
async function applyTruth(client: pg.Client, directory: string, always: boolean): Promise<boolean> {
  const files = await truthFiles(directory);
  const digest = createHash('sha256').update(files.join('\0')).digest('hex');
  const mark = `blossomer truth ${digest}`;
  const { rows } = await client.query(`select obj_description('public'::regnamespace) as mark`);
  if (!always && rows[0].mark === mark) return false;
  await client.query('begin');
  try {
    for (const sql of files) await client.query(sql);
    await client.query(`comment on schema public is '${mark}'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return true;
}

async function truthFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ['functions', 'policies']) {
    const names = (await readdir(join(directory, folder))).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names) files.push(await readFile(join(directory, folder, name), 'utf8'));
  }
  return files;
}
