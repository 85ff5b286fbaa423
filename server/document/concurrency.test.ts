import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
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

describe.each(kinds)('many writers of one $kind', (kind) => {
  let parents: Record<string, string>;
  beforeAll(async () => {
    parents = await newParents(ann, kind);
  });
  const append = ({ id }: Resource, value: unknown, ifMatch: number | '*') =>
    ann.client(kind.endpoints.update, {
      params: { id },
      ifMatch,
      body: [{ op: 'add', path: '/data/entries/-', value }],
      bodyType: 'application/json-patch+json',
    });
  const entriesOf = ({ data }: Resource) => data.entries as unknown[];

  test('with If-Match: each accepted edit is there once, no other, and the version counts them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (writers, edits) => {
          const stored = await newDocument(ann, kind, { ...parents, data: { entries: [] } });
          const accepted: string[] = [];
          const write = async (writer: number) => {
            let { version } = stored;
            for (let edit = 0; edit < edits; edit += 1) {
              const entry = `${writer}.${edit}`;
              const call = append(stored, entry, version);
              const answer = await call.then(
                ({ body }) => body as Resource,
                async () => {
                  const { code, currentVersion = 0 } = await refusal(call);
                  return { version: currentVersion, refused: code };
                },
              );
              if ('refused' in answer) expect(answer.refused).toBe('stale-version');
              else accepted.push(entry);
              version = answer.version;
            }
          };
          await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
          const last = await view(ann, kind, stored.id);
          expect(entriesOf(last).toSorted()).toEqual(accepted.toSorted());
          expect(last.version).toBe(1 + accepted.length);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('with If-Match: *: nothing accepted is lost or doubled, and each writer’s are in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 6 }),
        async (writers) => {
          const stored = await newDocument(ann, kind, { ...parents, data: { entries: [] } });
          const accepted = await Promise.all(
            writers.map(async (edits, writer) => {
              const mine: string[] = [];
              for (let edit = 0; edit < edits; edit += 1) {
                const entry = `${writer}.${edit}`;
                const call = append(stored, entry, '*');
                const outcome = await call.catch(() => refusal(call));
                if ('status' in outcome && outcome.status === 200) mine.push(entry);
                else expect(outcome).toMatchObject({ code: 'conflict' });
              }
              return mine;
            }),
          );
          const last = await view(ann, kind, stored.id);
          expect(entriesOf(last).toSorted()).toEqual(accepted.flat().toSorted());
          expect(last.version).toBe(1 + accepted.flat().length);
          for (const [writer, mine] of accepted.entries()) {
            const there = entriesOf(last).filter((entry) => String(entry).startsWith(`${writer}.`));
            expect(there).toEqual(mine);
          }
        },
      ),
      { numRuns: 6 },
    );
  });
});

describe.each(kinds)('pages of every $kind', (kind) => {
  const sorts = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'name', '-name'];
  const names = fc.constantFrom('', 'a', 'A', 'ä', 'b', 'z', '🎉').map((name) => `N${name}`);

  test('have each row once while others are inserted, edited elsewhere and deleted between them', async () => {
    const step = fc.record({
      limit: fc.integer({ min: 1, max: 3 }),
      inserted: fc.array(names, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sorts),
        fc.array(names, { minLength: 2, maxLength: 6 }),
        fc.array(step, { minLength: 1, maxLength: 4 }),
        async (sort, before, steps) => {
          const person = await newPerson(server);
          const parents = await newParents(person, kind);
          const there = [];
          for (const name of before) there.push((await newDocument(person, kind, { ...parents, name })).id);
          const seen: string[] = [];
          let cursor: string | undefined;
          for (let page = 0; ; page += 1) {
            const { limit, inserted } = steps[page % steps.length] ?? { limit: 1, inserted: [] };
            const query = { sort, limit, ...(cursor === undefined ? {} : { cursor }) };
            const { body } = await person.client(kind.endpoints.list, { query });
            const { items, nextCursor } = body as { items: Resource[]; nextCursor: string | null };
            seen.push(...items.map(({ id }) => id));
            if (nextCursor === null) break;
            cursor = nextCursor;
            // The inserting stops, or ascending pages by time would follow it for ever.
            if (page < 5) for (const name of inserted) await newDocument(person, kind, { ...parents, name });
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(there.filter((id) => !seen.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 10 },
    );
  });
});
