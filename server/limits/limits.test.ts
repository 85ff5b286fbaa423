import { randomUUID } from 'node:crypto';
import { companies, endpoint, imports, type LimitClass, me } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OwnRedis, startRedis } from '../../testing/redis.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { mintToken } from '../dev-auth/index.ts';
import { exchange, newPerson, type Person, problemOf, type Reply } from '../hostile/person.ts';
import { type Server, serve } from '../serve.ts';

let redis: OwnRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const path = '/api/company';
const settings = {
  LIMIT_READ: '8/1h',
  LIMIT_WRITE: '6/1h',
  LIMIT_IMPORT: '2/1h',
  LIMIT_GUEST: '3/1h',
  LIMIT_GENERATE_COMPANY: '4/1h',
  LIMIT_GENERATE_DAY: '6/1d',
  LIMIT_GENERATE_ACCOUNT: '20',
  TRUST_PROXY: '127.0.0.1',
};

function counting(where: string): Record<string, string> {
  return where === 'memory'
    ? settings
    : { ...settings, REDIS_URL: redis.url, REDIS_PREFIX: `${randomUUID()}:` };
}

/** Endpoints that come later, and one whose worth is known only after its body is read. */
const expensive = (['generate-company', 'generate-account', 'generate-guest'] as const).map((limit) =>
  endpoint({
    id: `test.${limit}`,
    method: 'POST',
    path: `/test/${limit}`,
    summary: 'Cost something',
    limit,
    access: limit === 'generate-guest' ? 'public' : 'person',
  }),
);
const many = endpoint({
  id: 'test.many',
  method: 'POST',
  path: '/test/many',
  summary: 'Count as many',
  body: z.strictObject({ points: z.int() }),
});
let done = 0;
const fine = async () => ({ status: 200 as const, text: '{}' });
function routes(server: Server): void {
  for (const each of expensive) serve(server, each, fine, ...(each.repeatable ? [fine] : []));
  const spending = async ({
    body,
    spend,
  }: {
    body: { points: number };
    spend(points: number): Promise<void>;
  }) => {
    await spend(body.points);
    done += 1;
    return fine();
  };
  serve(server, many, spending, fine);
}

function statuses(replies: readonly Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function atOnce(count: number, send: (index: number) => Promise<Reply>): Promise<Reply[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(index)));
}

