import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { migrate, migrationFiles, sqlDirectory } from './migrate.ts';
import { newMigration } from './new-migration.ts';
import { loginPowers } from './roles.ts';
import { migrationStatus } from './status.ts';

let empty: TestDatabase;
let directory: string;
let all: string[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'blossomer-sql-'));
  all = await migrationFiles(join(sqlDirectory, 'migrations'));
});
beforeEach(async () => {
  empty = await createDatabase({ empty: true });
  for (const folder of ['migrations', 'functions', 'policies']) {
    await rm(join(directory, folder), { recursive: true, force: true });
    await cp(join(sqlDirectory, folder), join(directory, folder), { recursive: true });
  }
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function asking<Row>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: empty.superuserUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

const write = (folder: string, name: string, sql: string) => writeFile(join(directory, folder, name), sql);
const tables = () =>
  asking<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );

test('three servers that start at once migrate once, and each finds everything done', async () => {
  const outcomes = await Promise.all([
    migrate(empty.ownerUrl),
    migrate(empty.ownerUrl),
    migrate(empty.ownerUrl),
  ]);
  expect(outcomes.map(({ migrated }) => migrated.length).sort()).toEqual([0, 0, all.length]);
  expect(outcomes.filter(({ applied }) => applied)).toHaveLength(1);
  expect(await asking('select name from migrations order by id')).toEqual(all.map((name) => ({ name })));
});

test('a migrated database is left alone, and takes no lock that a reader would feel', async () => {
  await migrate(empty.ownerUrl);
  const reader = new pg.Client({ connectionString: empty.serverUrl });
  await reader.connect();
  await reader.query('begin');
  await reader.query('select from companies');
  expect(await migrate(empty.ownerUrl)).toEqual({ migrated: [], applied: false });
  await reader.end();
});

test('a migration that comes before one that ran is refused, and nothing changes', async () => {
  await migrate(empty.ownerUrl, { directory });
  await write('migrations', '0001_a-late-one.sql', '-- Up Migration\ncreate table late ();\n');
  const before = await tables();
  await expect(migrate(empty.ownerUrl, { directory })).rejects.toThrow(
    /0001_a-late-one comes before .* Give it the next free number\./,
  );
  expect(await tables()).toEqual(before);
});

test('a database that is newer than the code is refused', async () => {
  await write('migrations', '9999_future.sql', '-- Up Migration\ncreate table future ();\n');
  await migrate(empty.ownerUrl, { directory });
  await expect(migrate(empty.ownerUrl)).rejects.toThrow(
    /has the migration 9999_future, which this version does not know/,
  );
});

test('a migration that fails leaves nothing of itself, nor of those with it', async () => {
  await migrate(empty.ownerUrl, { directory });
  await write('migrations', '0901_good.sql', '-- Up Migration\ncreate table good ();\n');
  await write('migrations', '0902_bad.sql', '-- Up Migration\ncreate table half ();\nselect 1 / 0;\n');
  const before = await tables();
  await expect(migrate(empty.ownerUrl, { directory })).rejects.toThrow('division by zero');
  expect(await tables()).toEqual(before);
  await rm(join(directory, 'migrations', '0902_bad.sql'));
  expect(await migrate(empty.ownerUrl, { directory })).toEqual({ migrated: ['0901_good'], applied: true });
});

test('functions and policies are applied again when one of them changes, all or none', async () => {
  await migrate(empty.ownerUrl, { directory });
  await write(
    'functions',
    'zz.sql',
    `create or replace function truth() returns int language sql as 'select 1';`,
  );
  expect(await migrate(empty.ownerUrl, { directory })).toEqual({ migrated: [], applied: true });
  await write(
    'functions',
    'zz.sql',
    `create or replace function truth() returns int language sql as 'select 2';`,
  );
  await write('policies', 'zz.sql', 'select 1 / 0;');
  await expect(migrate(empty.ownerUrl, { directory })).rejects.toThrow('division by zero');
  expect(await asking('select truth()')).toEqual([{ truth: 1 }]);
});

test('what somebody changed by hand is put right by an explicit migrate', async () => {
  await migrate(empty.ownerUrl);
  await asking('drop policy own_rows on companies; alter table companies no force row level security');
  expect(await migrate(empty.ownerUrl)).toMatchObject({ applied: false });
  expect(await migrate(empty.ownerUrl, { always: true })).toEqual({ migrated: [], applied: true });
  const state =
    await asking(`select relforcerowsecurity as forced, (select count(*)::int from pg_policy where polrelid = c.oid) as policies
    from pg_class c where relname = 'companies'`);
  expect(state).toEqual([{ forced: true, policies: 1 }]);
});

test('the status tells what ran and what is to come', async () => {
  expect(await migrationStatus(empty.ownerUrl)).toEqual(all.map((name) => ({ name, run: false })));
  await migrate(empty.ownerUrl, { directory });
  await write('migrations', '9000_next.sql', '-- Up Migration\n');
  const after = await migrationStatus(empty.ownerUrl, directory);
  expect(after).toEqual([...all.map((name) => ({ name, run: true })), { name: '9000_next', run: false }]);
});

test('a new migration gets the next number, and a name that is none is refused', async () => {
  const path = await newMigration('add-notes', directory);
  const next = String(all.length + 1).padStart(4, '0');
  expect(path).toBe(join(directory, 'migrations', `${next}_add-notes.sql`));
  expect(await readFile(path, 'utf8')).toContain('-- Up Migration');
  for (const name of ['', 'Add Notes', '../x', 'a--b', 'ä']) {
    await expect(newMigration(name, directory)).rejects.toThrow(/is not a name for a migration/);
  }
});

test('what a login may do is told apart: superuser, owner, server', async () => {
  await migrate(empty.ownerUrl);
  expect(await loginPowers(empty.superuserUrl)).toMatchObject({ superuser: true, isApp: false });
  expect(await loginPowers(empty.ownerUrl)).toMatchObject({
    superuser: false,
    ownsTables: true,
    isApp: false,
    mayBecomeApp: true,
  });
  expect(await loginPowers(empty.serverUrl)).toMatchObject({
    superuser: false,
    bypassesRowSecurity: false,
    ownsTables: false,
    isApp: true,
  });
});
