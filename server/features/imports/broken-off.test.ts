import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { imports, type ProblemError } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../../../testing/database.ts';
import { type PostgresProxy, startPostgresProxy } from '../../../testing/postgres-proxy.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

/** An import that is broken off anywhere leaves nothing, and the next try brings each row once. */
let proxy: PostgresProxy;
let server: TestServer;
let admin: pg.Client;
let dump: Record<string, string>;
/** The same documents, with so many leaves that the plan is made between two transactions. */
let manyLeaves: Record<string, string>;
let person = 0;
let email: string;

beforeAll(async () => {
  const databases = await createDatabase();
  proxy = await startPostgresProxy(databases.serverUrl);
  const serverUrl = proxy.through(databases.serverUrl);
  server = await startTestServer({ databases: { ...databases, serverUrl } });
  dump = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../legacy/fixtures/handoff.json'), 'utf8'),
  );
  const company = JSON.parse(dump.dashboard_overview ?? '');
  company.capabilities = Array.from({ length: 2001 }, (_, index) => `It does ${index}`);
  manyLeaves = { ...dump, dashboard_overview: JSON.stringify(company) };
  admin = new pg.Client({ connectionString: databases.superuserUrl });
  await admin.connect();
});
beforeEach(() => {
  email = `person-${++person}@example.test`;
});
afterAll(async () => {
  await admin.end();
  await server.stop();
  await proxy.stop();
});

const tables = [
  'companies',
  'accounts',
  'personas',
  'campaigns',
  'revisions',
  'imports',
  'import_sources',
  'import_entries',
];

/** Rows of the person, by table. */
async function rows(): Promise<Record<string, number>> {
  const counts = tables.map(
    (table) => `(select count(*)::int from ${table} where user_id = person.id) as ${table}`,
  );
  const found = await admin.query(`select ${counts.join(', ')} from users person where email = $1`, [email]);
  return found.rows[0] ?? Object.fromEntries(tables.map((table) => [table, 0]));
}

const none = Object.fromEntries(tables.map((table) => [table, 0]));
const whole = {
  ...Object.fromEntries(tables.map((table) => [table, 1])),
  revisions: 4,
  import_sources: 3,
  import_entries: 6, // Four documents, and two keys with leaves that went into none.
};

const importing = (brought = dump) =>
  server
    .client(email)(imports.create, { body: { dump: brought } })
    .then(
      ({ status }) => status,
      ({ problem }: ProblemError) => problem.status,
    );

/** What was cut off may still be on its way to nothing. */
async function untilNothingIsUnderWay(): Promise<void> {
  for (;;) {
    const { rowCount } = await admin.query(`select from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and state <> 'idle'`);
    if (!rowCount) return;
  }
}

test.each([
  // begin, enter, lock, mark, what earlier imports have to say, trash, four kinds of documents, report, key, three
  // sources, entries, commit.
  ['that does all of it', () => dump, 0, 18],
  // begin, enter, and what earlier imports have to say, commit.
  ['that asks what is known, of a large dump', () => manyLeaves, 0, 6],
  ['that writes it', () => manyLeaves, 1, 15],
])(
  'before each statement of the transaction %s',
  async (_which, brought, after, statements) => {
    let statement = 0;
    for (;;) {
      statement += 1;
      email = `person-${++person}@example.test`;
      await server.client(email)(imports.list); // They have been here before: the row of the person is no part of it.
      const { hasBroken } = proxy.breakNext(statement, after);
      const status = await importing(brought());
      if (!hasBroken()) {
        expect(status).toBe(201);
        break;
      }
      expect(status, `before statement ${statement}`).toBe(503);
      await untilNothingIsUnderWay();
      expect(await rows(), `before statement ${statement}`).toEqual(none);
      expect(await importing(brought())).toBe(201);
      expect(await rows(), `after statement ${statement}`).toEqual(whole);
    }
    expect(statement - 1).toBeGreaterThanOrEqual(statements);
  },
  180_000,
);

test('before it is known that it was committed', async () => {
  const { hasBroken } = proxy.breakNext('after-commit', 0);
  expect(await importing()).toBe(503);
  expect(hasBroken()).toBe(true);
  await untilNothingIsUnderWay();
  expect(await rows()).toEqual(whole);
  expect(await importing()).toBe(201);
  const again = await rows();
  expect(again).toEqual({ ...whole, imports: 2, import_sources: 6, import_entries: 12 });
});

/** A request of which so much is sent. */
async function partlySent(body: Buffer, share: number): Promise<Socket> {
  const token = await server.token(email);
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  socket.write(
    `POST /api/imports HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await new Promise<void>((resolve) => socket.write(body.subarray(0, body.length * share), () => resolve()));
  return socket;
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

test('by a client that goes away in the middle of its upload', async () => {
  const body = Buffer.from(JSON.stringify({ dump: { ...dump, other: 'x'.repeat(300_000) } }));
  for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
    const socket = await partlySent(body, share);
    if (share === 0.3) socket.resetAndDestroy();
    else socket.destroy();
    await closed(socket);
  }
  await server.client(email)(imports.list);
  await untilNothingIsUnderWay();
  expect(await rows()).toEqual(none);
  expect(await importing()).toBe(201);
  expect(await rows()).toEqual(whole);
});

test('by a client that goes away while it is carried out: whole or not at all', async () => {
  const body = Buffer.from(JSON.stringify({ dump }));
  for (let tries = 0; tries < 5; tries += 1) {
    const socket = await partlySent(body, 1);
    while (tries > 0 && !(await admin.query(`select from pg_locks where locktype = 'advisory'`)).rowCount);
    socket.destroy();
    await closed(socket);
  }
  await untilNothingIsUnderWay();
  const { companies, imports: made = 0, import_sources, import_entries } = await rows();
  expect([0, 1]).toContain(companies);
  expect([import_sources, import_entries]).toEqual([3 * made, 6 * made]);
  expect(await importing()).toBe(201);
  expect(await rows()).toMatchObject({ companies: 1, accounts: 1, personas: 1, campaigns: 1, revisions: 4 });
});
