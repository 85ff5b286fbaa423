import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Started, startProcess } from '../../testing/process.ts';

/** A server of its own process, and a lock that holds its writes up for as long as a test wants. */
let dataDir: string;
let databases: TestDatabase;
let server: Started;
let url: string;
let token: string;
let lock: pg.Client;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'blossomer-drain-'));
  databases = await createDatabase();
  lock = new pg.Client({ connectionString: databases.superuserUrl });
  await lock.connect();
});
afterEach(async () => {
  server.child.kill('SIGKILL');
  await server.ended();
  await lock.end();
  await rm(dataDir, { recursive: true, force: true });
});

async function begin(settings: Record<string, string> = {}): Promise<void> {
  server = startProcess('node', ['--import', 'tsx', 'server/development.ts'], {
    DATA_DIR: dataDir,
    PORT: '0',
    DATABASE_URL: databases.serverUrl,
    DATABASE_OWNER_URL: databases.ownerUrl,
    ...settings,
  });
  [, url = ''] = await server.until(/Blossomer GTM {3}(http:\S+)/);
  const answer = await fetch(`${url}/dev-auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"ann@example.test"}',
  });
  token = ((await answer.json()) as { accessToken: string }).accessToken;
  const { status } = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(status).toBe(200);
}

/** A create that waits for the lock; its status, or null when the connection was cut. */
async function heldUpCreate(): Promise<{ answer: Promise<number | null> }> {
  await lock.query('begin; lock table companies in exclusive mode');
  const answer = new Promise<number | null>((resolve) => {
    const asking = request(
      `${url}/api/company`,
      { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } },
      (reply) => resolve(reply.resume().statusCode ?? null),
    );
    asking.on('error', () => resolve(null));
    asking.end('{"name":"Acme"}');
  });
  for (;;) {
    const { rowCount } = await lock.query('select from pg_locks where not granted');
    if (rowCount) return { answer };
  }
}

async function ready(): Promise<number> {
  return (await fetch(`${url}/ready`, { headers: { connection: 'close' } })).status;
}

async function connections(): Promise<number> {
  const { rows } = await lock.query(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'blossomer'`,
  );
  return rows[0].count;
}

test('SIGTERM lets what is under way finish, then every connection is gone and the exit code is 0', async () => {
  await begin();
  expect(await ready()).toBe(200);
  const { answer } = await heldUpCreate();
  server.child.kill('SIGTERM');
  await lock.query('commit');
  expect(await answer).toBe(201);
  expect(await server.ended()).toBe(0);
  expect(await connections()).toBe(0);
}, 60_000);

test('what does not finish within DRAIN_SECONDS is cut off, and no connection outlives the server', async () => {
  await begin({ DRAIN_SECONDS: '1' });
  const { answer } = await heldUpCreate();
  server.child.kill('SIGTERM');
  expect(await answer).toBe(null);
  await lock.query('commit');
  await server.ended();
  for (let waiting = await connections(); waiting > 0; ) waiting = await connections();
}, 60_000);

test('a second signal ends it at once', async () => {
  await begin();
  const { answer } = await heldUpCreate();
  server.child.kill('SIGTERM');
  await server.until(/stopping/);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(1);
  expect(await answer).toBe(null);
}, 60_000);
