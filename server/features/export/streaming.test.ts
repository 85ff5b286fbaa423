import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { companies, exports, imports, ProblemError } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

/** What is promised of an answer that is made while it is sent. */
let server: TestServer;
let superuser: pg.Client;
const logged: string[] = [];

beforeAll(async () => {
  server = await startTestServer({
    settings: { STATEMENT_SECONDS: '2', DATABASE_EXCLUSIVE: '4', LOG_LEVEL: 'info' },
    logTo: { write: (line) => void logged.push(line) },
  });
  superuser = new pg.Client({ connectionString: server.databases.superuserUrl });
  await superuser.connect();
  for (const email of [ann, eve]) await plantMany(email);
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
});

const ann = 'ann@example.test';
const eve = 'eve@example.test';
const rowsOfAnn = 400;

test.each([
  [
    'format=json',
    'application/json; charset=utf-8',
    /^attachment; filename="blossomer-everything-\d{4}-\d\d-\d\d\.json"$/,
  ],
  [
    'format=localStorage&companyId=COMPANY',
    'application/json; charset=utf-8',
    /^attachment; filename="blossomer-localstorage-\d{4}-\d\d-\d\d\.json"$/,
  ],
  [
    'format=csv&entity=accounts',
    'text/csv; charset=utf-8',
    /^attachment; filename="blossomer-accounts-\d{4}-\d\d-\d\d\.csv"$/,
  ],
])('%s is a file that nobody keeps', async (query, type, disposition) => {
  const reply = await get(query);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe(type);
  expect(reply.headers.get('content-disposition')).toMatch(disposition);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply.headers.get('server-timing')).toMatch(/auth;dur=.*db;dur=.*total;dur=/);
  expect(reply.headers.get('ratelimit-policy')).toContain('"import"');
  expect((await reply.text()).length).toBeGreaterThan(100);
});

test.each([
  ['', '/format'],
  ['format=xml', '/format'],
  ['format=json&page=2', '/page'],
  ['format=json&companyId=01930000-0000-7000-8000-000000000000', '/companyId'],
  ['format=json&preset=clay', '/preset'],
  ['format=json&entity=accounts', '/entity'],
  ['format=localStorage&entity=accounts', '/entity'],
  ['format=csv', '/entity'],
  ['format=csv&entity=companies', '/entity'],
  ['format=csv&entity=accounts&preset=salesforce', '/preset'],
  ['format=csv&entity=accounts&companyId=7', '/companyId'],
  ['format=csv&format=json&entity=accounts', '/format'],
])('the query "%s" is refused', async (query, pointer) => {
  const reply = await get(query);
  const problem = (await reply.json()) as { code: string; errors: { pointer: string }[] };
  expect([reply.status, problem.code]).toEqual([400, 'malformed-request']);
  expect(problem.errors.map((fault) => fault.pointer)).toContain(pointer);
});

test('another method is refused, and HEAD says what GET would without making it', async () => {
  const token = await server.token(ann);
  const ask = (method: string) =>
    fetch(`${server.url}/api/me/export?format=json`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
  const post = await ask('POST');
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET']);
  const head = await ask('HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-disposition')).toContain('blossomer-everything');
  await untilIdle();
});

test('a failure before the first byte is a problem', async () => {
  const error = await server
    .client(ann)(exports.whole, { query: { format: 'localStorage', companyId: crypto.randomUUID() } })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).problem).toMatchObject({ status: 404, code: 'not-found' });
});

