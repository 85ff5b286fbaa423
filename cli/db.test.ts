import { migrationStatus } from '@blossomer/db';
import { expect, test, vi } from 'vitest';
import { createDatabase } from '../testing/database.ts';
import { asSuperuser } from '../testing/postgres.ts';
import { blossomer } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

test('a database is migrated once, and its status says so', async () => {
  const { ownerUrl } = await createDatabase({ empty: true });
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATABASE_OWNER_URL: ownerUrl };
  const names = (await migrationStatus(ownerUrl)).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  const listed = (state: string) => names.map((name) => `${state.padEnd(7)}  ${name}\n`).join('');

  expect(await blossomer(['db', 'status'], env)).toEqual({
    code: 0,
    stdout: `${listed('pending')}0 run, ${names.length} pending.\n`,
    stderr: '',
  });
  expect(await blossomer(['db', 'migrate'], env)).toEqual({
    code: 0,
    stdout: `${names.map((name) => `Ran ${name}.\n`).join('')}Functions and policies are applied.\n`,
    stderr: '',
  });
  expect((await blossomer(['db', 'status'], env)).stdout).toBe(
    `${listed('run')}${names.length} run, 0 pending.\n`,
  );
  expect(await blossomer(['db', 'migrate'], env)).toEqual({
    code: 0,
    stdout: 'No migration was pending.\nFunctions and policies are applied.\n',
    stderr: '',
  });
});

test('migrate applies functions that somebody changed by hand', async () => {
  const { ownerUrl, superuserUrl } = await createDatabase();
  const source = () =>
    asSuperuser(superuserUrl, async (client) => {
      const { rows } = await client.query(`select prosrc from pg_proc where proname = 'give_role'`);
      return rows[0].prosrc as string;
    });
  const before = await source();
  await asSuperuser(superuserUrl, (client) =>
    client.query(`create or replace function give_role(person text, new_role text)
      returns table (id text, email text, role text) language sql as 'select null, null, null'`),
  );
  expect(await source()).not.toBe(before);
  expect((await blossomer(['db', 'migrate'], { DATABASE_URL: ownerUrl })).code).toBe(0);
  expect(await source()).toBe(before);
});

test('a database newer than this version is refused in a sentence', async () => {
  const { ownerUrl } = await createDatabase();
  await asSuperuser(ownerUrl, (client) =>
    client.query(`insert into migrations (name, run_on) values ('9999_later', now())`),
  );
  const { code, stdout, stderr } = await blossomer(['db', 'migrate'], { DATABASE_URL: ownerUrl });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^The database has the migration 9999_later, which this version does not know[^\n]*\n$/,
  );
});

test('a name that is none makes no migration', async () => {
  expect(await blossomer(['db', 'new', 'Add Things'])).toEqual({
    code: 1,
    stdout: '',
    stderr: '"Add Things" is not a name for a migration: use lower-case words with dashes.\n',
  });
});

test.each([
  ['nothing listens', () => 'postgres://ann:geheim@127.0.0.1:1/blossomer', /ECONNREFUSED/],
  [
    'there is no such login',
    (url: URL) => Object.assign(url, { username: 'nobody_here', password: 'geheim' }).href,
    /nobody_here/,
  ],
  ['there is no such database', (url: URL) => Object.assign(url, { pathname: '/nowhere' }).href, /nowhere/],
  ['the address has no host', () => 'postgres://ann:geheim@:x/', /./],
])(
  'a database that cannot be used is one sentence without the password: %s',
  async (_what, address, reason) => {
    const { ownerUrl } = await createDatabase({ empty: true });
    const { code, stdout, stderr } = await blossomer(['db', 'status'], {
      DATABASE_URL: address(new URL(ownerUrl)),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^The database cannot be used \([^\n]+\)\. Check DATABASE_OWNER_URL or DATABASE_URL\.\n$/,
    );
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('geheim');
  },
);

test('a login that may not migrate is told to use the owner', async () => {
  const { serverUrl } = await createDatabase({ empty: true });
  const { code, stderr } = await blossomer(['db', 'migrate'], { DATABASE_URL: serverUrl });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /\nThis login may not do that \([^\n]+\)\. Name the owner's login in DATABASE_OWNER_URL\.\n$/,
  );
});

test('an address of another kind is refused before anything is opened', async () => {
  expect(await blossomer(['db', 'status'], { DATABASE_URL: 'mysql://127.0.0.1/x' })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'DATABASE_URL must begin with postgres://.\n',
  });
});
