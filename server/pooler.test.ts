import { randomUUID } from 'node:crypto';
import { companies } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { type OwnPgBouncer, startPgBouncer } from '../testing/pgbouncer.ts';
import { startTestServer } from '../testing/server.ts';
import { type Database, openDatabase, type Run } from './database.ts';

/**
 * A real PgBouncer in transaction mode, which hands each transaction whichever connection is free. Debian's 1.18 keeps
 * no prepared statements apart, so a name or a setting that outlived its transaction would be seen here.
 */
let databases: TestDatabase;
let pooler: OwnPgBouncer;
let superuser: pg.Client;
const people = ['ann', 'ben'] as const;
type Person = (typeof people)[number];

beforeAll(async () => {
  databases = await createDatabase();
  superuser = new pg.Client({ connectionString: databases.superuserUrl });
  await superuser.connect();
  const { pathname } = new URL(databases.superuserUrl);
  await superuser.query(`alter database ${pathname.slice(1)} set timezone = 'Asia/Tokyo'`);
  for (const person of people) {
    await superuser.query(`select set_config('app.user_id', $1, false)`, [person]);
    await superuser.query('insert into users (id) values ($1)', [person]);
    await superuser.query('insert into companies (user_id, id, name) values ($1, $2, $1)', [
      person,
      randomUUID(),
    ]);
  }
  pooler = await startPgBouncer({ logins: [databases.serverUrl], connections: 3 });
});
afterAll(async () => {
  await pooler?.stop();
  await superuser.end();
});

function open(): Database {
  const database = openDatabase({
    url: pooler.through(databases.serverUrl),
    setRole: false,
    pooler: 'transaction',
    pipelines: 4,
    exclusive: 4,
    inFlightMax: 100_000,
    waitingMax: 100,
    statementMillisecondsMax: 20_000,
    onError: () => {},
  });
  onTestFinished(() => database.close());
  return database;
}

const reading = (userId: Person): Run => ({ userId });
const writing = (userId: Person): Run => ({ userId, writes: { actor: 'person', requestId: 'r' } });
const owners = { name: 'owners', text: 'select distinct user_id from companies', values: [] };
/** Longer than what PgBouncer reads at once. */
const long = {
  text: 'select distinct user_id from companies where length($1) > 0',
  values: ['x'.repeat(20_000)],
};
const failing = { name: 'failing', text: 'select 1 / $1::int', values: [0] };
const backend = { name: 'backend', text: 'select pg_backend_pid()', values: [] };

test('two people on three shared connections see their own rows, whatever fails between', async () => {
  const database = open();
  const backends = new Set<unknown>();
  const answers = await Promise.all(
    Array.from({ length: 1200 }, async (_, index) => {
      const person = people[index % 2] ?? 'ann';
      if (index % 7 === 0) {
        return database
          .asUser(writing(person), owners, failing)
          .then(String, ({ code }: pg.DatabaseError) => code);
      }
      const asking = index % 3 === 0 ? long : owners;
      const [who, served] = await database.asUser(reading(person), asking, backend);
      backends.add(served?.[0]?.[0]);
      return who;
    }),
  );
  for (const [index, answer] of answers.entries()) {
    expect(answer).toEqual(index % 7 === 0 ? '22012' : [[people[index % 2]]]);
  }
  expect(backends.size).toBeGreaterThan(1);
  expect(await database.asNobody(owners)).toEqual([]);
});

test('a transaction beside them is one person from begin to commit, and leaves nothing', async () => {
  const database = open();
  const work = (person: Person, name: string) =>
    database.transaction(writing(person), async (tx) => {
      await tx.query('insert into companies (user_id, id, name) values ($1, $2, $3)', [
        person,
        randomUUID(),
        name,
      ]);
      if (name === 'undone') throw new Error(name);
      return tx.query('select distinct user_id from companies');
    });
  const beside = Array.from({ length: 40 }, (_, index) => {
    const person = people[index % 2] ?? 'ann';
    return Promise.allSettled([
      work(person, index % 5 === 0 ? 'undone' : 'done'),
      database.asUser(reading(person), owners),
    ]);
  });
  for (const [index, [inside, outside]] of (await Promise.all(beside)).entries()) {
    const own = { status: 'fulfilled', value: [[people[index % 2]]] };
    expect(inside).toMatchObject(index % 5 === 0 ? { status: 'rejected' } : own);
    expect(outside).toMatchObject({ value: [own.value] });
  }
  const { rowCount } = await superuser.query(`select from companies where name = 'undone'`);
  expect(rowCount).toBe(0);
});

test('timeouts and formats are those of the server, in each transaction and not a moment longer', async () => {
  const database = open();
  const text = `select current_setting('statement_timeout'), current_setting('timezone'), current_setting('datestyle')`;
  const settings = { name: 'settings', text, values: [] };
  const ours = [['20s', 'UTC', 'ISO, MDY']];
  expect((await database.asUser(reading('ann'), settings))[0]).toEqual(ours);
  expect(await database.transaction(reading('ann'), (tx) => tx.query(text))).toEqual(ours);
  const after = new pg.Client({ connectionString: pooler.through(databases.serverUrl) });
  await after.connect();
  onTestFinished(() => after.end());
  const { rows } = await after.query({ text, rowMode: 'array' });
  expect(rows).toEqual([['0', 'Asia/Tokyo', 'ISO, MDY']]);
});

test('a whole server works through it: create, page, edit, delete', async () => {
  const own = await createDatabase();
  const through = await startPgBouncer({ logins: [own.serverUrl], connections: 2 });
  onTestFinished(() => through.stop());
  const server = await startTestServer({
    databases: { ...own, serverUrl: through.through(own.serverUrl) },
    settings: { DATABASE_POOLER: 'transaction' },
  });
  onTestFinished(() => server.stop());
  const ann = server.client('ann@example.test');
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ann(companies.create, { body: { name: `C ${index}` } })),
  );
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ann(companies.list, { query: { limit: 7, ...(cursor ? { cursor } : {}) } });
    names.push(...page.body.items.map(({ name }) => name));
    cursor = page.body.nextCursor ?? undefined;
  } while (cursor);
  expect(names.sort()).toEqual(made.map(({ body }) => body.name).sort());
  const id = made[0]?.body.id ?? '';
  const edited = await ann(companies.update, { params: { id }, ifMatch: 1, body: { name: 'edited' } });
  expect(edited.body).toMatchObject({ name: 'edited', version: 2 });
  await ann(companies.remove, { params: { id } });
  const ben = server.client('ben@example.test');
  expect((await ben(companies.list, {})).body.items).toEqual([]);
});
