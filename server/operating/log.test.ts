import { randomUUID } from 'node:crypto';
import { companies, me } from '@blossomer/contract';
import { endpoints } from '@blossomer/contract/openapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { exchange, newPerson } from '../hostile/person.ts';
import { safeError } from './log.ts';

let server: TestServer;
let lines: string[] = [];
beforeAll(async () => {
  server = await startTestServer({
    settings: { LOG_LEVEL: 'trace' },
    logTo: { write: (line) => lines.push(line) },
  });
});
afterAll(() => server.stop());

type Line = Record<string, unknown>;
/** A line is written after the answer has gone out. */
async function lineOf(requestId: string): Promise<Line> {
  for (;;) {
    const found = lines.map((line): Line => JSON.parse(line)).find((line) => line.reqId === requestId);
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('each request is one line: what, for whom, how it ended, and where the time went', async () => {
  const ann = await newPerson(server);
  const { body } = await ann.client(me.view);
  const reply = await ann.send('GET', '/api/company');
  const line = await lineOf(String(reply.headers['x-request-id']));
  expect(line).toMatchObject({ endpoint: 'companies.list', method: 'GET', status: 200, msg: 'answered' });
  expect(line.person).toMatch(/^[0-9a-f]{12}$/);
  expect(JSON.stringify(line)).not.toContain(body.id);
  for (const time of ['authMs', 'dbMs', 'totalMs']) expect(line[time]).toBeGreaterThanOrEqual(0);
  expect(Number(line.totalMs)).toBeGreaterThanOrEqual(Number(line.dbMs));
});

test('the id of a request is the same in the log, the header and the problem, and nobody outside chooses it', async () => {
  const ann = await newPerson(server);
  const reply = await ann.send('GET', `/api/company/${randomUUID()}`, {
    headers: { 'x-request-id': 'mine' },
  });
  const { requestId } = JSON.parse(reply.text);
  expect(requestId).toBe(reply.headers['x-request-id']);
  expect(requestId).not.toBe('mine');
  expect(await lineOf(requestId)).toMatchObject({
    endpoint: 'companies.view',
    status: 404,
    code: 'not-found',
  });
});

test('failures and 304s say where the time went, too', async () => {
  const ann = await newPerson(server);
  const { body } = await ann.client(companies.create, { body: { name: 'Acme' } });
  const headers = { 'if-none-match': '"1"' };
  for (const [path, status] of [
    [`/api/company/${body.id}`, 304],
    [`/api/company/${randomUUID()}`, 404],
  ] as const) {
    const reply = await ann.send('GET', path, { headers });
    expect(reply.status).toBe(status);
    expect(reply.headers['server-timing']).toMatch(/^auth;dur=[\d.]+, db;dur=[\d.]+, total;dur=[\d.]+$/);
  }
});

test('no line holds a token, a header, a search, a document or an id of a person, however the request ends', async () => {
  lines = [];
  const canary = `canary${randomUUID().replaceAll('-', '')}`;
  const ann = await newPerson(server);
  const { body } = await ann.client(me.view);
  const token = await server.token(ann.email);
  const headers = { cookie: `stack=${canary}`, 'x-other': canary, 'idempotency-key': canary };
  const ids: string[] = [];
  for (const { method, path } of endpoints.filter(({ id }) => id !== 'me.erase')) {
    for (const at of [path.replace('{id}', randomUUID()), `${path.replace('{id}', canary)}?q=${canary}`]) {
      for (const sent of [{ name: canary, data: { description: canary } }, canary, { [canary]: canary }]) {
        const parts = method === 'GET' ? { headers } : { headers, body: sent };
        ids.push(String((await ann.send(method, at, parts)).headers['x-request-id']));
      }
    }
  }
  const answer = await exchange(server.url, 'GET', `/${canary}`, {
    headers: { authorization: `Bearer ${canary}` },
  });
  ids.push(String(answer.headers['x-request-id']));
  for (const id of ids) await lineOf(id);
  const text = lines.join('\n');
  for (const secret of [canary, token, token.slice(-40), ann.email, body.id]) {
    expect(text.includes(secret)).toBe(false);
  }
});

test('an error keeps its code and place, and nothing that PostgreSQL quotes', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "secret"'), {
    code: '22P02',
    detail: 'Key (name)=(secret) already exists.',
    where: 'secret',
    constraint: 'companies_pkey',
    table: 'companies',
    parameters: ['secret'],
    cause: new Error('Unexpected token \'s\', "secret" is not valid JSON\nsecret'),
  });
  const safe = safeError(error);
  expect(safe).toMatchObject({ code: '22P02', constraint: 'companies_pkey', table: 'companies' });
  expect(safe.stack).toContain('log.test.ts');
  expect(JSON.stringify(safe)).not.toContain('secret');
});
