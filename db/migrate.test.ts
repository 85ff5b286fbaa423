import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import {
  loginPowers,
  MigrationError,
  migrate,
  migrationStatus,
  newMigration,
  sqlDirectory,
} from './index.ts';
import { migrationFiles } from './migrate.ts';

/** How a database comes to today's schema, and that it never stops half way. */
interface Migrating extends TestDatabase {
  superuser: pg.Client;
}

async function database(options: { empty?: boolean } = {}): Promise<Migrating> {
  const databases = await createDatabase(options);
  const superuser = new pg.Client({ connectionString: databases.superuserUrl });
  await superuser.connect();
  onTestFinished(() => superuser.end());
  return { ...databases, superuser };
}

/** A copy of the SQL that a test may change. */
async function copyOfSql(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'blossomer-sql-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const folder of ['migrations', 'functions', 'policies']) {
    await cp(join(sqlDirectory, folder), join(directory, folder), { recursive: true });
  }
  return directory;
}

const known = await migrationFiles(join(sqlDirectory, 'migrations'));
const nothingDone = { migrated: [], applied: false };

/** All that the catalogue says of the schema: what is there, who owns it, who may do what. */
async function shape({ superuser }: Migrating): Promise<unknown[]> {
  const rights = (acl: string) =>
    `array(select split_part(item::text, '/', 1) from unnest(${acl}) item order by 1) as rights`;
  const ofClass = `coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))`;
  const parts = [
    `select relname, relkind::text, relowner::regrole::text, relrowsecurity, relforcerowsecurity, ${rights(ofClass)}
      from pg_class where relnamespace = 'public'::regnamespace order by relname`,
    `select attrelid::regclass::text, attname, atttypid::regtype::text, attnotnull, ${rights('attacl')}
      from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0 order by 1, attnum`,
    `select conname, pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n' order by conname`,
    `select polrelid::regclass::text, polname, polcmd::text, polroles::regrole[]::text,
        pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as "check"
      from pg_policy order by 1, 2`,
    `select pg_proc.oid::regprocedure::text, prosrc, prosecdef, proconfig, proowner::regrole::text,
        ${rights(`coalesce(proacl, acldefault('f', proowner))`)}
      from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
    `select tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(oid) as says
      from pg_trigger where not tgisinternal order by 1, 2`,
  ];
  const answers: unknown[] = [];
  for (const part of parts) answers.push(...(await superuser.query(part)).rows);
  return answers;
}

/** Changes with every write to the catalogue, even one that writes the same again. */
async function touched({ superuser }: Migrating): Promise<unknown[]> {
  const { rows } = await superuser.query(`
    select 'function' as kind, oid::text, xmin::text from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'policy', oid::text, xmin::text from pg_policy
    union all select 'table', oid::text, xmin::text from pg_class where relnamespace = 'public'::regnamespace
    order by 1, 2`);
  return rows;
}

async function namesRun({ superuser }: Migrating): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

describe('migrating', () => {
  test('three servers at once on an empty database: one of them migrates, and once', async () => {
    const empty = await database({ empty: true });
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => migrate(empty.ownerUrl)));
    const busy = outcomes.filter(({ migrated }) => migrated.length > 0);
    expect(busy).toEqual([{ migrated: known, applied: true }]);
    expect(outcomes.filter(({ applied }) => !applied)).toEqual([nothingDone, nothingDone]);
    expect(await namesRun(empty)).toEqual(known);
    expect(await shape(empty)).toEqual(await shape(await database()));
  });

  test('three databases of one server at once: their roles are shared, and none gets in another’s way', async () => {
    const empties = await Promise.all(Array.from({ length: 3 }, () => createDatabase({ empty: true })));
    const outcomes = await Promise.all(empties.map(({ ownerUrl }) => migrate(ownerUrl)));
    expect(outcomes).toEqual(Array(3).fill({ migrated: known, applied: true }));
  });

  test('again does nothing, not even to the catalogue', async () => {
    const migrated = await database();
    const before = await touched(migrated);
    expect(await migrate(migrated.ownerUrl)).toEqual(nothingDone);
    expect(await touched(migrated)).toEqual(before);
  });

  test('again takes no lock that somebody who reads would feel', async () => {
    const migrated = await database();
    const reader = new pg.Client({ connectionString: migrated.serverUrl });
    await reader.connect();
    onTestFinished(() => reader.end());
    await reader.query('begin');
    await reader.query('select from companies');
    expect(await migrate(migrated.ownerUrl)).toEqual(nothingDone);
    await reader.query('commit');
  });

  test('again when told to changes nothing that there is', async () => {
    const migrated = await database();
    const before = await shape(migrated);
    expect(await migrate(migrated.ownerUrl, { always: true })).toEqual({ migrated: [], applied: true });
    expect(await shape(migrated)).toEqual(before);
  });

  test('takes the new ones only, and keeps what is in the tables', async () => {
    const migrated = await database();
    await migrated.superuser.query(`insert into users (id) values ('ann')`);
    const directory = await copyOfSql();
    const path = await newMigration('one-more', directory);
    await appendFile(path, 'create table one_more (user_id text primary key);\n');
    const name = basename(path, '.sql');
    expect(await migrate(migrated.ownerUrl, { directory })).toEqual({ migrated: [name], applied: true });
    expect(await namesRun(migrated)).toEqual([...known, name]);
    expect((await migrated.superuser.query('select id from users')).rows).toEqual([{ id: 'ann' }]);
  });
});

describe('a database is refused, in a sentence and untouched,', () => {
  async function expectRefusal(migrated: Migrating, directory: string, sentence: RegExp): Promise<void> {
    const before = [await touched(migrated), await namesRun(migrated)];
    const refusal = await migrate(migrated.ownerUrl, { directory, always: true }).catch((error) => error);
    expect(refusal).toBeInstanceOf(MigrationError);
    expect(refusal.message).toMatch(sentence);
    expect([await touched(migrated), await namesRun(migrated)]).toEqual(before);
  }

  test('when a migration comes before one that has run', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    await writeFile(join(directory, 'migrations', '0001_zz-late.sql'), 'create table late ();\n');
    await expectRefusal(
      migrated,
      directory,
      /^The migration 0001_zz-late comes before 0002_\S+, .*next free number\.$/,
    );
  });

  test('when a migration comes first of all', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    await writeFile(join(directory, 'migrations', '0000_first.sql'), 'create table late ();\n');
    await expectRefusal(migrated, directory, /^The migration 0000_first comes before 0001_\S+/);
  });

  test('when it is newer than the code', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    await newMigration('of-tomorrow', directory);
    await migrate(migrated.ownerUrl, { directory });
    await expectRefusal(
      migrated,
      sqlDirectory,
      /has the migration \d{4}_of-tomorrow, which .* newer\. .*newer version\.$/,
    );
  });

  test('when one that has run was taken away or renamed', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    const last = known.at(-1) ?? '';
    await rm(join(directory, 'migrations', `${last}.sql`));
    await expectRefusal(migrated, directory, new RegExp(`has the migration ${last}`));
  });
});

describe('a failure leaves nothing half done', () => {
  test('in the second of two new migrations: the first is not there either, and both run once it is mended', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    const good = await newMigration('good', directory);
    await appendFile(good, 'create table good ();\n');
    const bad = await newMigration('bad', directory);
    await appendFile(bad, 'create table bad ();\nselect 1 / 0;\n');
    const before = [await touched(migrated), await namesRun(migrated)];

    await expect(migrate(migrated.ownerUrl, { directory })).rejects.toThrow('division by zero');
    expect([await touched(migrated), await namesRun(migrated)]).toEqual(before);

    await writeFile(bad, '-- Up Migration\ncreate table bad ();\n');
    const names = [good, bad].map((path) => basename(path, '.sql'));
    expect(await migrate(migrated.ownerUrl, { directory })).toEqual({ migrated: names, applied: true });
  });

  test('in a migration of an empty database: it stays empty, and a later try succeeds', async () => {
    const empty = await database({ empty: true });
    const directory = await copyOfSql();
    const bad = await newMigration('bad', directory);
    await appendFile(bad, 'select 1 / 0;\n');
    await expect(migrate(empty.ownerUrl, { directory })).rejects.toThrow('division by zero');
    const { rows } = await empty.superuser.query(`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    expect(rows.filter(({ relname }) => relname !== 'migrations')).toEqual([]);
    expect((await migrate(empty.ownerUrl)).migrated).toEqual(known);
  });

  test.for(['functions', 'policies'])('in %s: all of them stay as they were', async (folder) => {
    const migrated = await database();
    const directory = await copyOfSql();
    await writeFile(
      join(directory, 'functions', 'a-new.sql'),
      `create function newcomer() returns int language sql as 'select 1';`,
    );
    await writeFile(join(directory, folder, 'zz-bad.sql'), 'select 1 / 0;');
    const before = [await shape(migrated), await touched(migrated)];
    await expect(migrate(migrated.ownerUrl, { directory })).rejects.toThrow('division by zero');
    expect([await shape(migrated), await touched(migrated)]).toEqual(before);
    expect(await migrate(migrated.ownerUrl)).toEqual(nothingDone);
  });
});

