import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../../testing/database.ts';
import { startProcess } from '../../testing/process.ts';
import { type OwnRedis, startRedis } from '../../testing/redis.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { readConfig } from '../config.ts';
import { newPerson, type Person, problemOf } from '../hostile/person.ts';
import { openLimits } from './limits.ts';

/** A Redis that ends, hangs and comes back under a server that goes on. */
let redis: OwnRedis;
let server: TestServer;
let ann: Person;

beforeAll(async () => {
  redis = await startRedis();
  server = await startTestServer({
    settings: { REDIS_URL: redis.url, REDIS_PREFIX: `${randomUUID()}:`, LIMIT_WRITE: '5/1h' },
  });
});
afterAll(async () => {
  await server.stop();
  await redis.stop();
});
beforeEach(async () => {
  ann = await newPerson(server);
});

const write = () => ann.send('POST', '/api/company', { body: { name: 'New' } });
const bringIn = () => ann.send('POST', '/api/imports', { body: { dump: {} } });
const countsAgain = () => expect.poll(async () => (await bringIn()).status, { timeout: 20_000 }).toBe(201);

async function expectToGoOn(): Promise<void> {
  const replies = await Promise.all(Array.from({ length: 8 }, write));
  const served = replies.filter(({ status }) => status === 201).length;
  expect([served, replies.length - served]).toEqual([5, 3]);
  expect((await ann.send('GET', '/ready')).status).toBe(200);
  const refused = await bringIn();
  expect(problemOf(refused)).toMatchObject({ status: 503, code: 'limits-unreachable' });
  expect(refused.headers['retry-after']).toBe('1');
}

describe('without Redis', () => {
  test('writing goes on, held to the limit in this process; imports wait; and it is used again', async () => {
    expect((await bringIn()).status).toBe(201);
    await redis.stop();
    await expectToGoOn();
    await redis.start();
    await countsAgain();
    expect((await write()).headers['x-ratelimit-remaining']).toBe('4'); // Redis knows nothing of the five.
  });

  test('the same while it hangs', async () => {
    await countsAgain();
    redis.hold();
    await expectToGoOn();
    redis.goOn();
    await countsAgain();
  });

  test('a server starts, and uses it when it comes', async () => {
    await redis.stop();
    const early = await startTestServer({ settings: { REDIS_URL: redis.url } });
    const ben = await newPerson(early);
    const imported = () => ben.send('POST', '/api/imports', { body: { dump: {} } });
    expect((await ben.send('GET', '/api/company')).status).toBe(200);
    expect((await imported()).status).toBe(503);
    await redis.start();
    await expect.poll(async () => (await imported()).status, { timeout: 20_000 }).toBe(201);
    await early.stop();
    await countsAgain();
  });

  test('a stop does not wait for it', async () => {
    redis.hold();
    const leaving = await startTestServer({ settings: { REDIS_URL: redis.url } });
    await leaving.stop();
    redis.goOn();
    await countsAgain();
  });

  test('the log says so once a minute, however many ask', async () => {
    let now = 0;
    const lines: string[] = [];
    const { limits } = readConfig({ NODE_ENV: 'test' });
    const opened = openLimits(
      { ...limits, redisUrl: 'redis://127.0.0.1:1' },
      { log: (line) => lines.push(line), now: () => now },
    );
    const ask = () => opened.charge('read', 'ann', null);
    for (let second = 0; second < 59; second += 1) {
      now = second * 1000;
      await Promise.all([ask(), ask(), ask()]);
    }
    expect(lines).toEqual([
      expect.stringMatching(/^Redis \(REDIS_URL\) does not answer: .*imports and generation/),
    ]);
    now = 60_000;
    await ask();
    expect(lines).toHaveLength(2);
    await opened.close();
  });
});

test('SIGTERM ends the process, and its connection to Redis with a goodbye', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'blossomer-limits-'));
  const databases = await createDatabase();
  const child = startProcess('node', ['--import', 'tsx', 'server/development.ts'], {
    DATA_DIR: dataDir,
    PORT: '0',
    DATABASE_URL: databases.serverUrl,
    DATABASE_OWNER_URL: databases.ownerUrl,
    REDIS_URL: redis.url,
  });
  await child.until(/Blossomer GTM/);
  const before = await redis.seen();
  child.child.kill('SIGTERM');
  expect(await child.ended()).toBe(0);
  const after = await redis.seen();
  expect([after.goodbyes - before.goodbyes, after.connections - before.connections]).toEqual([1, -1]);
  await rm(dataDir, { recursive: true, force: true });
});
