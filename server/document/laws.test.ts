import { escapeToken, valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { documentOf, filledIn, json } from '../hostile/documents.ts';
import { kinds, newDocument, newParents, view } from '../hostile/kinds.ts';
import { newPerson, type Person, refusal } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value without what the pointers name; an item of a list leaves its place empty. */
function erased(value: unknown, pointers: readonly string[], at = ''): unknown {
  if (pointers.includes(at)) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => erased(item, pointers, `${at}/${index}`));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    erased(member, pointers, `${at}/${escapeToken(name)}`),
  ]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** The places that a merge patch names, seen from what is there: an object in place of none is wholly new. */
function named(patch: unknown, target: unknown, at = ''): string[] {
  if (!isObject(patch) || !isObject(target)) return [at];
  return Object.entries(patch).flatMap(([name, value]) =>
    named(value, Object.hasOwn(target, name) ? target[name] : undefined, `${at}/${escapeToken(name)}`),
  );
}

/** Every place in a value, the whole of it first. */
function places(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => places(item, `${at}/${index}`))];
  if (!isObject(value)) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([name, member]) => places(member, `${at}/${escapeToken(name)}`)),
  ];
}

const overlap = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

const mergePatch = fc.dictionary(
  fc.oneof(fc.constantFrom('a', 'b', 'list', 'é', 'x/y', ''), fc.string({ unit: 'grapheme', maxLength: 3 })),
  json,
  { maxKeys: 4 },
);
/** Documents and patches meet in few names, so that patches hit what is there. */
const loose = fc
  .record(
    { a: json, b: mergePatch, list: fc.array(json, { maxLength: 4 }), é: json, 'x/y': json, '': json },
    { requiredKeys: [] },
  )
  .map((own) => ({ own }));

describe.each(kinds)('laws of a $kind', (kind) => {
  let stored: Resource;
  let parents: Record<string, string>;
  beforeAll(async () => {
    parents = await newParents(ann, kind);
    stored = await newDocument(ann, kind, parents);
  });

  const call = () => ({ params: { id: stored.id }, ifMatch: '*' as const });
  const replace = async (data: unknown) =>
    (await ann.client(kind.endpoints.replace, { ...call(), body: { name: 'N', ...kind.own, data } }))
      .body as Resource;
  const merge = async (body: unknown) =>
    (await ann.client(kind.endpoints.update, { ...call(), body })).body as Resource;
  const operate = async (body: unknown) => {
    const bodyType = 'application/json-patch+json' as const;
    return (await ann.client(kind.endpoints.update, { ...call(), body, bodyType })).body as Resource;
  };
  const content = ({ version: _version, updatedAt: _updatedAt, ...rest }: Resource) => rest;

  test('what is put is what is got, and putting it again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(kind), async (data) => {
        const put = await replace(data);
        expect(put.data).toEqual(filledIn(data, put.data));
        expect(await view(ann, kind, stored.id)).toEqual(put);
        expect(await replace(put.data)).toEqual(put);
      }),
      { numRuns: 40 },
    );
  });

  test('what is created is what is got', async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(kind), async (data) => {
        const created = await newDocument(ann, kind, { ...parents, data });
        expect(created.data).toEqual(filledIn(data, created.data));
      }),
      { numRuns: 15 },
    );
  });

  test('a merge patch never changes what it does not name, and the empty one nothing', async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(kind), loose, mergePatch, async (known, { own }, patch) => {
        const before = await replace({ ...known, own });
        expect(await merge({})).toEqual(before);
        expect(await operate([])).toEqual(before);
        const after = await merge({ data: { own: patch } });
        const pointers = named({ data: { own: patch } }, before);
        expect(erased(content(after), pointers)).toEqual(erased(content(before), pointers));
      }),
      { numRuns: 40 },
    );
  });

  test('a JSON patch never changes what it does not name', async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(), json), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(documentOf(kind), loose, edits, async (known, { own }, chosen) => {
        const before = await replace({ ...known, own });
        const all = places(before.data.own, '/data/own').slice(1);
        const pointers: string[] = [];
        const operations = chosen.flatMap(([place, verb, value]) => {
          const path = all[place % Math.max(1, all.length)] ?? '/data/own/new';
          if (pointers.some((pointer) => overlap(pointer, path))) return [];
          const parent = valueAt(before, path.slice(0, path.lastIndexOf('/')));
          const isItem = Array.isArray(parent);
          pointers.push(path);
          if (!all.includes(path)) return [{ op: 'add', path, value }];
          if (verb % 3 === 0 && !isItem) return [{ op: 'remove', path }];
          return [{ op: verb % 3 === 1 && !isItem ? 'add' : 'replace', path, value }];
        });
        const after = await operate(operations);
        expect(erased(content(after), pointers)).toEqual(erased(content(before), pointers));
        for (const { op, path, value } of operations as { op: string; path: string; value?: unknown }[]) {
          expect(valueAt(after, path)).toEqual(op === 'remove' ? undefined : value);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what a stale writer is told has changed is all that has', async () => {
    await fc.assert(
      fc.asyncProperty(
        loose,
        fc.array(mergePatch, { minLength: 1, maxLength: 3 }),
        async (first, patches) => {
          const before = await replace({ ...first, marker: true });
          for (const patch of patches) await merge({ data: { own: patch } });
          const after = await merge({ data: { marker: null } });
          const late = { params: { id: stored.id }, ifMatch: before.version, body: { name: 'Late' } };
          const { changed = [], currentVersion } = await refusal(ann.client(kind.endpoints.update, late));
          expect(currentVersion).toBe(after.version);
          expect(changed).toContain('/data/marker');
          for (const pointer of changed)
            expect(valueAt(before, pointer)).not.toEqual(valueAt(after, pointer));
          expect(erased(content(after), changed)).toEqual(erased(content(before), changed));
        },
      ),
      { numRuns: 25 },
    );
  });
});