describe('functions and policies are today’s truth', () => {
  test('a changed function is there after the next start, without a migration', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    const newcomer = `create or replace function newcomer() returns text language sql as $$ select 'new' $$;`;
    await writeFile(join(directory, 'functions', 'newcomer.sql'), newcomer);
    expect(await migrate(migrated.ownerUrl, { directory })).toEqual({ migrated: [], applied: true });
    expect(await migrate(migrated.ownerUrl, { directory })).toEqual(nothingDone);
    const { rows } = await migrated.superuser.query(`
      select newcomer(), has_function_privilege('public', 'newcomer()', 'execute') as anybody`);
    expect(rows).toEqual([{ newcomer: 'new', anybody: false }]);
  });

  test('a changed policy is there after the next start, without a migration', async () => {
    const migrated = await database();
    const directory = await copyOfSql();
    const path = join(directory, 'policies', 'companies.sql');
    const policy = await readFile(path, 'utf8');
    await writeFile(path, policy.replace('grant select, delete on companies', 'grant select on companies'));
    expect(await migrate(migrated.ownerUrl, { directory })).toEqual({ migrated: [], applied: true });
    const { rows } = await migrated.superuser.query(
      `select has_table_privilege('blossomer_app', 'companies', 'delete') as deletes`,
    );
    expect(rows).toEqual([{ deletes: false }]);
  });

  const drift: Record<string, string> = {
    'row-level security that was switched off': 'alter table companies disable row level security',
    'row-level security that no longer holds for the owner':
      'alter table revisions no force row level security',
    'a policy that was dropped': 'drop policy own_rows on accounts',
    'a policy that was opened': 'alter policy own_rows on campaigns using (true) with check (true)',
    'a policy that nobody wrote': 'create policy everything on companies using (true)',
    'a table given to everybody': 'grant select, insert, update, delete, truncate on personas to public',
    'a history that requests may write': 'grant insert, update on revisions to blossomer_app',
    'a role that people may give themselves': 'grant update (role) on users to blossomer_app',
    'documents given to the directory': 'grant select on companies to blossomer_directory',
    'a sequence given to requests': 'grant all on sequence revisions_seq_seq to blossomer_app',
    'a function that everybody may call':
      'grant execute on function record_revision(text, text, text, uuid, integer, jsonb, jsonb, jsonb, jsonb) to public',
    'a directory that everybody may call':
      'grant execute on function give_role(text, text) to public, blossomer_app',
    'a function that was replaced':
      'create or replace function enter(person text) returns void language sql as $$ select $$',
    'a search path that is no longer fixed': 'alter function record_document() reset all',
    'a trigger that was dropped': 'drop trigger record on companies',
    'a trigger that was switched off': 'alter table companies disable trigger record',
    'migrations that requests may read': 'grant select on migrations to public, blossomer_app',
  };

  test.for(Object.entries(drift))('%s is put right when told to', async ([, sql]) => {
    const migrated = await database();
    const before = await shape(migrated);
    await migrated.superuser.query(sql);
    expect(await shape(migrated)).not.toEqual(before);
    await migrate(migrated.ownerUrl, { always: true });
    expect(await shape(migrated)).toEqual(before);
  });
});

