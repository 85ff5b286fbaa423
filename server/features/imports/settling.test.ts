import {
  admin,
  companies,
  type ImportDecisions,
  type ImportReport,
  imports,
  type LeafClass,
  me,
} from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';
import { rowsOfPerson } from './test-rows-of-person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const browser = (description: string, capabilities: string[]) => ({
  dashboard_overview: JSON.stringify({
    companyName: 'Acme',
    companyUrl: 'https://acme.test',
    description,
    capabilities,
  }),
});
const first = browser('As it was.', ['Finds idle machines']);
const second = browser('As the other browser has it.', ['Finds idle machines', 'Buys ahead']);

async function importing(
  dump: Record<string, unknown>,
  { decisions, dryRun = false }: { decisions?: ImportDecisions; dryRun?: boolean } = {},
): Promise<ImportReport> {
  const body = { dump, ...(decisions === undefined ? {} : { decisions }) };
  return (await ann.client(imports.create, { body, query: { dryRun } })).body;
}

async function company() {
  const [only] = (await ann.client(companies.list)).body.items;
  if (only === undefined || !('data' in only)) throw new Error('There is no company.');
  return only;
}

function keeping(documentId: string, keep: 'stored' | 'imported') {
  return { decisions: { settleDocuments: [{ documentId, keep }] } };
}

/** Imported once, and edited in the account since; the other browser has other words at the same place. */
async function edited(): Promise<string> {
  await importing(first);
  const { id, version } = await company();
  await ann.client(companies.update, {
    params: { id },
    ifMatch: version,
    body: { data: { description: 'My own words.', objections: ['Price'] } },
  });
  return id;
}

const view = async (id: string) => (await ann.client(imports.view, { params: { id } })).body;

async function classOf(importId: string, pointer: string): Promise<LeafClass | undefined> {
  const { items } = (await ann.client(imports.receipt, { params: { id: importId } })).body;
  return items.find((leaf) => leaf.pointer === pointer)?.class;
}

test('a dry run tells which documents say something else, in which words, whatever is decided', async () => {
  const id = await edited();
  const told = [
    {
      pointer: '/data/capabilities',
      stored: 'Finds idle machines',
      imported: 'Finds idle machines\nBuys ahead',
    },
    {
      pointer: '/data/description',
      stored: 'My own words.',
      imported: 'As the other browser has it.',
    },
  ];
  for (const how of [{}, keeping(id, 'stored'), keeping(id, 'imported')]) {
    const { documents = [] } = await importing(second, { ...how, dryRun: true });
    expect(documents.map(({ differs }) => differs.toSorted(byPointer))).toEqual([told]);
  }
});

test('the import’s text is taken where it was decided, and what it replaced is in the receipt and comes back', async () => {
  const id = await edited();
  const before = await rowsOfPerson(server, ann.email);
  const decided = keeping(id, 'imported');
  const dry = await importing(second, { ...decided, dryRun: true });
  const report = await importing(second, decided);
  expect({ ...dry, id: report.id, dryRun: false }).toEqual(report);
  expect(report.totals.classes['conflict-kept-both']).toBeUndefined();
  expect(report.documents).toMatchObject([{ result: 'updated', conflicts: [] }]);
  expect((await company()).data).toMatchObject({
    description: 'As the other browser has it.',
    capabilities: ['Finds idle machines', 'Buys ahead'],
    objections: ['Price'],
  });
  expect(await classOf(report.id, '/description')).toBe('stored');
  expect((await view(report.id)).replaced.toSorted(byPointer)).toEqual([
    { kind: 'company', id, name: 'Acme', pointer: '/data/capabilities', value: ['Finds idle machines'] },
    { kind: 'company', id, name: 'Acme', pointer: '/data/description', value: 'My own words.' },
  ]);
  expect((await importing(second, decided)).documents).toMatchObject([{ result: 'unchanged', differs: [] }]);
  await ann.client(imports.undo, { params: { id: report.id } });
  expect(await rowsOfPerson(server, ann.email)).toEqual(before);
});

test('what is stored stays where it was decided, even if nobody edited it, and the import’s text is in the receipt', async () => {
  await importing(first);
  const { id } = await company();
  const before = await rowsOfPerson(server, ann.email);
  const report = await importing(second, keeping(id, 'stored'));
  expect(await rowsOfPerson(server, ann.email)).toEqual(before);
  expect(report.documents).toMatchObject([{ result: 'unchanged' }]);
  expect(await classOf(report.id, '/description')).toBe('conflict-kept-both');
  expect((await view(report.id)).replaced).toEqual([]);
  const raw = (await ann.client(imports.raw, { params: { id: report.id } })).body;
  expect(raw).toEqual(second);
  await importing(second);
  expect(await rowsOfPerson(server, ann.email), 'it stays so').toEqual(before);
});

test('without a word an edit stays, and what the import changes otherwise is in its receipt', async () => {
  await edited();
  const report = await importing(second);
  expect((await company()).data).toMatchObject({
    description: 'My own words.',
    capabilities: ['Finds idle machines', 'Buys ahead'],
  });
  expect((await view(report.id)).replaced).toMatchObject([
    { pointer: '/data/capabilities', value: ['Finds idle machines'] },
  ]);
});

test('a decision about what the import does not speak of, or two of one document, are refused', async () => {
  const id = await edited();
  const before = await rowsOfPerson(server, ann.email);
  const elsewhere = '019aa0b0-0000-7000-8000-000000000001';
  expect((await refusal(importing(second, keeping(elsewhere, 'imported')))).errors).toMatchObject([
    { in: 'body', pointer: '/decisions/settleDocuments/0/documentId' },
  ]);
  const both: ImportDecisions = {
    settleDocuments: [
      { documentId: id, keep: 'imported' },
      { documentId: id, keep: 'stored' },
    ],
  };
  expect((await refusal(importing(second, { decisions: both }))).errors).toMatchObject([
    { in: 'body', pointer: '/decisions/settleDocuments/0/keep' },
  ]);
  expect(await rowsOfPerson(server, ann.email)).toEqual(before);
});

test('an admin is told where a document differs, and not what stands there', async () => {
  await edited();
  const { id } = (await ann.client(me.view)).body;
  const boss = await newPerson(server);
  await boss.client(me.view);
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`update users set role = 'admin' where email = $1`, [boss.email]),
  );
  const { body } = await boss.client(admin.import, {
    params: { id },
    query: { dryRun: true },
    body: { dump: second, reason: 'Asked by phone' },
  });
  expect(body.documents?.[0]?.differs.toSorted(byPointer)).toEqual([
    { pointer: '/data/capabilities' },
    { pointer: '/data/description' },
  ]);
  expect(JSON.stringify(body)).not.toContain('My own words');
});

function byPointer(one: { pointer: string }, other: { pointer: string }): number {
  return one.pointer < other.pointer ? -1 : 1;
}
