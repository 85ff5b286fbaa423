import { randomUUID } from 'node:crypto';
import { companies, imports, trash } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { kinds, newBody, newDocument, view } from './hostile/kinds.ts';
import { footprint, newPerson, type Person, refusal } from './hostile/person.ts';

let server: TestServer;
let ann: Person;
let idempotencyKey: string;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
  idempotencyKey = randomUUID();
});
afterAll(() => server.stop());

type Sending<Body> = () => Promise<{ status: number; header(name: string): string | null; body: Body }>;

/** Sends the same twice: the second writes nothing and says that it is a repeat. */
async function twice<Body>(send: Sending<Body>) {
  const first = await send();
  expect(first.header('idempotent-replayed')).toBeNull();
  const before = await footprint(server);
  const second = await send();
  expect(second.header('idempotent-replayed')).toBe('true');
  expect(await footprint(server)).toEqual(before);
  return { first, second };
}

describe.each(kinds)('sent again under its key, for a $kind', (kind) => {
  test('a create without an id answers with the document that it made', async () => {
    const body = await newBody(ann, kind, {});
    const { first, second } = await twice(() => ann.client(kind.endpoints.create, { body, idempotencyKey }));
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(second.header('location')).toBe(first.header('location'));
  });

  test('a change answers with what is there now, though its version is long past', async () => {
    const { id } = await newDocument(ann, kind);
    const params = { id };
    const change = { params, ifMatch: 1 as const, body: { name: 'Two' }, idempotencyKey };
    const { first, second } = await twice(() => ann.client(kind.endpoints.update, change));
    expect(second.body).toEqual(first.body);
    await ann.client(kind.endpoints.update, { params, ifMatch: 2, body: { name: 'Three' } });
    const third = await ann.client(kind.endpoints.update, change);
    expect([third.status, third.version, third.body]).toMatchObject([200, 3, { name: 'Three' }]);
  });

  test('a replacement answers with what is there now', async () => {
    const { id } = await newDocument(ann, kind);
    const body = { name: 'Two' };
    const { first, second } = await twice(() =>
      ann.client(kind.endpoints.replace, { params: { id }, ifMatch: 1, body, idempotencyKey }),
    );
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  test('a delete is done, and names the same entry of the trash', async () => {
    const { id } = await newDocument(ann, kind);
    const { first, second } = await twice(() =>
      ann.client(kind.endpoints.remove, { params: { id }, idempotencyKey }),
    );
    expect([first.status, second.status]).toEqual([204, 204]);
    expect(second.header('trash-id')).toBe(first.header('trash-id'));
  });
});

test('an import answers with the report that it gave', async () => {
  const dump = { dashboard_overview: JSON.stringify({ companyName: 'Acme', companyUrl: 'acme.test' }) };
  const { first, second } = await twice(() => ann.client(imports.create, { body: { dump }, idempotencyKey }));
  const { documents, ...report } = first.body;
  expect(documents).toHaveLength(1);
  expect(second.body).toEqual(report); // Which documents there are is told once; a receipt keeps where each leaf went.
});

test('an import that changed nothing is remembered, too', async () => {
  const body = { dump: { dashboard_overview: JSON.stringify({ companyName: 'Acme' }) } };
  await ann.client(imports.create, { body });
  const { first, second } = await twice(() => ann.client(imports.create, { body, idempotencyKey }));
  const { documents: _, ...report } = first.body;
  expect(second.body).toEqual(report);
});

test('a restore and a purge are done once', async () => {
  const removed = async () => {
    const { body } = await ann.client(companies.create, { body: { name: 'Acme' } });
    const answer = await ann.client(companies.remove, { params: { id: body.id } });
    return { id: answer.header('trash-id') ?? '' };
  };
  const restored = await removed();
  const { first, second } = await twice(() =>
    ann.client(trash.restore, { params: restored, idempotencyKey }),
  );
  expect(second.body).toEqual(first.body);
  const purged = await removed();
  const purgeKey = randomUUID();
  await twice(() => ann.client(trash.purge, { params: purged, idempotencyKey: purgeKey }));
  await removed();
  const emptyKey = randomUUID();
  await twice(() => ann.client(trash.empty, { idempotencyKey: emptyKey }));
});

test('twenty at once under one key write once, and all are answered alike', async () => {
  const body = { name: 'Once' };
  const sent = Array.from({ length: 20 }, () => ann.client(companies.create, { body, idempotencyKey }));
  const answers = await Promise.all(sent);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect((await ann.client(companies.list)).body.items).toHaveLength(1);
});

test('twenty at once that change version 1 under one key are all told that it is done', async () => {
  const { body } = await ann.client(companies.create, { body: { name: 'One' } });
  const change = { params: { id: body.id }, ifMatch: 1 as const, body: { name: 'Two' }, idempotencyKey };
  const answers = await Promise.all(Array.from({ length: 20 }, () => ann.client(companies.update, change)));
  expect(new Set(answers.map(({ status, version }) => `${status} ${version}`))).toEqual(new Set(['200 2']));
});

test('a key of another request is refused, and nothing is written', async () => {
  await ann.client(companies.create, { body: { name: 'One' }, idempotencyKey });
  const before = await footprint(server);
  const problem = await refusal(ann.client(companies.create, { body: { name: 'Two' }, idempotencyKey }));
  expect(problem).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  expect(await footprint(server)).toEqual(before);
});

test('the key of a request that failed can be used again', async () => {
  const body = { name: 'A', companyId: randomUUID(), id: randomUUID() };
  const send = () =>
    ann.send('POST', '/api/accounts', { body, headers: { 'idempotency-key': idempotencyKey } });
  expect((await send()).status).toBe(422);
  await ann.client(companies.create, { body: { id: body.companyId, name: 'Now it is there' } });
  expect((await send()).status).toBe(201);
});

test('another person’s key is no key of mine', async () => {
  const ben = await newPerson(server);
  const body = { name: 'One' };
  const mine = await ann.client(companies.create, { body, idempotencyKey });
  const theirs = await ben.client(companies.create, { body, idempotencyKey });
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('what was created and then deleted is 404 when the create is sent again', async () => {
  const { body } = await ann.client(companies.create, { body: { name: 'One' }, idempotencyKey });
  await ann.client(companies.remove, { params: { id: body.id } });
  const again = ann.client(companies.create, { body: { name: 'One' }, idempotencyKey });
  expect(await refusal(again)).toMatchObject({ status: 404 });
  expect(await refusal(view(ann, kinds[0]!, body.id))).toMatchObject({ status: 404 });
});

test.each(['', 'with space', 'ü', 'x'.repeat(256), 'tab\there'])('the key %j is malformed', async (key) => {
  const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
  const reply = await ann.send('POST', '/api/company', { body: { name: 'One' }, headers });
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.text).errors[0]).toMatchObject({ in: 'header', pointer: '/Idempotency-Key' });
});