describe('the status', () => {
  test('names every migration in order, and whether it ran', async () => {
    const empty = await database({ empty: true });
    const all = (run: boolean) => known.map((name) => ({ name, run }));
    expect(await migrationStatus(empty.ownerUrl)).toEqual(all(false));
    await migrate(empty.ownerUrl);
    expect(await migrationStatus(empty.ownerUrl)).toEqual(all(true));

    const directory = await copyOfSql();
    const next = { name: basename(await newMigration('next', directory), '.sql') };
    expect(await migrationStatus(empty.ownerUrl, directory)).toEqual([...all(true), { ...next, run: false }]);
    await migrate(empty.ownerUrl, { directory });
    expect(await migrationStatus(empty.ownerUrl)).toEqual([...all(true), { ...next, run: true }]);
  });
});

describe('a new migration', () => {
  test('has the next number, a place for its reason, and runs as it is', async () => {
    const directory = await copyOfSql();
    const number = (offset: number) => String(Number(known.at(-1)?.slice(0, 4)) + offset).padStart(4, '0');
    const [first, second] = [
      await newMigration('tags', directory),
      await newMigration('tags-of-2026', directory),
    ];
    expect(first).toBe(join(directory, 'migrations', `${number(1)}_tags.sql`));
    expect(second).toBe(join(directory, 'migrations', `${number(2)}_tags-of-2026.sql`));
    expect(await readFile(first, 'utf8')).toBe('-- Up Migration\n\n-- Why:\n');
    const { ownerUrl } = await database();
    expect((await migrate(ownerUrl, { directory })).migrated).toEqual(
      [first, second].map((path) => basename(path, '.sql')),
    );
  });

  test.for(['', 'Tags', 'two words', '../up', 'a_b', '-a', 'a-', 'a--b', 'ä', 'a.sql'])(
    'cannot be called "%s"',
    async (name) => {
      const directory = await copyOfSql();
      await expect(newMigration(name, directory)).rejects.toBeInstanceOf(MigrationError);
      expect(await migrationFiles(join(directory, 'migrations'))).toEqual(known);
    },
  );
});

test('what a login may do is told apart: superuser, owner of the tables, server', async () => {
  const { superuserUrl, ownerUrl, serverUrl } = await database();
  expect(await loginPowers(superuserUrl)).toMatchObject({ superuser: true, isApp: false });
  expect(await loginPowers(ownerUrl)).toMatchObject({
    superuser: false,
    ownsTables: true,
    isApp: false,
    mayBecomeApp: true,
  });
  expect(await loginPowers(serverUrl)).toMatchObject({
    superuser: false,
    bypassesRowSecurity: false,
    ownsTables: false,
    isApp: true,
  });
});
