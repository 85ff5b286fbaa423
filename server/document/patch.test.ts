import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument, view } from '../hostile/kinds.ts';
import { footprint, newPerson, type Person, refusal } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('a patch of a $kind', (kind) => {
  const words = kind.textList.split('/').at(-1) ?? '';
  const start = () =>
    newDocument(ann, kind, { data: { ...kind.data, [words]: ['a', 'b', 'c'], object: { x: 1, y: 2 } } });
  const merge = async ({ id, version }: Resource, body: unknown, ifMatch: number | '*' = version) =>
    (await ann.client(kind.endpoints.update, { params: { id }, ifMatch, body })).body as Resource;
  const operate = async ({ id, version }: Resource, body: unknown[], ifMatch: number | '*' = version) =>
    (
      await ann.client(kind.endpoints.update, {
        params: { id },
        ifMatch,
        body,
        bodyType: 'application/json-patch+json',
      })
    ).body as Resource;

  /** The resource after it, but for the history; the rest must be what it was. */
  const after = (stored: Resource, data: Record<string, unknown>) => ({
    ...stored,
    data,
    version: stored.version + 1,
    updatedAt: expect.any(String),
  });

  test('by merge sets, replaces and removes what it names, at any depth', async () => {
    const stored = await start();
    const { strange: _strange, ...rest } = stored.data;
    const changed = await merge(stored, {
      data: { object: { x: null, z: { new: [null] } }, [words]: ['d'], strange: null, absent: null },
    });
    expect(changed).toEqual(after(stored, { ...rest, object: { y: 2, z: { new: [null] } }, [words]: ['d'] }));
    expect(await view(ann, kind, stored.id)).toEqual(changed);
  });

  test('by merge of the columns leaves the document alone', async () => {
    const stored = await start();
    const own = Object.fromEntries(Object.keys(kind.own).map((field) => [field, 'acme.example']));
    expect(await merge(stored, { name: '🎉', ...own })).toEqual({
      ...after(stored, stored.data),
      name: '🎉',
      ...own,
    });
  });

  test('by merge that removes a column leaves its default', async () => {
    const stored = await start();
    const nothing = Object.fromEntries(Object.keys(kind.own).map((field) => [field, null]));
    expect(await merge(stored, { name: 'N', ...nothing })).toMatchObject({ name: 'N', ...kind.defaults });
  });

  test.each<[string, unknown[], string[]]>([
    ['adds in the middle', [{ op: 'add', path: '$/1', value: 'x' }], ['a', 'x', 'b', 'c']],
    ['adds at the end by index', [{ op: 'add', path: '$/3', value: 'x' }], ['a', 'b', 'c', 'x']],
    ['adds at the end by -', [{ op: 'add', path: '$/-', value: 'x' }], ['a', 'b', 'c', 'x']],
    ['replaces', [{ op: 'replace', path: '$/0', value: 'x' }], ['x', 'b', 'c']],
    ['removes', [{ op: 'remove', path: '$/1' }], ['a', 'c']],
    ['moves forward', [{ op: 'move', from: '$/0', path: '$/2' }], ['b', 'c', 'a']],
    ['moves back', [{ op: 'move', from: '$/2', path: '$/0' }], ['c', 'a', 'b']],
    ['moves to the end', [{ op: 'move', from: '$/0', path: '$/-' }], ['b', 'c', 'a']],
    ['copies', [{ op: 'copy', from: '$/2', path: '$/0' }], ['c', 'a', 'b', 'c']],
    [
      'tests before it writes',
      [
        { op: 'test', path: '$/0', value: 'a' },
        { op: 'remove', path: '$/0' },
      ],
      ['b', 'c'],
    ],
    [
      'does one after another',
      [
        { op: 'remove', path: '$/0' },
        { op: 'add', path: '$/0', value: 'x' },
      ],
      ['x', 'b', 'c'],
    ],
    ['replaces the whole list', [{ op: 'add', path: '$', value: [] }], []],
  ])('by operations %s in a list and touches nothing else', async (_name, operations, list) => {
    const stored = await start();
    const here = JSON.parse(JSON.stringify(operations).replaceAll('"$', `"${kind.textList}`)) as unknown[];
    expect(await operate(stored, here)).toEqual(after(stored, { ...stored.data, [words]: list }));
  });

  test.each<[string, unknown[], Record<string, unknown>]>([
    ['adds a member', [{ op: 'add', path: '/data/object/z', value: null }], { x: 1, y: 2, z: null }],
    ['replaces by add', [{ op: 'add', path: '/data/object/x', value: [0.5] }], { x: [0.5], y: 2 }],
    ['replaces by null', [{ op: 'replace', path: '/data/object/x', value: null }], { x: null, y: 2 }],
    ['removes a member', [{ op: 'remove', path: '/data/object/x' }], { y: 2 }],
    ['moves a member', [{ op: 'move', from: '/data/object/x', path: '/data/object/y' }], { y: 1 }],
    [
      'copies a member',
      [{ op: 'copy', from: '/data/object/x', path: '/data/object/z' }],
      { x: 1, y: 2, z: 1 },
    ],
    [
      'adds one named like what objects inherit',
      [{ op: 'add', path: '/data/object/toString', value: 1 }],
      { x: 1, y: 2, toString: 1 },
    ],
    ['adds one without a name', [{ op: 'add', path: '/data/object/', value: 1 }], { x: 1, y: 2, '': 1 }],
    ['unescapes', [{ op: 'add', path: '/data/object/a~1b~0c~01', value: 1 }], { x: 1, y: 2, 'a/b~c~1': 1 }],
    ['takes digits for a name', [{ op: 'add', path: '/data/object/01', value: 1 }], { x: 1, y: 2, '01': 1 }],
    [
      'tests whole objects in any order',
      [
        { op: 'test', path: '/data/object', value: { y: 2, x: 1 } },
        { op: 'remove', path: '/data/object/y' },
      ],
      { x: 1 },
    ],
  ])('by operations %s in an object and touches nothing else', async (_name, operations, object) => {
    const stored = await start();
    expect(await operate(stored, operations)).toEqual(after(stored, { ...stored.data, object }));
  });

  test('whose test fails writes nothing', async () => {
    const stored = await start();
    const before = await footprint(server);
    for (const value of ['B', ['b'], null, 0, { b: 'b' }, 'b ']) {
      const problem = await refusal(
        operate(stored, [
          { op: 'replace', path: '/name', value: 'Changed' },
          { op: 'test', path: `${kind.textList}/1`, value },
        ]),
      );
      expect(problem).toMatchObject({
        status: 409,
        code: 'patch-test-failed',
        errors: [{ in: 'body', pointer: '/1' }],
      });
    }
    expect(await footprint(server)).toEqual(before);
  });

  test('that is empty changes nothing: no version, no time, no revision', async () => {
    const stored = await start();
    const before = await footprint(server);
    for (const ifMatch of [1, '*'] as const) {
      expect(await merge(stored, {}, ifMatch)).toEqual(stored);
      expect(await merge(stored, { data: { strange: {} } }, ifMatch)).toEqual(stored);
      expect(await operate(stored, [], ifMatch)).toEqual(stored);
    }
    expect(await footprint(server)).toEqual(before);
  });

  test('that ends where it began changes nothing either', async () => {
    const stored = await start();
    const before = await footprint(server);
    expect(await merge(stored, { name: stored.name, data: { object: { y: 2 } }, version: 1 })).toEqual(
      stored,
    );
    const there = { op: 'move', from: '/data/object', path: '/data/other' };
    const back = { op: 'move', from: '/data/other', path: '/data/object' };
    expect(await operate(stored, [there, back])).toEqual(stored);
    expect(await footprint(server)).toEqual(before);
  });

  test('applies each operation once, however often others interfere', async () => {
    const stored = await newDocument(ann, kind, { data: {} });
    const writers = Array.from({ length: 12 }, (_, index) => index);
    const outcomes = await Promise.allSettled(
      writers.map((index) =>
        operate(
          stored,
          [
            { op: 'add', path: `/data/own${index}`, value: [] },
            { op: 'add', path: `/data/own${index}/-`, value: index },
          ],
          '*',
        ),
      ),
    );
    const accepted = writers.filter((index) => outcomes[index]?.status === 'fulfilled');
    const { data, version } = await view(ann, kind, stored.id);
    expect(data).toEqual({
      schemaVersion: 1,
      ...Object.fromEntries(accepted.map((index) => [`own${index}`, [index]])),
    });
    expect(version).toBe(1 + accepted.length);
  });
});
