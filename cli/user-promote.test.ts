import { join } from 'node:path';
import { migrate } from '@blossomer/db';
import { removeEmbedded, startEmbedded } from '@blossomer/db/embedded';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { asSuperuser } from '../testing/postgres.ts';
import { blossomer, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

let databases: TestDatabase;
const promote = (args: string[], env: Record<string, string> = { DATABASE_OWNER_URL: databases.ownerUrl }) =>
  blossomer(['user', 'promote', ...args], env);

beforeAll(async () => {
  databases = await createDatabase();
  await addPeople(databases.superuserUrl);
});

async function addPeople(superuserUrl: string): Promise<void> {
  await asSuperuser(superuserUrl, (client) =>
    client.query(`insert into users (id, email) values
      ('id-ann', 'Ann@example.test'), ('id-bob', 'bob@example.test'), ('id-nameless', ''),
      ('id-twin-1', 'twin@example.test'), ('id-twin-2', 'TWIN@example.test')`),
  );
}

async function roles(superuserUrl = databases.superuserUrl): Promise<Record<string, string>> {
  const { rows } = await asSuperuser(superuserUrl, (client) => client.query('select id, role from users'));
  return Object.fromEntries(rows.map(({ id, role }) => [id, role]));
}

test('a person gets a role by id or by e-mail address, and nobody else does', async () => {
  const before = await roles();
  expect(await promote(['id-bob'])).toEqual({
    code: 0,
    stdout: 'bob@example.test (id id-bob) now has the role admin.\n',
    stderr: '',
  });
  expect(await promote(['ann@EXAMPLE.test', '--role', 'admin'])).toEqual({
    code: 0,
    stdout: 'Ann@example.test (id id-ann) now has the role admin.\n',
    stderr: '',
  });
  expect(await roles()).toEqual({ ...before, 'id-bob': 'admin', 'id-ann': 'admin' });
  expect((await promote(['id-bob', '--role', 'user'])).stdout).toMatch(/now has the role user\.\n$/);
  expect((await promote(['id-ann', '--role', 'user'])).code).toBe(0);
  expect(await roles()).toEqual(before);
});

test('a person without an e-mail address is named by id', async () => {
  expect((await promote(['id-nameless'])).stdout).toBe(
    'The person with the id id-nameless now has the role admin.\n',
  );
});

test.each([
  [
    'an address of two people',
    'twin@example.test',
    /^2 people have the e-mail address twin@example\.test: name one by id \(id-twin-[12], id-twin-[12]\)\.\n$/,
  ],
  ['an address of nobody', 'zoe@example.test', /^Nobody has the id or e-mail address zoe@example\.test\.\n$/],
  ['an empty address, which one person has', '', /^Nobody has the id or e-mail address \.\n$/],
])('nothing changes for %s', async (_what, person, sentence) => {
  const before = await roles();
  const { code, stdout, stderr } = await promote([person]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(await roles()).toEqual(before);
});

test('a role that is none, nobody named and somebody too many are wrong usage', async () => {
  const outcomes = await Promise.all([
    promote(['id-bob', '--role', 'king']),
    promote([]),
    promote(['id-ann', 'id-bob']),
  ]);
  expect(outcomes.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
    Array(3).fill({ code: 2, stdout: '' }),
  );
  expect(outcomes[0]?.stderr).toMatch(/^error: [^\n]*'king' is invalid[^\n]*\n$/);
});

test('the login of the server may not give roles', async () => {
  const { code, stderr } = await promote(['id-bob'], { DATABASE_URL: databases.serverUrl });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^This login may not do that \([^\n]+\)\. Name the owner's login[^\n]*\n$/);
  expect((await roles())['id-bob']).toBe('user');
});

test('a database without a schema says how to get one', async () => {
  const { ownerUrl } = await createDatabase({ empty: true });
  expect(await promote(['id-bob'], { DATABASE_URL: ownerUrl })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'This database is not set up yet; run npm run db:migrate.\n',
  });
});

test('the embedded database is shared while it runs, and started and stopped when it does not', async () => {
  const folder = await openFolder();
  const dataDir = join(folder.path, 'data');
  onTestFinished(async () => {
    await removeEmbedded(dataDir);
    await folder.remove();
  });
  const settings = { fsync: 'off' };
  const embedded = await startEmbedded({ dataDir, settings });
  const inDatabase = (superuserUrl: string) => superuserUrl.replace(/\/postgres$/, '/blossomer');
  try {
    await migrate(embedded.ownerUrl);
    await addPeople(inDatabase(embedded.superuserUrl));
    expect(await promote(['id-bob'], { DATA_DIR: dataDir })).toMatchObject({ code: 0, stderr: '' });
    expect((await roles(inDatabase(embedded.superuserUrl)))['id-bob']).toBe('admin');
  } finally {
    await embedded.stop();
  }
  expect(await promote(['id-ann'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  // Refused if the command had left it running.
  const again = await startEmbedded({ dataDir, settings });
  expect(await roles(inDatabase(again.superuserUrl)).finally(() => again.stop())).toMatchObject({
    'id-ann': 'admin',
    'id-bob': 'admin',
  });
});
