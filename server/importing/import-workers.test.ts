import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, imports, type ProblemError } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importBody } from '../../bench/import/dumps.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

const handoffFile = join(import.meta.dirname, '../../legacy/fixtures/handoff.json');
let server: TestServer;
let admin: pg.Client;
let handoff: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer({ settings: { IMPORT_THREADS: '2', IMPORT_MEMORY_MB: '128' } });
  handoff = JSON.parse(await readFile(handoffFile, 'utf8'));
  admin = new pg.Client({ connectionString: server.databases.superuserUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.stop();
});

const importing = (client: Client, dump: Record<string, string> = handoff) =>
  client(imports.create, { body: { dump } }).then(
    ({ status }): [number, string] => [status, ''],
    ({ problem }: ProblemError): [number, string] => [problem.status, problem.code],
  );

async function idOf(email: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/me`, {
    headers: { authorization: `Bearer ${await server.token(email)}` },
  });
  return ((await answer.json()) as { id: string }).id;
}

/** Holds up every import of this person for as long as `work` takes. */
async function whileHeldUp(email: string, work: () => Promise<void>): Promise<void> {
  const lock = `hashtextextended('import ${await idOf(email)}', 0)`;
  await admin.query(`select pg_advisory_lock(${lock})`);
  try {
    await work();
  } finally {
    await admin.query(`select pg_advisory_unlock(${lock})`);
  }
}

async function untilOneWaitsForItsLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await admin.query(`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`);
    if (rowCount) return;
  }
}

test('a dump that needs more memory than a thread has ends that thread alone', async () => {
  const client = server.client('greedy@example.test');
  const values = `[${Array.from({ length: 1_000_000 }, () => '{}').join(',')}]`;
  const refused = client(imports.create, { body: { dump: { target_accounts: values } } });
  await expect(refused).rejects.toMatchObject({
    problem: { status: 413, code: 'too-large', errors: [{ in: 'body', pointer: '/dump' }] },
  });
  expect(await importing(client)).toEqual([201, '']);
  expect(await importing(server.client('other@example.test'))).toEqual([201, '']);
});

test('while a large dump is read, others are answered', async () => {
  const large = importBody(1, { accounts: 25, personasEach: 2, mailsEach: 4 });
  const reader = { authorization: `Bearer ${await server.token('reader@example.test')}` };
  const headers = { authorization: `Bearer ${await server.token('large@example.test')}` };
  let isOver = false;
  const answer = fetch(`${server.url}/api/imports`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: large,
  }).finally(() => {
    isOver = true;
  });
  let answered = 0;
  while (!isOver) {
    expect((await fetch(`${server.url}/api/company`, { headers: reader })).status).toBe(200);
    answered += 1;
  }
  expect((await answer).status).toBe(201);
  // Planned on the event loop it would have let one or two pass.
  expect(answered).toBeGreaterThan(20);
});

test('a person whose import waits holds up nobody else', async () => {
  const waiting = server.client('waiting@example.test');
  await whileHeldUp('waiting@example.test', async () => {
    const held = [importing(waiting), importing(waiting), importing(waiting)];
    await untilOneWaitsForItsLock();
    expect(await importing(server.client('quick@example.test'))).toEqual([201, '']);
    await admin.query(`select pg_advisory_unlock_all()`);
    expect(await Promise.all(held)).toEqual([
      [201, ''],
      [201, ''],
      [201, ''],
    ]);
  });
});

test('more imports than may wait are refused as overloaded, and can be sent again', async () => {
  const client = server.client('many@example.test');
  await whileHeldUp('many@example.test', async () => {
    const held = Array.from({ length: 64 }, () => importing(client));
    await untilOneWaitsForItsLock();
    const body = JSON.stringify({ dump: handoff });
    const headers = { authorization: `Bearer ${await server.token('late@example.test')}` };
    let refused: Response;
    do {
      refused = await fetch(`${server.url}/api/imports`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      });
    } while (refused.status === 201);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'overloaded' });
    await admin.query(`select pg_advisory_unlock_all()`);
    expect(new Set((await Promise.all(held)).map(([status]) => status))).toEqual(new Set([201]));
  });
  expect(await importing(server.client('late@example.test'))).toEqual([201, '']);
});

test('a stopping server finishes the imports under way; those that take too long leave nothing', async () => {
  for (const [seconds, status, rows] of [
    ['20', 201, 1],
    ['0', null, 0],
  ] as const) {
    const stopping = await startTestServer({ settings: { DRAIN_SECONDS: seconds } });
    const own = new pg.Client({ connectionString: stopping.databases.superuserUrl });
    await own.connect();
    await own.query('begin; lock table companies in exclusive mode');
    const body = JSON.stringify({ dump: handoff });
    const headers = { authorization: `Bearer ${await stopping.token('ann@example.test')}` };
    const answer = fetch(`${stopping.url}/api/imports`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', connection: 'close' },
      body,
    }).then(
      (reply) => reply.status,
      () => null,
    );
    while (!(await own.query('select from pg_locks where not granted')).rowCount);
    const stopped = stopping.stop();
    if (status !== null) await own.query('commit');
    expect(await answer).toBe(status);
    await own.query('commit').catch(() => {});
    await stopped;
    expect((await own.query('select from imports')).rowCount).toBe(rows);
    expect((await own.query('select from companies')).rowCount).toBe(rows);
    await own.end();
  }
});
