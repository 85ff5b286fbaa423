import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument, view } from '../hostile/kinds.ts';
import { newPerson, type Person, problemOf, refusal } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('the version of a $kind', (kind) => {
  const merge = async ({ id }: Resource, body: unknown, ifMatch: number | '*') =>
    ann.client(kind.endpoints.update, { params: { id }, ifMatch, body });
  const operate = ({ id }: Resource, body: unknown[], ifMatch: number | '*' = '*') =>
    ann.client(kind.endpoints.update, {
      params: { id },
      ifMatch,
      body,
      bodyType: 'application/json-patch+json',
    });
  const changedSince = async (stored: Resource, version: number) => {
    const problem = await refusal(merge(stored, { name: 'Late' }, version));
    expect(problem).toMatchObject({ status: 412, code: 'stale-version' });
    return { currentVersion: problem.currentVersion, changed: problem.changed };
  };

  test('grows by one with each write', async () => {
    const stored = await newDocument(ann, kind);
    for (const version of [1, 2, 3]) {
      expect((await merge(stored, { name: `N${version}` }, version)).version).toBe(version + 1);
    }
    expect((await merge(stored, { name: 'Any' }, '*')).version).toBe(5);
  });

  test.each(['"2"', '"1", "2"', '"7" ,"2"', ' "2" ', '*', ' * ', Array(20).fill('"2"').join(',')])(
    'matches If-Match: %s',
    async (ifMatch) => {
      const stored = await newDocument(ann, kind);
      await merge(stored, { name: 'Two' }, 1);
      const headers = { 'if-match': ifMatch, 'content-type': 'application/merge-patch+json' };
      const reply = await ann.send('PATCH', `${kind.path}/${stored.id}`, {
        body: { name: 'Three' },
        headers,
      });
      expect([reply.status, reply.headers.etag]).toEqual([200, '"3"']);
    },
  );

  test('that is stale is answered with what changed since, exactly', async () => {
    const stored = await newDocument(ann, kind);
    const [own] = Object.keys(kind.own);
    await merge(stored, { name: 'Two' }, 1);
    await merge(stored, { data: { strange: { deep: { new: 1 } } } }, 2);
    if (own) await merge(stored, { [own]: 'other.example' }, 3);
    await merge(stored, { data: { 'a/b~c': 'new' } }, '*');
    const last = (await view(ann, kind, stored.id)).version;
    const ownChange = own ? [`/${own}`] : [];

    expect(await changedSince(stored, last - 1)).toEqual({
      currentVersion: last,
      changed: ['/data/a~1b~0c'],
    });
    expect(await changedSince(stored, 2)).toEqual({
      currentVersion: last,
      changed: ['/data/a~1b~0c', '/data/strange/deep/new', ...ownChange],
    });
    expect(await changedSince(stored, 1)).toEqual({
      currentVersion: last,
      changed: ['/data/a~1b~0c', '/data/strange/deep/new', '/name', ...ownChange],
    });
  });

  test('that is stale because of what was taken back names nothing', async () => {
    const stored = await newDocument(ann, kind);
    await merge(stored, { name: 'Two', data: { new: 1 } }, 1);
    await merge(stored, { name: stored.name, data: { new: null } }, 2);
    expect(await changedSince(stored, 1)).toEqual({ currentVersion: 3, changed: [] });
    expect(await changedSince(stored, 2)).toEqual({ currentVersion: 3, changed: ['/data/new', '/name'] });
  });

  test('that is to come, or of another life of the id, is answered with everything', async () => {
    const stored = await newDocument(ann, kind);
    expect(await changedSince(stored, 2)).toEqual({ currentVersion: 1, changed: [''] });
    await ann.client(kind.endpoints.remove, { params: { id: stored.id } });
    const { createdAt: _createdAt, updatedAt: _updatedAt, version: _version, ...content } = stored;
    await ann.client(kind.endpoints.create, { body: content });
    expect(await changedSince(stored, 1)).toEqual({ currentVersion: 2, changed: [''] });
  });

  test('that is stale writes nothing and carries the ETag that is right', async () => {
    const stored = await newDocument(ann, kind);
    const { body: current } = await merge(stored, { name: 'Two' }, 1);
    for (const [method, body] of [
      ['PUT', { name: 'Late' }],
      ['DELETE', undefined],
    ] as const) {
      const headers = { 'if-match': '"1"' };
      const reply = await ann.send(method, `${kind.path}/${stored.id}`, {
        headers,
        ...(body ? { body } : {}),
      });
      expect(problemOf(reply)).toMatchObject({
        code: 'stale-version',
        currentVersion: 2,
        changed: ['/name'],
      });
      expect(reply.headers.etag).toBe('"2"');
    }
    expect(await view(ann, kind, stored.id)).toEqual(current);
  });

  test('is compared in the write itself: of many writers on one version one wins', async () => {
    const stored = await newDocument(ann, kind);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        operate(stored, [{ op: 'add', path: '/data/winner', value: index }], 1),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await view(ann, kind, stored.id)).version).toBe(2);
  });
});

describe.each(kinds.filter(({ itemList }) => itemList))('what changed in the items of a $kind', (kind) => {
  const list = kind.itemList ?? '';
  const field = list.split('/').at(-1) ?? '';
  const items = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
  const since = async (operations: unknown[]) => {
    const stored = await newDocument(ann, kind, { data: { [field]: items } });
    for (const operation of operations) {
      await ann.client(kind.endpoints.update, {
        params: { id: stored.id },
        ifMatch: '*',
        body: [operation],
        bodyType: 'application/json-patch+json',
      });
    }
    const call = ann.client(kind.endpoints.remove, { params: { id: stored.id }, ifMatch: 1 });
    return (await refusal(call)).changed;
  };
  const set = (index: number) => ({ op: 'add', path: `${list}/${index}/text`, value: 'new' });

  test('is named by their place now', async () => {
    expect(await since([set(1)])).toEqual([`${list}/1/text`]);
    expect(await since([set(0), set(2)])).toEqual([`${list}/0/text`, `${list}/2/text`]);
    expect(await since([set(2), { op: 'remove', path: `${list}/0` }])).toEqual([
      `${list}/1/text`,
      `${list}/0`,
    ]);
    expect(await since([{ op: 'add', path: `${list}/0`, value: { id: 'new' } }, set(2)])).toEqual([
      `${list}/0`,
      `${list}/2/text`,
    ]);
  });

  test('names the list when its order did, and an item once however often it did', async () => {
    expect(await since([{ op: 'move', from: `${list}/0`, path: `${list}/2` }])).toEqual([list]);
    expect(await since([set(1), set(1), { ...set(1), value: 'last' }])).toEqual([`${list}/1/text`]);
    expect(await since([{ op: 'add', path: `${list}/-`, value: { id: 'd' } }])).toEqual([`${list}/3`]);
  });
});
