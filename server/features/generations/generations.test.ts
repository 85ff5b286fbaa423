import { randomUUID } from 'node:crypto';
import { accounts, campaigns, companies, generations, me, personas } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';
import { aCompany, begin, beginAndEnd, ended, rowsOf } from './test-following.ts';
import { fails, outcomeOf, scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
let withoutModel: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer({ generation: script });
  withoutModel = await startTestServer({ generation: { ...script, model: null } });
});
afterAll(async () => {
  await server.stop();
  await withoutModel.stop();
});
beforeEach(async () => {
  ann = await newPerson(server);
  script.follow(writes());
  script.begun.length = 0;
});

test('an address becomes a company, written once, by the generation', async () => {
  const queued = await begin(ann, aCompany);
  expect(queued).toMatchObject({ state: 'queued', again: false, result: null, lastEventId: 0 });
  const done = await ended(ann, queued.id);
  expect(done).toMatchObject({
    ...{ state: 'done', problem: null, provider: 'scripted', documentVersion: 1, fields: [] },
    usage: { inputTokens: 700, outputTokens: 300, costMicros: 42 },
    result: { name: 'Generated', url: 'acme.test', data: { description: 'What it sells.' } },
  });
  const { body: company } = await ann.client(companies.view, { params: { id: done.documentId } });
  expect(company).toMatchObject({ name: 'Generated', version: 1, data: { description: 'What it sells.' } });
  const [revision] = await rowsOf(server, 'select actor, request_id from revisions where id = $1', [
    company.id,
  ]);
  expect(revision).toEqual({ actor: 'generation', request_id: queued.id });
  const { body: usage } = await ann.client(me.usage);
  expect(usage.generation).toMatchObject({ tokensUsed: 1000, tokensReserved: 0 });
});

test('each kind is written from all that it belongs to, and remembers the versions', async () => {
  const company = await beginAndEnd(ann, aCompany);
  const account = await beginAndEnd(ann, { kind: 'account', inputs: { companyId: company.documentId } });
  const persona = await beginAndEnd(ann, { kind: 'persona', inputs: { accountId: account.documentId } });
  const config = { useCase: 'Said by value.' };
  const inputs = { personaId: persona.documentId, config, hypothesis: 'They like mail.' };
  const campaign = await beginAndEnd(ann, { kind: 'campaign', inputs });
  const known = { name: 'Generated', data: { description: 'What it sells.' } };
  expect(script.begun.map(({ company, account, persona }) => [company, account, persona])).toMatchObject([
    [null, null, null],
    [{ ...known, url: 'acme.test' }, null, null],
    [known, known, null],
    [known, known, known],
  ]);
  expect(script.begun[3]?.inputs).toMatchObject({ config, hypothesis: 'They like mail.' });
  expect(campaign.upstream).toEqual([
    { kind: 'company', id: company.documentId, version: 1 },
    { kind: 'account', id: account.documentId, version: 1 },
    { kind: 'persona', id: persona.documentId, version: 1 },
  ]);
  const { body } = await ann.client(campaigns.view, { params: { id: campaign.documentId } });
  expect(body).toMatchObject({ accountId: account.documentId, personaId: persona.documentId });
});

test('what it belongs to must be there, as the person, and is named by its pointer', async () => {
  const ben = await newPerson(server);
  const foreign = (await ben.client(companies.create, { body: { name: 'Of Ben' } })).body.id;
  const ask = (body: unknown) => refusal(ann.client(generations.create, { body: body as never }));
  for (const companyId of [foreign, randomUUID()]) {
    expect(await ask({ kind: 'account', inputs: { companyId } })).toMatchObject({
      ...{ status: 422, code: 'unknown-parent' },
      errors: [{ pointer: '/inputs/companyId', message: 'There is no company of yours with this id.' }],
    });
  }
  const own = (await ann.client(companies.create, { body: { name: 'Own' } })).body.id;
  const other = (await ann.client(companies.create, { body: { name: 'Other' } })).body.id;
  const account = (await ann.client(accounts.create, { body: { name: 'A', companyId: own } })).body.id;
  const again = { kind: 'account', inputs: { companyId: own, documentId: randomUUID() } };
  expect(await ask(again)).toMatchObject({ errors: [{ pointer: '/inputs/documentId' }] });
  const elsewhere = { kind: 'account', inputs: { companyId: other, documentId: account } };
  expect(await ask(elsewhere)).toMatchObject({ errors: [{ pointer: '/inputs/companyId' }] });
  expect(await ask({ kind: 'company', inputs: { url: 'https://a:b@acme.test' } })).toMatchObject({
    ...{ status: 422, code: 'invalid' },
    errors: [{ pointer: '/inputs/url' }],
  });
  expect((await ann.client(generations.list)).body.items).toEqual([]);
});

