import { randomUUID } from 'node:crypto';
import { me } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { type OwnRedis, startRedis } from '../../testing/redis.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { mintToken } from '../dev-auth/index.ts';
import { exchange, newPerson, type Person } from '../hostile/person.ts';

let redis: OwnRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

async function promote(server: TestServer, person: Person): Promise<string> {
  const { body } = await person.client(me.view, {});
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`select give_role($1, 'admin')`, [body.id]),
  );
  return body.id;
}

async function audited(server: TestServer, userId: string): Promise<unknown[]> {
  const { rows } = await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query<{ action: string; detail: object }>(
      'select action, detail from audit where user_id = $1 order by at',
      [userId],
    ),
  );
  return rows;
}

describe.each(['memory', 'redis'])('an admin, counted in %s', (where) => {
  let server: TestServer;
  beforeAll(async () => {
    const shared = where === 'redis' ? { REDIS_URL: redis.url, REDIS_PREFIX: `${randomUUID()}:` } : {};
    server = await startTestServer({ settings: { LIMIT_WRITE: '3/1h', LIMIT_READ: '4/1s', ...shared } });
  });
  afterAll(() => server.stop());
  const writes = (person: Person, count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const { status } = await person.send('POST', '/api/company', { body: { name: 'New' } });
        return status;
      }),
    );

  test('is not refused, and one row says when that mattered', async () => {
    const ada = await newPerson(server);
    const id = await promote(server, ada);
    expect(await writes(ada, 3)).toEqual([201, 201, 201]);
    expect(await audited(server, id)).toEqual([]);
    expect(new Set(await writes(ada, 10))).toEqual(new Set([201]));
    expect(new Set(await writes(ada, 10))).toEqual(new Set([201]));
    expect(await audited(server, id)).toEqual([
      { action: 'limit-exceeded', detail: { limit: 'write', points: 3, windowSeconds: 3600 } },
    ]);
    const { body } = await ada.client(me.usage, {});
    expect(body.exempt).toBe(true);
    expect(body.limits.find(({ name }) => name === 'write')).toMatchObject({ remaining: 0 });
  });

  test('leaves a row for each window', async () => {
    const ada = await newPerson(server);
    const id = await promote(server, ada);
    const read = async () => (await ada.send('GET', '/api/company')).status;
    const rows = async () => {
      expect(await read()).toBe(200);
      return (await audited(server, id)).length;
    };
    await expect.poll(rows, { timeout: 10_000, interval: 1 }).toBe(2);
  });

  test('is an admin of our database: a token that says so changes nothing', async () => {
    const sub = randomUUID();
    const claims = { sub, user_role: 'admin', is_admin: true, roles: ['admin'], permissions: ['admin'] };
    const email = 'eve@example.test';
    const token = await mintToken(server.devAuth, { origin: server.url, email, claims });
    const write = async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (await exchange(server.url, 'POST', '/api/company', { headers, body: { name: 'New' } })).status;
    };
    expect([await write(), await write(), await write(), await write()]).toEqual([201, 201, 201, 429]);
    expect(await audited(server, sub)).toEqual([]);
  });
});
