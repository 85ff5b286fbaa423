import { generations, me } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aCompany, begin, beginAndEnd, rowsOf, spendingOf } from '../features/generations/test-following.ts';
import { attempt, fails, hangs, scripted, writes } from '../features/generations/test-scripted.ts';
import { newPerson, type Person, refusal } from '../hostile/person.ts';

/** So many generations fit into the day: each reserves 40,000 tokens. */
const fitting = 12;
const script = scripted();
let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer({
    generation: script,
    settings: {
      LIMIT_GENERATE_TOKENS: String(fitting * 40_000 + 39_999),
      DATABASE_PIPELINES: '8',
      GENERATION_WORKERS: '4',
    },
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  ann = await newPerson(server);
  script.follow(hangs());
});

const usageOf = async (person: Person) => (await person.client(me.usage)).body.generation;
const create = (person: Person) =>
  person.client(generations.create, { body: aCompany }).then(
    ({ status }) => status,
    (error) => error.problem.status as number,
  );

async function cancelAll(person: Person): Promise<void> {
  const { body } = await person.client(generations.list, { query: { limit: 200 } });
  const open = body.items.filter(({ endedAt }) => endedAt === null);
  await Promise.all(open.map(({ id }) => person.client(generations.cancel, { params: { id } })));
}

test('of five hundred requests at once exactly those that fit are taken, and no token more is given out', async () => {
  const statuses = await Promise.all(Array.from({ length: 500 }, () => create(ann)));
  const count = (status: number) => statuses.filter((one) => one === status).length;
  expect([count(202), count(429)]).toEqual([fitting, 500 - fitting]);
  expect(await usageOf(ann)).toMatchObject({ tokensReserved: fitting * 40_000, tokensUsed: 0 });
  const [{ body }, jobs] = [
    await ann.client(generations.list, { query: { limit: 200 } }),
    await rowsOf(server, `select id from pgboss.job where data ->> 'userId' = $1`, [
      (await ann.client(me.view)).body.id,
    ]),
  ];
  expect([body.items.length, jobs.length]).toEqual([fitting, fitting]);
  await cancelAll(ann);
  await expect.poll(() => usageOf(ann), { timeout: 10_000 }).toMatchObject({ tokensReserved: 0 });
  expect(await create(ann)).toBe(202);
  await cancelAll(ann);
});

test('a refusal says how much is left, how much was wanted, and when to come again', async () => {
  for (let index = 0; index < fitting; index += 1) expect(await create(ann)).toBe(202);
  const refused = ann.client(generations.create, { body: aCompany });
  const problem = await refusal(refused);
  expect(problem).toMatchObject({ status: 429, code: 'rate-limited' });
  expect(problem.detail).toMatch(
    /^At most 519999 tokens a day .* counts as 40000 where 39999 are left; try again in \d+ seconds\.$/,
  );
  const reply = await ann.send('POST', '/api/generations', { body: aCompany });
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(86_000);
  expect(reply.headers.ratelimit).toMatch(/"generate-tokens";r=39999/);
  await cancelAll(ann);
});

test('what is used of other people is not mine, and comes back after its day', async () => {
  const ben = await newPerson(server);
  for (let index = 0; index < fitting; index += 1) await create(ann);
  expect([await create(ann), await create(ben)]).toEqual([429, 202]);
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`update generation_spending set at = at - interval '1 day'`),
  );
  expect(await create(ann)).toBe(202);
  await cancelAll(ann);
  await cancelAll(ben);
});

test('a generation is settled to what its requests used, one that failed too', async () => {
  script.follow(
    writes(),
    fails('answer-invalid', [attempt({ inputTokens: 30, outputTokens: 7 }), attempt()]),
  );
  const done = await beginAndEnd(ann, aCompany);
  const failed = await beginAndEnd(ann, aCompany);
  expect(await spendingOf(server, done.id)).toEqual([{ run: 1, reserved: 40_000, used: 1000 }]);
  expect(await spendingOf(server, failed.id)).toEqual([{ run: 1, reserved: 40_000, used: 1037 }]);
  expect(failed.usage).toEqual({ inputTokens: 730, outputTokens: 307, costMicros: 84 });
  expect(await usageOf(ann)).toMatchObject({ tokensLimit: 519_999, tokensUsed: 2037, tokensReserved: 0 });
});

test('an admin is not stopped, and that is written down', async () => {
  const { body } = await ann.client(me.view);
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`update users set role = 'admin' where id = $1`, [body.id]),
  );
  for (let index = 0; index <= fitting; index += 1) expect(await create(ann)).toBe(202);
  const { body: audit } = await ann.client(me.audit);
  expect(audit.items).toMatchObject([{ action: 'limit-exceeded', detail: { limit: 'generate-tokens' } }]);
  await cancelAll(ann);
});

test('what is asked for a second time reserves nothing and costs no generation', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const asked = { ...aCompany, id };
  await begin(ann, asked);
  const left = async () =>
    (await ann.client(me.usage)).body.limits.find(({ name }) => name === 'generate-company');
  const before = await left();
  await begin(ann, asked);
  expect(await left()).toMatchObject({ remaining: before?.remaining });
  expect(await usageOf(ann)).toMatchObject({ tokensReserved: 40_000 });
  await cancelAll(ann);
});
