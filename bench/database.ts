import { randomBytes } from 'node:crypto';
import { migrate } from '@blossomer/db';
import type pg from 'pg';
import { asSuperuser, urlOf } from '../testing/postgres.ts';
import { campaignData } from './documents.ts';
import * as people from './people.ts';

/** A filled database, and the two logins of a production server. */
export interface BenchDatabase {
  superuserUrl: string;
  ownerUrl: string;
  serverUrl: string;
  population: people.Population;
  documentBytes: number;
}

const owner = { name: 'blossomer_bench_owner', password: '' };
const server = { name: 'blossomer_bench_server', password: '' };

/** Made once for each size and kept under its name. */
export async function openBenchDatabase(
  superuserUrl: string,
  campaigns: number,
  documentBytes: number,
  { anew, log }: { anew: boolean; log: (line: string) => void },
): Promise<BenchDatabase> {
  const name = `blossomer_bench_${campaigns}_${documentBytes}`;
  const at = new URL(superuserUrl);
  at.pathname = `/${name}`;
  const population = people.populationOf(campaigns);
  await asSuperuser(superuserUrl, async (client) => {
    await prepareLogins(client);
    if (anew || !(await isComplete(client, name))) {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name} owner ${owner.name}`);
    }
  });
  await migrate(urlOf(superuserUrl, owner, name));
  const isNew = await asSuperuser(at.href, async (client) => !(await isComplete(client, name)));
  const database: BenchDatabase = {
    superuserUrl: at.href,
    ownerUrl: urlOf(superuserUrl, owner, name),
    serverUrl: urlOf(superuserUrl, server, name),
    population,
    documentBytes,
  };
  if (isNew) {
    log(`Loading ${campaigns.toLocaleString('en')} campaigns of ${documentBytes} bytes ...`);
    await fill(database);
    await asSuperuser(at.href, (client) => client.query(`comment on database ${name} is 'complete'`));
  }
  return database;
}

async function isComplete(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query(
    `select shobj_description(oid, 'pg_database') as said from pg_database where datname = $1`,
    [name],
  );
  return rows[0]?.said === 'complete';
}

async function prepareLogins(client: pg.Client): Promise<void> {
  for (const role of ['blossomer_app', 'blossomer_directory']) {
    await createRole(client, role, 'nologin');
  }
  for (const login of [owner, server]) {
    // One password a run: the databases of a run share their logins, and whoever is connected may connect again.
    login.password ||= randomBytes(12).toString('hex');
    await createRole(client, login.name, 'login');
    await client.query(`alter role ${login.name} password '${login.password}'`);
  }
  await client.query(`alter role ${owner.name} createrole`);
  await client.query(`grant blossomer_app, blossomer_directory to ${owner.name} with admin option`);
  await client.query(`grant blossomer_app to ${server.name}`);
}

async function createRole(client: pg.Client, role: string, kind: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (!rowCount) await client.query(`create role ${role} ${kind}`);
}

/** Without triggers and without any index but the primary keys, which come last: minutes, not an hour, for a million. */
export async function fill({ superuserUrl, population, documentBytes }: BenchDatabase): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    await client.query(`set session_replication_role = replica`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
        where schemaname = 'public' and tablename in ('campaigns', 'revisions') and indexname not like '%_pkey'`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await insertAll(client, population, JSON.stringify(campaignData(documentBytes)));
    for (const { definition } of indexes) await client.query(definition);
    await client.query('vacuum (freeze, analyze)');
  });
}

async function insertAll(client: pg.Client, population: people.Population, data: string): Promise<void> {
  const { person, read } = people.numbersOf(population);
  const each = `from generate_series(${person[0]}, ${person[1]}) u`;
  const id = (prefix: string) => `('${prefix}' || u)::uuid`;
  const user = `'${people.personPrefix}' || u`;
  const common = `'{}'::jsonb, '', ${people.loadedVersion}`;
  await client.query(`insert into users (id, email, name, last_login_at)
    select ${user}, u || '@example.test', 'Person ' || u, now() ${each}`);
  await client.query(`insert into companies (user_id, id, name, data, search, version)
    select ${user}, ${id(people.companyPrefix)}, 'Company', ${common} ${each}`);
  await client.query(`insert into accounts (user_id, id, company_id, name, data, search, version)
    select ${user}, ${id(people.accountPrefix)}, ${id(people.companyPrefix)}, 'Account', ${common} ${each}`);
  await client.query(`insert into personas (user_id, id, account_id, name, data, search, version)
    select ${user}, ${id(people.personaPrefix)}, ${id(people.accountPrefix)}, 'Persona', ${common} ${each}`);
  await client.query(
    `insert into campaigns (user_id, id, account_id, persona_id, name, data, search, version, created_at, updated_at)
      select ${user}, ('${people.campaignPrefix}' || u || k)::uuid, ${id(people.accountPrefix)},
        ${id(people.personaPrefix)}, 'Name ' || lpad(k::text, 9, '0'), document.data, document.search,
        ${people.loadedVersion}, made.at, made.at
      from (select $1::jsonb as data, searchable('Name', $1::jsonb) as search offset 0) document,
        generate_series(${person[0]}, ${person[1]}) u, generate_series(100, ${read[1]}) k,
        lateral (select now() - (k || ' minutes')::interval as at) made`,
    [data],
  );
  await client.query(`insert into revisions (user_id, kind, id, version, op, actor)
    select user_id, 'campaign', id, version, 'insert', 'person' from campaigns`);
}

/** Takes away what was created and written since it was loaded. */
export async function restore({ superuserUrl }: BenchDatabase): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    await client.query(`set session_replication_role = replica`);
    const created = `id > '00000001-0000-0000-0000-000000000000'`;
    await client.query(
      `delete from campaigns where user_id = any (array(select id from users)) and ${created}`,
    );
    await client.query(`delete from revisions where op = 'update' or ${created}`);
    for (const table of ['campaigns', 'revisions']) await client.query(`vacuum (analyze) ${table}`);
  });
}