describe.each(['memory', 'redis'])('counted in %s', (where) => {
  let server: TestServer;
  let ann: Person;
  beforeAll(async () => {
    server = await startTestServer({ settings: counting(where), routes });
  });
  afterAll(() => server.stop());
  const newcomer = async () => {
    ann = await newPerson(server);
    return ann;
  };
  const write = (person: Person) => person.send('POST', path, { body: { name: 'New' } });
  const costs = (person: Person, limit: LimitClass) => person.send('POST', `/test/${limit}`, { body: '' });
  const usage = async (person: Person, name: string) => {
    const { body } = await person.client(me.usage, {});
    return body.limits.find((limit) => limit.name === name);
  };

  test('of requests that come at once, exactly as many are served as the limit says', async () => {
    const person = await newcomer();
    expect(statuses(await atOnce(15, () => write(person)))).toEqual({ 201: 6, 429: 9 });
    expect(statuses(await atOnce(15, () => person.send('GET', path)))).toEqual({ 200: 8, 429: 7 });
    const { body } = await (await newPerson(server)).client(companies.list, {});
    expect(body.items).toEqual([]);
  });

  test('one person’s limit is not another’s', async () => {
    const [one, other] = [await newPerson(server), await newPerson(server)];
    await atOnce(7, () => write(one));
    expect((await write(one)).status).toBe(429);
    expect((await write(other)).headers['x-ratelimit-remaining']).toBe('5');
  });

  test('every answer says what is left, and a refusal how long to wait', async () => {
    const person = await newcomer();
    const first = await write(person);
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"write";q=6;w=3600',
      ratelimit: '"write";r=5;t=3600',
      'x-ratelimit-limit': '6',
      'x-ratelimit-remaining': '5',
    });
    const reset = Number(first.headers['x-ratelimit-reset']);
    expect(Math.abs(reset - Date.now() / 1000 - 3600)).toBeLessThan(60);
    const bad = await person.send('POST', path, {
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([bad.status, bad.headers['x-ratelimit-remaining']]).toEqual([400, '4']);
    await atOnce(4, () => write(person));
    const refused = await write(person);
    expect(problemOf(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(problemOf(refused).detail).toMatch(/^At most 6 writes an hour .* try again in \d+ seconds\.$/);
    expect(refused.headers.ratelimit).toMatch(/^"write";r=0;t=\d+$/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3500);
  });

  test('an answer that nothing changed costs nothing', async () => {
    const person = await newcomer();
    const { headers } = await write(person);
    const address = String(headers.location);
    expect((await person.send('GET', address)).headers['x-ratelimit-remaining']).toBe('7');
    for (let time = 0; time < 10; time += 1) {
      const same = await person.send('GET', address, { headers: { 'if-none-match': '"1"' } });
      expect([same.status, same.headers['x-ratelimit-remaining']]).toEqual([304, '7']);
    }
    expect((await usage(person, 'read'))?.remaining).toBe(7);
  });

  test('a request that turns out to be many counts as many, or is refused whole', async () => {
    const person = await newcomer();
    const cost = (points: number) => person.send('POST', '/test/many', { body: { points } });
    expect((await cost(3)).headers['x-ratelimit-remaining']).toBe('3');
    const before = done;
    const refused = await cost(4);
    expect([refused.status, refused.headers['x-ratelimit-remaining']]).toEqual([429, '2']);
    expect(problemOf(refused).detail).toMatch(/counts as 4 where 2 are left/);
    expect(problemOf(await cost(7)).detail).toMatch(/this request alone counts as 7/);
    expect(done).toBe(before);
    expect((await write(person)).status).toBe(201);
  });

  test('what generation costs is held to an hour of its kind and a day of all kinds', async () => {
    const person = await newcomer();
    const replies = await atOnce(9, () => costs(person, 'generate-company'));
    expect(statuses(replies)).toEqual({ 200: 4, 429: 5 });
    expect(await usage(person, 'generate-day')).toMatchObject({ remaining: 2, limit: 6 });
    const others = await atOnce(5, () => costs(person, 'generate-account'));
    expect(statuses(others)).toEqual({ 200: 2, 429: 3 });
    expect(await usage(person, 'generate-account')).toMatchObject({ remaining: 18 });
    const refused = await costs(person, 'generate-account');
    expect(problemOf(refused).detail).toMatch(/^At most 6 generations a day/);
    expect(refused.headers['ratelimit-policy']).toBe(
      '"generate-account";q=20;w=3600, "generate-day";q=6;w=86400',
    );
  });

  test('guests are counted by the address that a trusted proxy names, IPv6 by network', async () => {
    const from = (address: string) =>
      ann.send('GET', '/api/config', { headers: { 'x-forwarded-for': address } });
    expect(statuses(await atOnce(5, () => from('203.0.113.7')))).toEqual({ 200: 3, 429: 2 });
    expect((await from('203.0.113.8')).status).toBe(200);
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::4'];
    const replies = await atOnce(4, (index) => from(addresses[index] ?? ''));
    expect(statuses(replies)).toEqual({ 200: 3, 429: 1 });
    expect((await from('2001:db8:1:3::1')).status).toBe(200);
  });

  test('asking for one’s usage, and whether the server lives, costs nothing', async () => {
    const person = await newcomer();
    await atOnce(12, () => person.send('GET', '/api/me/usage'));
    const { body } = await person.client(me.usage, {});
    expect(body.exempt).toBe(false);
    expect(body.limits.find(({ name }) => name === 'read')).toEqual({
      name: 'read',
      limit: 8,
      windowSeconds: 3600,
      remaining: 8,
      resetsAt: null,
    });
    expect(statuses(await atOnce(12, () => person.send('GET', '/ready')))).toEqual({ 200: 12 });
    await write(person);
    const after = await usage(person, 'write');
    expect(after?.remaining).toBe(5);
    expect(Math.abs(Date.parse(after?.resetsAt ?? '') - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  test('a large import that is refused is refused before it is read, and the refusal arrives', async () => {
    const person = await newcomer();
    for (let time = 0; time < 2; time += 1)
      await person.client(imports.create, { body: { dump: {} }, query: {} });
    const dump = { dashboard_overview: 'x'.repeat(20 * 1024 * 1024) };
    for (let time = 0; time < 3; time += 1) {
      const refused = await person.send('POST', '/api/imports', { body: { dump } });
      expect(problemOf(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
      expect(refused.headers.connection).toBe('close');
    }
  });
});

describe('two processes', () => {
  test('share what they count in one Redis, and nothing under another prefix', async () => {
    const sharing = counting('redis');
    const one = await startTestServer({ settings: sharing });
    const { databases } = one;
    const two = await startTestServer({ databases, settings: sharing });
    const apart = await startTestServer({ databases, settings: counting('redis') });
    const subject = randomUUID();
    const write = async (server: TestServer) =>
      exchange(server.url, 'POST', path, {
        headers: { authorization: `Bearer ${await tokenOf(server, subject)}` },
        body: { name: 'New' },
      });
    const replies = await atOnce(12, (index) => write(index % 2 === 0 ? one : two));
    expect(statuses(replies)).toEqual({ 201: 6, 429: 6 });
    expect((await write(apart)).headers['x-ratelimit-remaining']).toBe('5');
    await Promise.all([one, two, apart].map((server) => server.stop()));
  });
});

describe('a window', () => {
  test.each(['memory', 'redis'])('ends when it said, and another begins (%s)', async (where) => {
    const server = await startTestServer({ settings: { ...counting(where), LIMIT_READ: '2/2s' } });
    const person = await newPerson(server);
    const read = () => person.send('GET', path);
    expect(statuses(await atOnce(3, read))).toEqual({ 200: 2, 429: 1 });
    const left = async () => (await read()).headers['x-ratelimit-remaining'];
    await expect.poll(left, { timeout: 10_000 }).toBe('1');
    await server.stop();
  });
});

/** Each test server has an issuer of its own; the same subject is the same person. */
function tokenOf({ devAuth, url }: TestServer, sub: string): Promise<string> {
  return mintToken(devAuth, { origin: url, email: 'ann@example.test', claims: { sub } });
}