describe.each([['identity'], ['gzip']])('in %s', (encoding) => {
  test('it is whole and the same', async () => {
    const { head, body } = await raw(`format=json`, encoding);
    expect(head).toContain('HTTP/1.1 200');
    expect(head.toLowerCase().includes('content-encoding: gzip')).toBe(encoding === 'gzip');
    const bytes = unchunked(body);
    const text = (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
    expect(JSON.parse(text).accounts).toHaveLength(rowsOfAnn);
  });

  test('a failure after the first byte breaks the connection, and is logged', async () => {
    logged.length = 0;
    const { body } = await raw('format=json', encoding, async (socket) => {
      socket.pause();
      await untilItWaits();
      await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where pid = any($1::integer[])`,
        [await waiting()],
      );
      socket.resume();
    });
    expect(() => unchunked(body)).toThrow('the last chunk is missing');
    expect(logged.some((line) => line.includes('export broken off'))).toBe(true);
    await untilIdle();
  });
});

test('a client that hangs up frees the connection to the database', async () => {
  for (let round = 0; round < 6; round += 1) {
    await raw('format=json', 'identity', async (socket) => {
      socket.pause();
      await untilItWaits();
      socket.destroy();
    });
    await untilIdle();
  }
  expect((await get('format=json')).status).toBe(200);
});

test('a client that takes nothing is given up after STATEMENT_SECONDS', async () => {
  const { body } = await raw('format=json', 'identity', async (socket) => {
    socket.pause();
    await untilItWaits();
    await untilIdle();
    socket.resume();
  });
  expect(() => unchunked(body)).toThrow('the last chunk is missing');
});

test('exports leave connections for the writes of others', async () => {
  const slow = Array.from({ length: 5 }, () =>
    raw('format=json', 'identity', async (socket) => {
      socket.pause();
      await untilItWaits();
    }),
  );
  await until(async () => (await waiting()).length === 2);
  const bob = server.client('bob@example.test');
  const { status } = await bob(imports.create, {
    body: { dump: { dashboard_overview: '{"companyName":"B"}' } },
  });
  expect(status).toBe(201);
  for (const one of slow) (await one).socket.destroy();
  await untilIdle();
});

test('it is of one moment, whatever is written while it is sent', async () => {
  const { body } = await raw('format=json', 'identity', async (socket) => {
    socket.pause();
    await untilItWaits();
    await server.client(ann)(companies.create, { body: { name: 'Made meanwhile' } });
    socket.resume();
  });
  const whole = JSON.parse(unchunked(body).toString('utf8'));
  expect(JSON.stringify(whole)).not.toContain('Made meanwhile');
  expect(whole.revisions).toHaveLength(rowsOfAnn + 1);
});

async function get(query: string): Promise<Response> {
  const token = await server.token(ann);
  const { rows } = await superuser.query(
    'select id from companies where user_id = (select id from users where email = $1) order by created_at limit 1',
    [ann],
  );
  return fetch(`${server.url}/api/me/export?${query.replace('COMPANY', rows[0].id)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

interface Raw {
  head: string;
  body: Buffer;
  socket: Socket;
}

/** Over a bare socket, so that it can be left unread. `meanwhile` begins with the first bytes. */
async function raw(
  query: string,
  encoding: string,
  meanwhile: (socket: Socket) => Promise<void> = async () => {},
): Promise<Raw> {
  const token = await server.token(ann);
  const { hostname, port } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  let begun: Promise<void> | undefined;
  const ended = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      begun ??= meanwhile(socket);
    });
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  socket.write(
    `GET /api/me/export?${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      `Accept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`,
  );
  await until(async () => begun !== undefined);
  await begun;
  if (!socket.isPaused()) await ended;
  const whole = Buffer.concat(chunks);
  const split = whole.indexOf('\r\n\r\n');
  return { head: whole.subarray(0, split).toString('latin1'), body: whole.subarray(split + 4), socket };
}

/** RFC 9112, section 7.1: without the last chunk the body is not whole. */
function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = end === -1 ? Number.NaN : Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (Number.isNaN(size) || body.length < end + 2 + size) throw new Error('the last chunk is missing');
    if (size === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** Of transactions that are open and wait for their client: between two statements they stand idle for a moment only. */
async function waiting(): Promise<number[]> {
  const { rows } = await superuser.query(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'blossomer'
      and state = 'idle in transaction' and state_change < clock_timestamp() - interval '0.3 seconds'`,
  );
  return rows.map(({ pid }) => pid);
}

async function untilItWaits(): Promise<void> {
  await until(async () => (await waiting()).length > 0);
}

async function untilIdle(): Promise<void> {
  await until(async () => {
    const { rows } = await superuser.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'blossomer'
        and xact_start is not null`,
    );
    return rows.length === 0;
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('this did not come true');
}

/** More than the buffers between server and client take: some megabytes that do not compress. */
async function plantMany(email: string): Promise<void> {
  const { body } = await server.client(email)(companies.create, { body: { name: 'Large' } });
  await superuser.query(`select set_config('app.user_id', (select id from users where email = $1), false)`, [
    email,
  ]);
  await superuser.query(
    `insert into accounts (user_id, id, company_id, name, data)
      select user_id, gen_random_uuid(), id, 'Account ' || n, jsonb_build_object('description', (
          select string_agg(md5(n::text || part::text), '') from generate_series(1, 2000) part))
      from companies, generate_series(1, $2::integer) n where id = $1`,
    [body.id, rowsOfAnn],
  );
}
