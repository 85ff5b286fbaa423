import { randomUUID } from 'node:crypto';
import { companies, imports, me } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { mintToken } from '../../dev-auth/index.ts';
import { kindOf, newDocument } from '../../hostile/kinds.ts';
import { exchange, newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Something of theirs in every table that a request can write to. */
async function livelyPerson(): Promise<{ person: Person; id: string; canary: string }> {
  const person = await newPerson(server);
  const canary = `canary-${randomUUID()}`;
  const { body } = await person.client(me.view);
  await newDocument(person, kindOf('campaign'));
  const made = await person.client(companies.create, {
    body: { name: canary, data: { description: canary } },
    idempotencyKey: canary,
  });
  await person.client(companies.update, {
    params: { id: made.body.id },
    ifMatch: 1,
    body: { name: `${canary} 2` },
  });
  await person.client(companies.remove, { params: { id: made.body.id } });
  const dump = { dashboard_overview: JSON.stringify({ companyName: canary }), unknown_key: canary };
  await person.client(imports.create, { body: { dump } });
  return { person, id: body.id, canary };
}

/** Tables in which a text occurs anywhere, with the number of rows. */
function tablesWith(text: string): Promise<Record<string, number>> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
        where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace) and relkind = 'r'`,
    );
    const found: Record<string, number> = {};
    for (const { name } of rows) {
      const { rows: counted } = await client.query(
        `select count(*)::int as count from ${name} it where it::text like $1`,
        [`%${text}%`],
      );
      if (counted[0].count > 0) found[name] = counted[0].count;
    }
    return found;
  });
}

test('erasing takes every row of the person from every table, and leaves a tombstone', async () => {
  const { person, id, canary } = await livelyPerson();
  const bystander = await livelyPerson();
  const theirs = await tablesWith(bystander.id);
  const before = await tablesWith(id);
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['users', 'companies', 'revisions', 'trash', 'trashed_documents', 'imports']),
  );
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['import_sources', 'import_entries', 'idempotency_keys']),
  );
  expect((await person.client(me.erase)).status).toBe(204);
  expect(await tablesWith(canary)).toEqual({});
  expect(await tablesWith(id)).toEqual({ deleted_users: 1 });
  expect(await tablesWith(bystander.id)).toEqual(theirs);
});

test('a token that is still alive is refused afterwards, and brings nobody back', async () => {
  const { person, id } = await livelyPerson();
  await person.client(me.erase);
  for (const call of [me.view, companies.list, me.erase]) {
    expect(await refusal(person.client(call))).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
  const creating = person.client(companies.create, { body: { name: 'Back' } });
  expect(await refusal(creating)).toMatchObject({ status: 401 });
  expect(await tablesWith(id)).toEqual({ deleted_users: 1 });
});

test('writes that race an erasure leave nothing behind', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { person, id } = await livelyPerson();
    const writes = Array.from({ length: 12 }, (_, index) =>
      person.client(companies.create, { body: { name: `Late ${index}` } }),
    );
    const [erased, ...written] = await Promise.allSettled([person.client(me.erase), ...writes]);
    expect(erased?.status).toBe('fulfilled');
    for (const one of written) {
      if (one.status === 'rejected') expect(one.reason.problem?.status).toBe(401);
    }
    expect(await tablesWith(id)).toEqual({ deleted_users: 1 });
  }
});

test('a token older than two minutes does not erase', async () => {
  const email = `${randomUUID()}@example.test`;
  const token = await mintToken(server.devAuth, {
    origin: server.url,
    email,
    claims: { iat: Math.floor(Date.now() / 1000) - 180 },
  });
  const headers = { authorization: `Bearer ${token}` };
  expect((await exchange(server.url, 'GET', '/api/me', { headers })).status).toBe(200);
  const reply = await exchange(server.url, 'DELETE', '/api/me', { headers });
  expect([reply.status, JSON.parse(reply.text).code]).toEqual([401, 'fresh-token-needed']);
  expect(reply.headers['www-authenticate']).toContain('insufficient_user_authentication');
  expect((await exchange(server.url, 'GET', '/api/me', { headers })).status).toBe(200);
});
