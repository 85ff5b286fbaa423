import { type ImportReport, imports } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { damagedDumps, wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import { choices, decided } from './test-generated-decisions.ts';
import { documentsOf, edits, makeEdits } from './test-generated-edits.ts';
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

const numRuns = Number(process.env.RUNS ?? 12);
const patience = 240_000;
const rows = () => rowsOfPerson(server, ann.email);
const dumps = () => fc.oneof(wholeDumps(), damagedDumps());

test(
  'a dry run writes nothing and says what the import says; its classes are its leaves; again it changes nothing',
  async () => {
    const anything = edits('replace', 'remove', 'add', 'rename', 'move', 'create', 'delete');
    await fc.assert(
      fc.asyncProperty(dumps(), anything, dumps(), choices, async (first, edited, second, chosen) => {
        ann = await newPerson(server);
        await ann.client(imports.create, { body: { dump: first } });
        await makeEdits(ann, edited);
        const decisions = await decided(ann, second, chosen);
        const importing = async (dryRun: boolean): Promise<ImportReport> =>
          (await ann.client(imports.create, { body: { dump: second, decisions }, query: { dryRun } })).body;
        const before = await rows();
        const dry = await importing(true);
        expect(await rows()).toEqual(before);
        const report = await importing(false);
        expect({ ...dry, id: report.id, dryRun: false }).toEqual(report);
        const { leaves, classes } = report.totals;
        expect(leaves).toBe(countLeaves(second).total);
        expect(Object.values(classes).reduce((sum, count) => sum + (count ?? 0), 0)).toBe(leaves);
        const after = [await rows(), await versions()];
        const again = await importing(false);
        expect([await rows(), await versions()]).toEqual(after);
        for (const { result } of again.documents ?? []) expect(result).toBe('unchanged');
      }),
      { numRuns, endOnFailure: true },
    );
  },
  patience,
);

test(
  'two imports of one dump at the same moment are one import and one that changed nothing',
  async () => {
    await fc.assert(
      fc.asyncProperty(dumps(), async (dump) => {
        ann = await newPerson(server);
        const importing = async () => (await ann.client(imports.create, { body: { dump } })).body;
        const reports = await Promise.all([importing(), importing()]);
        const results = reports.map(({ documents = [] }) => new Set(documents.map(({ result }) => result)));
        expect(
          results.filter((result) => !result.has('created') && !result.has('recovered')).length,
        ).toBeGreaterThan(0);
        const together = await rows();
        for (const { id } of reports) await ann.client(imports.undo, { params: { id } });
        expect(await rows()).toEqual([]);
        await importing();
        expect((await rows()).map(withoutDay)).toEqual(together.map(withoutDay));
      }),
      { numRuns, endOnFailure: true },
    );
  },
  patience,
);

test('two browsers of one person come together: nothing is replaced, what both have is there once', async () => {
  const account = { id: 'target_account_1751900000001_aaaaaaaaa', targetAccountName: 'Mid SaaS' };
  const own = { id: 'target_account_1751900000002_bbbbbbbbb', targetAccountName: 'Retail' };
  const mail = (id: string) => ({ id, subject: `Mail ${id}` });
  const browser = (url: string, accounts: object[], mails: object[]) => ({
    dashboard_overview: JSON.stringify({ companyName: url, companyUrl: url }),
    target_accounts: JSON.stringify(accounts),
    emailHistory: JSON.stringify(mails),
  });
  const importing = async (dump: object) =>
    (await ann.client(imports.create, { body: { dump: { ...dump } } })).body;
  await importing(browser('acme.test', [account], [mail('1751900000021')]));
  await importing(browser('beta.test', [account, own], [mail('1751900000021'), mail('1751900000022')]));
  const found = await documentsOf(ann);
  const of = (kind: string) => found.filter((one) => one.kind.kind === kind);
  const name = (id: unknown) => found.find((one) => one.id === id)?.name;
  expect(
    of('company')
      .map((one) => one.name)
      .sort(),
  ).toEqual(['acme.test', 'beta.test']);
  const homes = of('account').map((one) => `${one.name} of ${name(one.companyId)}`);
  expect(homes.sort()).toContain('Mid SaaS of acme.test');
  expect(homes).toContain('Retail of beta.test');
  expect(
    of('campaign')
      .map((one) => one.name)
      .sort(),
  ).toEqual(['Mail 1751900000021', 'Mail 1751900000022']);
});

async function versions(): Promise<string[]> {
  return (await documentsOf(ann)).map(({ id, version }) => `${id} ${version}`);
}

/** What has no date of its own is of the day of its import. */
function withoutDay(row: string): string {
  return row.replace(/"created_at": "[^"]*"/, '');
}
