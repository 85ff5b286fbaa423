import { randomUUID } from 'node:crypto';
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

describe.each(kinds)('a new $kind', (kind) => {
  const create = (body: unknown) => ann.client(kind.endpoints.create, { body });

  test('answers 201 with its address, its version and itself as it can be read again', async () => {
    const body = await newBody(ann, kind);
    const answer = await create(body);
    const created = answer.body as Resource;
    expect(answer.status).toBe(201);
    expect(answer.header('location')).toBe(`${kind.path}/${created.id}`);
    expect(answer.header('etag')).toBe('"1"');
    expect(created).toMatchObject(body);
    expect(created).toMatchObject({ version: 1, data: { schemaVersion: 1 } });
    expect(created.updatedAt).toBe(created.createdAt);
    expect(await view(ann, kind, created.id)).toEqual(created);
  });

  test('needs no more than a name and its parents', async () => {
    const parents = await newParents(ann, kind);
    const { body } = await create({ ...parents, name: 'N' });
    const {
      id: _id,
      version: _version,
      createdAt: _createdAt,
      updatedAt: _updatedAt,
      ...content
    } = body as Resource;
    expect(content).toEqual({ ...parents, name: 'N', ...kind.defaults, data: { schemaVersion: 1 } });
  });

  test('keeps the id that the client brought, in lower case', async () => {
    const id = randomUUID();
    const { body } = await create(await newBody(ann, kind, { id: id.toUpperCase() }));
    expect((body as Resource).id).toBe(id);
  });

  test.each([
    ['version 1', 'c232ab00-9414-11ec-b3c8-9f6bdeced846'],
    ['version 8', '2489e9ad-2ee2-8e00-8ec9-32d5f69181c0'],
    ['nil', '00000000-0000-0000-0000-000000000000'],
  ])('may have a UUID of %s', async (_name, id) => {
    const { status, body } = await create(await newBody(ann, kind, { id }));
    expect([status, (body as Resource).id]).toEqual([201, id]);
  });

  test('sent again with the same id and body is the stored one, with 200', async () => {
    const body = await newBody(ann, kind, { id: randomUUID() });
    const first = await create(body);
    const before = await footprint(server);
    const again = await create(Object.fromEntries(Object.entries(body).reverse()));
    expect([again.status, again.version]).toEqual([200, 1]);
    expect(again.header('location')).toBe(first.header('location'));
    expect(again.body).toEqual(first.body);
    expect(await footprint(server)).toEqual(before);
  });

  test('sent again after an edit is the edited one, with 200', async () => {
    const body = await newBody(ann, kind, { id: randomUUID() });
    await create(body);
    const params = { id: String(body.id) };
    const edit = await ann.client(kind.endpoints.update, { params, ifMatch: 1, body: { name: 'Edited' } });
    const again = await create(body);
    expect([again.status, again.version]).toEqual([200, 2]);
    expect(again.body).toEqual(edit.body);
  });

  test('sent twice at the same moment is created once', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const body = await newBody(ann, kind, { id: randomUUID() });
      const answers = await Promise.all(Array.from({ length: 8 }, () => create(body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    }
  });

  test.each([
    ['another name', { name: 'Another' }],
    ['another document', { data: { description: 'Another' } }],
  ])('with a taken id and %s is refused at /id, and the stored one stays', async (_what, other) => {
    const body = await newBody(ann, kind, { id: randomUUID() });
    const { body: stored } = await create(body);
    const before = await footprint(server);
    const problem = await refusal(create({ ...body, ...other }));
    expect(problem).toMatchObject({
      status: 409,
      code: 'id-taken',
      errors: [{ in: 'body', pointer: '/id' }],
    });
    expect(await view(ann, kind, String(body.id))).toEqual(stored);
    expect(await footprint(server)).toEqual(before);
  });

  test('may have the id that another person has for theirs', async () => {
    const ben = await newPerson(server);
    const id = randomUUID();
    const ours = await newDocument(ann, kind, { id });
    const theirs = await newDocument(ben, kind, { id, name: 'Theirs' });
    expect(theirs).toMatchObject({ id, version: 1, name: 'Theirs' });
    expect(await view(ann, kind, id)).toEqual(ours);
  });
});

describe.each(kinds.filter(({ itemList }) => itemList))('the items of a new $kind', (kind) => {
  const field = kind.itemList?.split('/').at(-1) ?? '';
  const data = { [field]: [{ text: 'first', own: 1 }, { id: 'mine', text: 'second' }, { text: 'third' }] };

  test('get the ids that they lack, and keep the others and every field', async () => {
    const { data: stored } = await newDocument(ann, kind, { data });
    const items = stored[field] as { id: string }[];
    expect(items).toEqual([
      { id: expect.any(String), text: 'first', own: 1 },
      { id: 'mine', text: 'second' },
      { id: expect.any(String), text: 'third' },
    ]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
  });

  test('keep the ids that the server gave when the same body is sent again', async () => {
    const body = await newBody(ann, kind, { id: randomUUID(), data });
    const first = await ann.client(kind.endpoints.create, { body });
    const again = await ann.client(kind.endpoints.create, { body });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });
});
