import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument } from '../hostile/kinds.ts';
import { newPerson, type Person, problemOf } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('reading one $kind', (kind) => {
  let stored: Resource;
  let address: string;
  beforeAll(async () => {
    const created = await newDocument(ann, kind);
    const params = { id: created.id };
    const edit = await ann.client(kind.endpoints.update, { params, ifMatch: 1, body: { name: 'Edited' } });
    stored = edit.body as Resource;
    address = `${kind.path}/${created.id}`;
  });

  test('answers the resource with its ETag, for this person only', async () => {
    const reply = await ann.send('GET', address);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual(stored);
    expect(reply.headers).toMatchObject({
      etag: '"2"',
      'cache-control': 'private, no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  test('takes the id in upper case too', async () => {
    const reply = await ann.send('GET', `${kind.path}/${stored.id.toUpperCase()}`);
    expect(JSON.parse(reply.text)).toEqual(stored);
  });

  test.each(['"2"', 'W/"2"', '"1", "2"', 'W/"7" ,W/"2"', '"x", "2"', ' "2" '])(
    'answers 304 without a body to If-None-Match: %s',
    async (tags) => {
      const reply = await ann.send('GET', address, { headers: { 'if-none-match': tags } });
      expect([reply.status, reply.text, reply.headers.etag]).toEqual([304, '', '"2"']);
    },
  );

  test('answers 304 to If-None-Match: *, because there is something', async () => {
    const reply = await ann.send('GET', address, { headers: { 'if-none-match': '*' } });
    expect([reply.status, reply.text]).toEqual([304, '']);
  });

  test.each(['"1"', '"20"', '2', 'abc', '""', '"99999999999999999999"', ',,,', '"-2"'])(
    'answers 200 to If-None-Match: %s',
    async (tags) => {
      const reply = await ann.send('GET', address, { headers: { 'if-none-match': tags } });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([200, stored]);
    },
  );

  test('by HEAD answers the same headers and no body', async () => {
    const get = await ann.send('GET', address);
    const head = await ann.send('HEAD', address);
    expect([head.status, head.text, head.headers.etag]).toEqual([200, '', get.headers.etag]);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
    const unchanged = await ann.send('HEAD', address, { headers: { 'if-none-match': '"2"' } });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
  });

  test('by HEAD answers what is not there with 404', async () => {
    expect((await ann.send('HEAD', `${kind.path}/${randomUUID()}`)).status).toBe(404);
  });

  test('that does not exist, or is somebody else’s, is 404 in the same words', async () => {
    const ben = await newPerson(server);
    const replies = [await ben.send('GET', address), await ben.send('GET', `${kind.path}/${randomUUID()}`)];
    const [other, nothing] = replies.map(problemOf).map((problem) => ({ ...problem, requestId: '' }));
    expect(other).toMatchObject({ status: 404, code: 'not-found' });
    expect(other).toEqual(nothing);
  });

  test('that is somebody else’s is 404 to If-None-Match of its version, too', async () => {
    const ben = await newPerson(server);
    const reply = await ben.send('GET', address, { headers: { 'if-none-match': '"2"' } });
    expect(reply.status).toBe(404);
  });

  test('says how long it took', async () => {
    const { headers } = await ann.send('GET', address);
    expect(headers['server-timing']).toMatch(/^auth;dur=[\d.]+, db;dur=[\d.]+, total;dur=[\d.]+$/);
  });

  test('gives each request an id of its own, whatever the client sends', async () => {
    const headers = { 'x-request-id': 'mine', 'request-id': 'mine' };
    const [a, b] = [await ann.send('GET', address, { headers }), await ann.send('GET', address, { headers })];
    expect(a.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(a.headers['x-request-id']).not.toBe(b.headers['x-request-id']);
  });
});
