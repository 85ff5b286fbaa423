import { type ImportDecisions, type ImportReport, type ImportUndo, imports } from '@blossomer/contract';
import { damagedDumps, wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import {
  editedSince,
  expectedAfterUndo,
  placeOf,
  toldAsEdited,
  type Were,
  wasWritten,
  withoutHusks,
} from './test-expected-undo.ts';
import { choices, decided } from './test-generated-decisions.ts';
import { documentsOf, edits, type Found, makeEdits } from './test-generated-edits.ts';
import { rowsOfPerson } from './test-rows-of-person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const numRuns = Number(process.env.RUNS ?? 15);
const patience = 60_000 + numRuns * 4000;

async function importing(dump: Record<string, unknown>, decisions?: ImportDecisions): Promise<ImportReport> {
  const body = { dump, ...(decisions === undefined ? {} : { decisions }) };
  return (await ann.client(imports.create, { body })).body;
}
async function undo(id: string): Promise<ImportUndo> {
  return (await ann.client(imports.undo, { params: { id } })).body;
}
const rows = () => rowsOfPerson(server, ann.email);
const dumps = () => fc.oneof(wholeDumps(), damagedDumps());

test(
  'undone right after, an import leaves every row as it was, whatever came before it and was decided',
  async () => {
    const anything = edits('replace', 'remove', 'add', 'rename', 'move', 'create', 'delete');
    await fc.assert(
      fc.asyncProperty(dumps(), anything, dumps(), choices, async (first, edited, second, chosen) => {
        ann = await newPerson(server);
        await importing(first);
        await makeEdits(ann, edited);
        const decisions = await decided(ann, second, chosen);
        const before = await rows();
        const { id } = await importing(second, decisions);
        const report = await undo(id);
        expect(report.failed).toEqual([]);
        expect(report.kept).toEqual([]);
        expect(await rows()).toEqual(before);
        expect(await undo(id)).toEqual(report);
        expect(await rows()).toEqual(before);
      }),
      { numRuns, endOnFailure: true },
    );
  },
  patience,
);

test(
  'undone and imported again, everything is as the import had made it',
  async () => {
    await fc.assert(
      fc.asyncProperty(dumps(), dumps(), choices, async (first, second, chosen) => {
        ann = await newPerson(server);
        await importing(first);
        const decisions = await decided(ann, second, chosen);
        const { id } = await importing(second, decisions);
        const after = (await documentsOf(ann)).map(contentOf);
        await undo(id);
        await importing(second, decisions);
        expect((await documentsOf(ann)).map(contentOf)).toEqual(after);
      }),
      { numRuns, endOnFailure: true },
    );
  },
  patience,
);

/** What has no date of its own is of the day of its import. */
function contentOf({
  version: _version,
  updatedAt: _updated,
  createdAt: _created,
  kind,
  ...document
}: Found) {
  return { kind: kind.kind, ...document };
}

type State = ReadonlyMap<string, Found>;
const state = async (): Promise<State> => new Map((await documentsOf(ann)).map((one) => [one.id, one]));

test(
  'undone after edits, an import leaves exactly the leaves that were edited since, and lists them',
  async () => {
    const anything = edits('replace', 'remove', 'add', 'rename', 'move', 'create', 'delete');
    await fc.assert(
      fc.asyncProperty(fc.option(wholeDumps()), wholeDumps(), anything, async (first, second, edited) => {
        ann = await newPerson(server);
        if (first !== null) await importing(first);
        const before = await state();
        const { id } = await importing(second);
        const after = await state();
        await makeEdits(ann, edited);
        const now = await state();
        const report = await undo(id);
        const final = await state();
        expect(report.failed).toEqual([]);
        for (const document of now.values()) {
          const was = before.get(document.id);
          const stays = was !== undefined && !isBelowLiving(was, final);
          const parents = stays ? parentsOf(document) : {};
          const were = {
            before: was && { ...was, ...parents },
            after: after.get(document.id),
            now: document,
          };
          const left = final.get(document.id);
          const wanted = expectedAfterUndo(were, isHeld(document, final));
          expect(left && withoutHusks(left, document), `${document.kind.kind} ${document.id}`).toEqual(
            wanted,
          );
          if (left !== undefined && wasWritten({ ...were, before: was }))
            expectListed(were, left, stays, report);
        }
        for (const [one, found] of final) {
          if (now.has(one)) continue;
          expect([after.has(one), before.has(one)], `${found.name} was brought back`).toEqual([false, true]);
          expect(contentOf(found)).toEqual(contentOf(before.get(one) ?? found));
        }
      }),
      { numRuns, endOnFailure: true },
    );
  },
  patience,
);

function parentsOf({ companyId, accountId, personaId }: Found): Partial<Record<string, string>> {
  const all = { companyId, accountId, personaId };
  return Object.fromEntries(Object.entries(all).filter(([, id]) => id !== undefined)) as Record<
    string,
    string
  >;
}

/** What lost its former parent since cannot go back there. */
function isBelowLiving(was: Found, final: State): boolean {
  return Object.values(parentsOf(was)).every((id) => id !== undefined && final.has(id));
}

function isHeld({ id }: Found, by: State): boolean {
  return [...by.values()].some(({ companyId, accountId, personaId }) =>
    [companyId, accountId, personaId].includes(id),
  );
}

/** Everything that was edited of what the import wrote is told, and nothing that was not edited is. */
function expectListed(were: Were, left: Found, stays: boolean, { kept }: ImportUndo): void {
  const edited = [
    ...editedSince(were),
    ...(stays ? Object.keys(parentsOf(left)).map((one) => `/${one}`) : []),
  ];
  // What stays whole is told whole: an edit that only took something away would not have kept it.
  if (kept.some(({ id, why }) => id === left.id && why === 'holds-other-work')) return;
  const told = kept.filter(({ id, why }) => id === left.id && why === 'edited-since');
  const isTold = (leaf: string, place: string) => isWithin(leaf, place) || isWithin(place, leaf);
  const places = told.flatMap(({ pointers }) => pointers.map((pointer) => placeOf(left, pointer)));
  for (const leaf of toldAsEdited(were))
    expect(
      places.some((place) => isTold(leaf, place)),
      `${leaf} is told`,
    ).toBe(true);
  for (const place of places)
    expect(
      edited.some((leaf) => isTold(leaf, place)),
      `${place} was edited`,
    ).toBe(true);
}

function isWithin(leaf: string, place: string): boolean {
  return leaf === place || leaf.startsWith(`${place}/`);
}
