import { DemoEvent, type DemoGeneration } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { exchange } from '../../hostile/person.ts';
import { eventsOf, rowsOf, type Told } from './test-following.ts';
import { fails, hangs, scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ generation: script, settings: { LIMIT_GENERATE_GUEST: '12' } });
});
afterAll(() => server.stop());
beforeEach(() => {
  script.follow(writes());
  script.begun.length = 0;
});

const company: DemoGeneration = { kind: 'company', inputs: { url: 'acme.test' } };
const known = { name: 'Acme', data: { description: 'Known.' } };

function post(body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/api/demo/generations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

async function told(body: unknown): Promise<Told[]> {
  const events: Told[] = [];
  for await (const event of eventsOf((await post(body)).body!)) events.push(event);
  for (const { event, data } of events) DemoEvent.parse({ event, data: JSON.parse(data) });
  return events;
}

/** How many rows there are, by table, those of the queue among them. */
async function counts(): Promise<Record<string, unknown>[]> {
  const tables = await rowsOf(
    server,
    `select oid::regclass::text as name from pg_class
      where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace) and relkind = 'r'`,
  );
  const each = tables.map(({ name }) => `select '${name}' as name, count(*) from ${name}`);
  return rowsOf(server, each.join(' union all '));
}

test('a guest is told the same and gets the result, and nothing of it is stored', async () => {
  const before = await counts();
  const events = await told(company);
  expect(events.map(({ event }) => event)).toEqual(['stage', 'page', 'stage', 'field', 'result']);
  expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({
    document: { name: 'Generated', data: { description: 'What it sells.' } },
    ...{ provider: 'scripted', model: 'scripted-1' },
  });
  expect(await counts()).toEqual(before);
});

test('what is known is sent along', async () => {
  const inputs = { hypothesis: 'They like mail.' };
  await told({ kind: 'campaign', inputs, company: known, account: known, persona: known });
  expect(script.begun).toMatchObject([
    { kind: 'campaign', inputs, company: known, account: known, persona: known },
  ]);
  const bad = await post({ kind: 'persona', inputs: {}, company: known });
  expect([bad.status, ((await bad.json()) as { errors: object[] }).errors]).toMatchObject([
    422,
    [{ pointer: '/account' }],
  ]);
});

test('a failure is the last event, with its sentence', async () => {
  script.follow(fails('website-refused'));
  const events = await told(company);
  expect(events.map(({ event }) => event)).toEqual(['failed']);
  expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({
    code: 'website-refused',
    detail: 'It did not work.',
  });
});

test('a guest who goes away takes the work along', async () => {
  let signal: AbortSignal | undefined;
  script.follow((work, tools) => {
    signal = tools.signal;
    return hangs()(work, tools);
  });
  const leaving = new AbortController();
  const reply = await post(company, leaving.signal);
  for await (const { event } of eventsOf(reply.body!)) {
    if (event === 'field') break;
  }
  leaving.abort();
  await expect.poll(() => signal?.aborted, { timeout: 10_000 }).toBe(true);
});

test('the limit is by address', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 13; index += 1) {
    const reply = await exchange(server.url, 'POST', '/api/demo/generations', { body: company });
    statuses.push(reply.status);
  }
  expect(statuses).toContain(200);
  expect(statuses.at(-1)).toBe(429);
});
