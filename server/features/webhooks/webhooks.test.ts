import { createHmac, randomUUID } from 'node:crypto';
import { companies, me } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { exchange, newPerson, problemOf, refusal } from '../../hostile/person.ts';

const secret = `whsec_${Buffer.from('a secret of the test, 32 bytes..').toString('base64')}`;
const path = '/api/webhooks/stack-auth';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ settings: { STACK_WEBHOOK_SECRET: secret } });
});
afterAll(() => server.stop());

/** As Svix signs (docs.svix.com, "Verifying payloads manually"). */
function signed(body: string, { at = Date.now(), key = secret, id = `msg_${randomUUID()}` } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}

const deleted = (id: string) => JSON.stringify({ type: 'user.deleted', data: { id, teams: [] } });
const send = (body: string, headers: Record<string, string>) =>
  exchange(server.url, 'POST', path, { body, headers });

async function somebody() {
  const person = await newPerson(server);
  await person.client(companies.create, { body: { name: 'Acme' } });
  return { person, id: (await person.client(me.view)).body.id };
}

test('user.deleted erases the person, once and again', async () => {
  const { person, id } = await somebody();
  const headers = signed(deleted(id));
  expect((await send(deleted(id), headers)).status).toBe(204);
  expect(await refusal(person.client(me.view))).toMatchObject({ status: 401 });
  expect((await send(deleted(id), headers)).status).toBe(204);
  expect((await send(deleted(id.toUpperCase()), signed(deleted(id.toUpperCase())))).status).toBe(204);
  const rows = await asSuperuser(server.databases.superuserUrl, async (client) => {
    const { rows: found } = await client.query(
      `select (select count(*)::int from companies where user_id = $1) as companies,
        (select count(*)::int from deleted_users where id = $1) as tombstones`,
      [id],
    );
    return found[0];
  });
  expect(rows).toEqual({ companies: 0, tombstones: 1 });
});

test('somebody who was never here leaves a tombstone, so that their token makes no row', async () => {
  const id = randomUUID();
  expect((await send(deleted(id), signed(deleted(id)))).status).toBe(204);
  const { rowCount } = await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query('select from deleted_users where id = $1', [id]),
  );
  expect(rowCount).toBe(1);
});

test('other events are taken and change nothing', async () => {
  const { person, id } = await somebody();
  const body = JSON.stringify({ type: 'user.updated', data: { id, primary_email: 'new@example.test' } });
  expect((await send(body, signed(body))).status).toBe(204);
  expect((await person.client(companies.list)).body.items).toHaveLength(1);
});

test('one good signature among several will do', async () => {
  const body = deleted(randomUUID());
  const headers = signed(body);
  const several = { ...headers, 'svix-signature': `v1,AAAA v2,x ${headers['svix-signature']}` };
  expect((await send(body, several)).status).toBe(204);
});

const minutes = 60_000;
const otherSecret = `whsec_${Buffer.from('a secret of somebody else, 32 b.').toString('base64')}`;

test.each<[string, (body: string) => Record<string, string>]>([
  ['no signature', () => ({ 'content-type': 'application/json' })],
  ['another secret', (body) => signed(body, { key: otherSecret })],
  ['another body', (body) => signed(`${body} `)],
  ['a time six minutes ago', (body) => signed(body, { at: Date.now() - 6 * minutes })],
  ['a time in six minutes', (body) => signed(body, { at: Date.now() + 6 * minutes })],
  ['another id', (body) => ({ ...signed(body), 'svix-id': 'msg_other' })],
  [
    'another time',
    (body) => ({ ...signed(body), 'svix-timestamp': String(Math.floor(Date.now() / 1000) - 9) }),
  ],
  ['no time', (body) => ({ ...signed(body), 'svix-timestamp': 'now' })],
  ['an empty signature', (body) => ({ ...signed(body), 'svix-signature': 'v1,' })],
  [
    'a version that is none',
    (body) => ({ ...signed(body), 'svix-signature': signed(body)['svix-signature'].replace('v1', 'v0') }),
  ],
])('%s is refused in the same words, and nobody is erased', async (_, headersFor) => {
  const { person, id } = await somebody();
  const body = deleted(id);
  const problem = problemOf(await send(body, headersFor(body)));
  expect(problem).toMatchObject({
    status: 401,
    code: 'bad-signature',
    detail: 'This was not signed with the webhook secret in the last five minutes.',
  });
  expect((await person.client(companies.list)).body.items).toHaveLength(1);
});

test.each(['{', '[]', '{"type":"user.deleted","data":{"id":7}}', '{"type":"user.deleted","data":{}}'])(
  'signed nonsense is the sender’s fault: %s',
  async (body) => {
    const problem = problemOf(await send(body, signed(body)));
    expect([400, 422]).toContain(problem.status);
  },
);

test('a token opens nothing here', async () => {
  const { id } = await somebody();
  const headers = { authorization: `Bearer ${await server.token('ann@example.test')}` };
  const reply = await send(deleted(id), { ...headers, 'content-type': 'application/json' });
  expect(reply.status).toBe(401);
});