test('the same id or key again is the same generation, and other words under it are refused', async () => {
  const id = randomUUID();
  const first = await begin(ann, { ...aCompany, id });
  const many = await Promise.all(Array.from({ length: 10 }, () => begin(ann, { ...aCompany, id })));
  expect(new Set(many.map((one) => one.id))).toEqual(new Set([first.id]));
  const other = { kind: 'company', id, inputs: { url: 'other.test' } } as const;
  const refused = await refusal(ann.client(generations.create, { body: other }));
  expect(refused).toMatchObject({ status: 409, code: 'id-taken', errors: [{ pointer: '/id' }] });
  const byKey = () => ann.client(generations.create, { body: aCompany, idempotencyKey: 'k' });
  const answers = await Promise.all([byKey(), byKey(), byKey()]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.header('idempotent-replayed') === 'true')).toHaveLength(2);
  expect((await ann.client(generations.list)).body.items).toHaveLength(2);
});

test('the list is the last first, page by page, by document and by state', async () => {
  script.follow(writes(), writes(), fails('model-failed'));
  const first = await beginAndEnd(ann, aCompany);
  const second = await beginAndEnd(ann, aCompany);
  const third = await beginAndEnd(ann, aCompany);
  const list = async (query: { limit?: number; cursor?: string; state?: 'failed'; documentId?: string }) =>
    (await ann.client(generations.list, { query })).body;
  const ids = async (query: object) => (await list(query)).items.map(({ id }) => id);
  expect(await ids({})).toEqual([third.id, second.id, first.id]);
  expect(await ids({ state: 'failed' })).toEqual([third.id]);
  expect(await ids({ documentId: first.documentId })).toEqual([first.id]);
  const page = await list({ limit: 2 });
  expect(await ids({ limit: 2, cursor: String(page.nextCursor) })).toEqual([first.id]);
  expect(await refusal(ann.client(generations.list, { query: { cursor: 'bogus' } }))).toMatchObject({
    code: 'bad-cursor',
  });
});

test('without a model only a company can be generated, and the configuration says so', async () => {
  const person = await newPerson(withoutModel);
  const { body } = await person.client(companies.create, { body: { name: 'Acme' } });
  const asked = { kind: 'account', inputs: { companyId: body.id } } as const;
  expect(await refusal(person.client(generations.create, { body: asked }))).toMatchObject({
    ...{ status: 409, code: 'no-model' },
  });
  const config = async ({ url }: TestServer) =>
    ((await (await fetch(`${url}/api/config`)).json()) as { generation: object }).generation;
  expect(await config(withoutModel)).toEqual({ kinds: ['company'], model: false });
  expect(await config(server)).toEqual({ kinds: ['company', 'account', 'persona', 'campaign'], model: true });
  expect(await beginAndEnd(person, aCompany)).toMatchObject({ state: 'done' });
});

test.for(['website-private', 'context-insufficient', 'model-limited'] as const)(
  'what fails with %s says so, and writes no document',
  async (code) => {
    script.follow(fails(code));
    const failed = await beginAndEnd(ann, aCompany);
    expect(failed).toMatchObject({
      ...{ state: 'failed', documentVersion: null, result: null },
      problem: { code, detail: 'It did not work.', provider: 'scripted' },
    });
    expect((await ann.client(companies.list)).body.items).toEqual([]);
  },
);

