import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newBody, newDocument, newParents, view } from '../hostile/kinds.ts';
import { footprint, newPerson, type Person, refusal } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('replacing a $kind', (kind) => {
  const replace = ({ id, version }: Resource, body: unknown, ifMatch: number | '*' = version) =>
    ann.client(kind.endpoints.replace, { params: { id }, ifMatch, body });

  test('leaves what is sent, and nothing of what was there', async () => {
    const stored = await newDocument(ann, kind);
    const answer = await replace(stored, { name: 'Other', data: { other: [1, { two: null }] } });
    const parents = Object.fromEntries(Object.keys(kind.parents).map((field) => [field, stored[field]]));
    expect([answer.status, answer.version]).toEqual([200, 2]);
    expect(answer.body).toEqual({
      id: stored.id,
      ...parents,
      name: 'Other',
      ...kind.defaults,
      data: { schemaVersion: 1, other: [1, { two: null }] },
      version: 2,
      createdAt: stored.createdAt,
      updatedAt: expect.any(String),
    });
    expect((answer.body as Resource).updatedAt > stored.updatedAt).toBe(true);
    expect(await view(ann, kind, stored.id)).toEqual(answer.body);
  });

  test('without a document leaves an empty one', async () => {
    const stored = await newDocument(ann, kind);
    const { body } = await replace(stored, { name: 'Other' });
    expect((body as Resource).data).toEqual({ schemaVersion: 1 });
  });

  test('may carry the fields that cannot change, as they are', async () => {
    const stored = await newDocument(ann, kind);
    const answer = await replace(stored, { ...stored, id: stored.id.toUpperCase(), name: 'Other' });
    expect(answer.body).toMatchObject({
      ...stored,
      name: 'Other',
      version: 2,
      updatedAt: expect.any(String),
    });
  });

  test('by itself changes nothing: no version, no time, no revision', async () => {
    const stored = await newDocument(ann, kind);
    const before = await footprint(server);
    const answer = await replace(stored, stored);
    expect([answer.status, answer.version]).toEqual([200, 1]);
    expect(answer.body).toEqual(stored);
    expect(await footprint(server)).toEqual(before);
  });

  test.each(['id', 'version', 'createdAt', 'updatedAt'])('with another %s is refused', async (field) => {
    const stored = await newDocument(ann, kind);
    const others: Record<string, unknown> = {
      id: (await newDocument(ann, kind)).id,
      version: 7,
      createdAt: '2020-01-01T00:00:00.000000Z',
      updatedAt: 'yesterday',
    };
    const before = await footprint(server);
    const problem = await refusal(replace(stored, { ...stored, [field]: others[field] }, '*'));
    expect(problem).toMatchObject({
      status: 422,
      code: 'read-only',
      errors: [{ in: 'body', pointer: `/${field}` }],
    });
    expect(await footprint(server)).toEqual(before);
  });

  test('never moves it to another parent, save an account to another company', async () => {
    const stored = await newDocument(ann, kind);
    const others = await newParents(ann, kind);
    for (const [field, id] of Object.entries(others)) {
      if (kind.kind === 'account') continue;
      const problem = await refusal(replace(stored, { ...stored, [field]: id }, '*'));
      expect(problem).toMatchObject({ code: 'read-only', errors: [{ pointer: `/${field}` }] });
    }
    expect((await view(ann, kind, stored.id)).version).toBe(1);
  });

  test('what the server filled in stays when it is sent back, and is filled in again when it is not', async () => {
    const field = kind.itemList?.split('/').at(-1) ?? 'words';
    const stored = await newDocument(ann, kind, { data: { [field]: [{ text: 'a' }, { text: 'b' }] } });
    const again = await replace(stored, await newBody(ann, kind, { ...stored }));
    expect((again.body as Resource).data).toEqual(stored.data);
    const { body } = await replace(stored, { name: 'N', data: { [field]: [{ id: 'mine', text: 'c' }] } });
    expect((body as Resource).data).toEqual({ schemaVersion: 1, [field]: [{ id: 'mine', text: 'c' }] });
  });
});
