import { randomUUID } from 'node:crypto';
import { GenerationEvent, generations, me } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import { ask, comparable } from '../../isolation/asking.ts';
import {
  aCompany,
  begin,
  beginAndEnd,
  ended,
  eventsOf,
  readEvents,
  rowsOf,
  type Told,
} from './test-following.ts';
import { hangs, outcomeOf, scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
let ann: Person;
let authorization: string;
beforeAll(async () => {
  server = await startTestServer({ generation: script });
});
afterAll(() => server.stop());
beforeEach(async () => {
  ann = await newPerson(server);
  authorization = `Bearer ${await server.token(ann.email)}`;
});

const read = (id: string, after?: string, most?: number) =>
  readEvents(
    server.url,
    { authorization, ...(after === undefined ? {} : { after }), ...(most === undefined ? {} : { most }) },
    id,
  );

test('tells stages, pages and fields as they happen, and ends with the end', async () => {
  script.follow(writes({ description: 'One.', capabilities: ['two'] }));
  const { id } = await begin(ann, aCompany);
  const told = await read(id);
  expect(told.map(({ event }) => event)).toEqual(['stage', 'page', 'stage', 'field', 'field', 'done']);
  expect(told.map((each) => each.id)).toEqual(['1', '2', '3', '4', '5', '6']);
  for (const { event, data } of told) GenerationEvent.parse({ event, data: JSON.parse(data) });
  const done = await ended(ann, id);
  expect(done.lastEventId).toBe(6);
  expect(JSON.parse(told.at(-1)?.data ?? '')).toEqual({ documentId: done.documentId, documentVersion: 1 });
});

test('goes on after any event, and tells exactly the same, whatever the cut point', async () => {
  script.follow(
    writes(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, `v${index}`]))),
  );
  const { id } = await beginAndEnd(ann, aCompany);
  const whole = await read(id);
  expect(whole).toHaveLength(16);
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const before = cut === 0 ? [] : await read(id, undefined, cut);
    const after = await read(id, before.at(-1)?.id);
    expect([...before, ...after]).toEqual(whole);
  }
});

test('a stream that is cut while it is live goes on without a gap or a repetition', async () => {
  let goOn = () => {};
  script.follow(async (work, { tell }) => {
    for (let index = 0; index < 30; index += 1) {
      const gate = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      tell({ event: 'field', data: { pointer: `/data/f${index}`, value: index } });
      await gate;
    }
    return outcomeOf(work, 'Acme', {});
  });
  const { id } = await begin(ann, aCompany);
  const told: Told[] = [];
  while (told.at(-1)?.event !== 'done') {
    told.push(...(await read(id, told.at(-1)?.id, 1)));
    goOn();
  }
  expect(told.map((each) => each.id)).toEqual(Array.from({ length: 31 }, (_, index) => String(index + 1)));
  expect(await read(id)).toEqual(told);
});

test('a reload shows the fields so far, and nothing of them stays once it ended', async () => {
  script.follow(hangs());
  const { id } = await begin(ann, aCompany);
  const look = async () => (await ann.client(generations.view, { params: { id } })).body;
  await expect
    .poll(async () => (await look()).fields, { timeout: 20_000 })
    .toEqual([{ pointer: '/name', value: 'Partial' }]);
  expect(await look()).toMatchObject({ state: 'running', stage: 'writing', endedAt: null });
  await ann.client(generations.cancel, { params: { id } });
  expect(await look()).toMatchObject({ state: 'cancelled', stage: null, fields: [] });
});

test('a field that was told before a restart is void', async () => {
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  script.follow(async (work, { tell }) => {
    tell({ event: 'field', data: { pointer: '/name', value: 'Void' } });
    tell({ event: 'restarted', data: { reason: 'Another one is asked.', provider: 'second' } });
    tell({ event: 'field', data: { pointer: '/name', value: 'Valid' } });
    await gate;
    return outcomeOf(work, 'Valid', {});
  });
  const { id } = await begin(ann, aCompany);
  await read(id, undefined, 3);
  const { body } = await ann.client(generations.view, { params: { id } });
  expect(body.fields).toEqual([{ pointer: '/name', value: 'Valid' }]);
  goOn();
  await ended(ann, id);
});

test.for(['', 'x', '-1', '1.5', '1e3', '9'.repeat(16)])('Last-Event-ID "%s" is refused', async (after) => {
  const { id } = await beginAndEnd(ann, aCompany);
  const reply = await ann.send('GET', `/api/generations/${id}/events`, {
    headers: { 'last-event-id': after },
  });
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.text).errors).toMatchObject([{ in: 'header', pointer: '/Last-Event-ID' }]);
});

test('an id after the last is no error: the stream of what ended just ends', async () => {
  const { id } = await beginAndEnd(ann, aCompany);
  expect(await read(id, '999')).toEqual([]);
});

test('of somebody else’s generation nothing is told, in the same words as of none', async () => {
  const ben = await newPerson(server);
  const theirs = await beginAndEnd(ben, aCompany);
  const token = await server.token(ann.email);
  const [other, none] = await Promise.all(
    [theirs.id, randomUUID()].map((id) =>
      ask(server.url, { method: 'GET', path: `/api/generations/${id}/events`, token }),
    ),
  );
  expect(other?.status).toBe(404);
  expect(comparable(other!)).toEqual(comparable(none!));
});

test('is not gathered into compressed blocks, and says that nobody should', async () => {
  const { id } = await beginAndEnd(ann, aCompany);
  const reply = await ann.send('GET', `/api/generations/${id}/events`, {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect(reply.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  expect(reply.headers['content-encoding']).toBe(undefined);
});

test('twenty streams of one person are open at most, and none of them holds a connection', async () => {
  script.follow(hangs());
  const { id } = await begin(ann, aCompany);
  await read(id, undefined, 1);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const openOne = (signal = leaving.signal) =>
    fetch(`${server.url}/api/generations/${id}/events`, { headers: { authorization }, signal });
  const replies = await Promise.all(Array.from({ length: 20 }, () => openOne()));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  const refused = await openOne();
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'overloaded']);
  expect((await ann.client(me.view)).status).toBe(200);
  const busy = () =>
    rowsOf(
      server,
      `select pid from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
    );
  await expect.poll(busy).toEqual([]);
  leaving.abort();
  const last = new AbortController();
  await expect.poll(async () => (await openOne(last.signal)).status, { timeout: 10_000 }).toBe(200);
  last.abort();
  await ann.client(generations.cancel, { params: { id } });
});

test('a stopping server ends its streams, and lets others carry on what it began', async () => {
  script.follow(hangs());
  const stopping = await startTestServer({ generation: script, databases: server.databases, settings: {} });
  const person = await newPerson(stopping);
  const { id } = await begin(person, aCompany);
  const headers = { authorization: `Bearer ${await stopping.token(person.email)}` };
  const reply = await fetch(`${stopping.url}/api/generations/${id}/events`, { headers });
  const told: string[] = [];
  for await (const { event } of eventsOf(reply.body!)) {
    told.push(event);
    if (event !== 'field') continue;
    script.follow(writes());
    void stopping.stop();
  }
  expect(told.slice(0, 2)).toEqual(['stage', 'field']);
  const state = async () =>
    (await rowsOf(server, 'select state, lost from generations where id = $1', [id]))[0];
  await expect.poll(state, { timeout: 30_000 }).toEqual({ state: 'done', lost: 0 });
});
