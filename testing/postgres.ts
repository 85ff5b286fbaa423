import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '@blossomer/db';
import { removeEmbedded, startEmbedded } from '@blossomer/db/embedded';
import { environment } from '@blossomer/server/config';
import pg from 'pg';

/** A PostgreSQL with a migrated template; whoever needs a database clones one of their own. */
export interface TestPostgres {
  superuserUrl: string;
  template: string;
  /** Owns the tables and is no superuser, as in production: FORCE holds for it. */
  owner: Login;
  /** A member of blossomer_app and nothing more, as in production. */
  server: Login;
}
/** Dropped when the run ends. */
export interface TestDatabase {
  superuserUrl: string;
  ownerUrl: string;
  serverUrl: string;
}

export interface Login {
  name: string;
  password: string;
}

/** TEST_DATABASE_URL (a superuser's) or the embedded PostgreSQL, without fsync: this data may be lost. */
export async function openPostgres(): Promise<{ postgres: TestPostgres; stop: () => Promise<void> }> {
  const { superuserUrl, stop } = await findServer();
  const run = `${process.pid}_${randomBytes(3).toString('hex')}`;
  const login = (name: string): Login => ({
    name: `${name}_${run}`,
    password: randomBytes(12).toString('hex'),
  });
  const postgres: TestPostgres = {
    superuserUrl,
    template: `blossomer_template_${run}`,
    owner: login('blossomer_test_owner'),
    server: login('blossomer_test_server'),
  };
  await prepare(postgres);
  return {
    postgres,
    stop: async () => {
      await cleanUp(postgres);
      await stop();
    },
  };
}

/** A database of its own. `empty`: without even the migrations. */
export async function cloneDatabase(
  { superuserUrl, template, owner, server }: TestPostgres,
  { empty = false } = {},
): Promise<TestDatabase> {
  const name = `blossomer_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuserUrl, (client) =>
    client.query(`create database ${name} template ${empty ? 'template0' : template} owner ${owner.name}`),
  );
  const superuser = new URL(superuserUrl);
  superuser.pathname = `/${name}`;
  return {
    superuserUrl: superuser.href,
    ownerUrl: urlOf(superuserUrl, owner, name),
    serverUrl: urlOf(superuserUrl, server, name),
  };
}

async function findServer(): Promise<{ superuserUrl: string; stop: () => Promise<void> }> {
  const given = environment().TEST_DATABASE_URL;
  if (given) return { superuserUrl: given, stop: async () => {} };
  const dataDir = join(import.meta.dirname, '..', '.data', `test-${process.pid}`);
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const embedded = await startEmbedded({ dataDir, settings });
  return {
    superuserUrl: embedded.superuserUrl,
    stop: async () => {
      await embedded.stop();
      await removeEmbedded(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepare({ superuserUrl, template, owner, server }: TestPostgres): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    for (const role of ['blossomer_app', 'blossomer_directory']) await createRole(client, role);
    await client.query(`create role ${owner.name} login createrole createdb password '${owner.password}'`);
    await client.query(`grant blossomer_app, blossomer_directory to ${owner.name} with admin option`);
    await client.query(
      `create role ${server.name} login password '${server.password}' in role blossomer_app`,
    );
    await client.query(`create database ${template} owner ${owner.name}`);
  });
  await migrate(urlOf(superuserUrl, owner, template));
}

/** Roles belong to the whole server: another run may be making the same one now. */
async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount) return;
  await client.query(`create role ${role} nologin`).catch((error: { code?: string }) => {
    if (error.code !== '42710' && error.code !== '23505') throw error;
  });
}

async function cleanUp({ superuserUrl, template, owner, server }: TestPostgres): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datdba = (select oid from pg_roles where rolname = $1)',
      [owner.name],
    );
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
    await client.query(`drop database if exists ${template} with (force)`);
    for (const { name } of [server, owner]) {
      await client.query(`drop owned by ${name}`);
      await client.query(`drop role ${name}`);
    }
  });
}

export function urlOf(superuserUrl: string, { name, password }: Login, database: string): string {
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

export async function asSuperuser<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