test('a document that could not be kept is no document, and of what nobody foresaw nothing is told', async () => {
  script.follow(writes({ capabilities: 'no list' }), async () => {
    throw new Error('secret detail');
  });
  expect(await beginAndEnd(ann, aCompany)).toMatchObject({ problem: { code: 'answer-invalid' } });
  const unforeseen = await beginAndEnd(ann, aCompany);
  expect(unforeseen).toMatchObject({ problem: { code: 'internal', provider: null } });
  expect(JSON.stringify(unforeseen)).not.toContain('secret');
});

test('whatever characters a model answers, they can be kept', async () => {
  script.follow(writes({ description: 'zero \0 half \ud800 end' }));
  const done = await beginAndEnd(ann, aCompany);
  expect(done.result?.data).toMatchObject({ description: 'zero  half \ufffd end' });
});

test('what it belongs to is deleted while it is written: it fails, and nothing comes back', async () => {
  const { body: company } = await ann.client(companies.create, { body: { name: 'Acme' } });
  script.follow(async (work) => {
    await ann.client(companies.remove, { params: { id: company.id } });
    return outcomeOf(work, 'Late', {});
  });
  const failed = await beginAndEnd(ann, { kind: 'account', inputs: { companyId: company.id } });
  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'document-gone' } });
  expect((await ann.client(accounts.list)).body.items).toEqual([]);
});

test('generated again, a document keeps what the person edited and takes what nobody touched', async () => {
  script.follow(
    writes({ description: 'First.', capabilities: ['a'], positioning: { keyMarketBelief: 'One.' } }),
    writes({ description: 'Second.', capabilities: ['b'], positioning: { keyMarketBelief: 'Two.' } }),
  );
  const first = await beginAndEnd(ann, aCompany);
  const id = first.documentId;
  const mine = { data: { description: 'Mine.' } };
  await ann.client(companies.update, { params: { id }, ifMatch: 1, body: mine });
  const again = await beginAndEnd(ann, { kind: 'company', inputs: { url: 'acme.test', documentId: id } });
  expect(again).toMatchObject({ state: 'done', again: true, documentId: id, documentVersion: 3 });
  expect(again.result?.data).toMatchObject({ description: 'Second.', capabilities: ['b'] });
  const { body } = await ann.client(companies.view, { params: { id } });
  expect(body.data).toMatchObject({
    description: 'Mine.',
    capabilities: ['b'],
    positioning: { keyMarketBelief: 'Two.' },
  });
  expect(again.regeneration?.kept).toEqual([
    { pointer: '/data/description', mine: 'Mine.', generated: 'Second.' },
  ]);
  expect(again.regeneration?.taken.map(({ pointer }) => pointer).sort()).toEqual([
    '/data/capabilities',
    '/data/positioning/keyMarketBelief',
  ]);
});

test('no edit is lost that a person makes while a document is generated again', async () => {
  const { documentId: id } = await beginAndEnd(ann, aCompany);
  script.follow(writes({ description: 'Again.', objections: ['New.'] }));
  const inputs = { url: 'acme.test', documentId: id };
  const edit = async () => {
    for (let index = 0; index < 12; index += 1) {
      const body = { data: { [`note${index}`]: 'kept' } };
      await ann.client(companies.update, { params: { id }, ifMatch: '*', body });
    }
  };
  const [again] = await Promise.all([beginAndEnd(ann, { kind: 'company', inputs }), edit()]);
  expect(again.state).toBe('done');
  const { body } = await ann.client(companies.view, { params: { id } });
  expect(body.data).toMatchObject({ description: 'Again.', objections: ['New.'] });
  expect(Object.keys(body.data).filter((key) => key.startsWith('note'))).toHaveLength(12);
});

test('whoever erases themselves while it is written is not heard of again', async () => {
  const { body: who } = await ann.client(me.view);
  script.follow(async (work) => {
    await ann.client(me.erase);
    return outcomeOf(work, 'Late', {});
  });
  await begin(ann, aCompany);
  const left = () =>
    rowsOf(server, `select state::text from pgboss.job where data ->> 'userId' = $1`, [who.id]);
  await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  expect(await rowsOf(server, 'select id from generations where user_id = $1', [who.id])).toEqual([]);
  expect(await rowsOf(server, 'select id from users where id = $1', [who.id])).toEqual([]);
  expect(await refusal(ann.client(personas.list))).toMatchObject({ status: 401 });
});
