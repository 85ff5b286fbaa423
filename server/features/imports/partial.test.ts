import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Account,
  accounts,
  campaigns,
  companies,
  type ImportReport,
  imports,
  personas,
} from '@blossomer/contract';
import { wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { kinds } from '../../hostile/kinds.ts';
import { newPerson, type Person } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
let handoff: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  const file = join(import.meta.dirname, '../../../legacy/fixtures/handoff.json');
  handoff = JSON.parse(await readFile(file, 'utf8'));
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

async function importing(dump: Record<string, unknown>): Promise<ImportReport> {
  return (await ann.client(imports.create, { body: { dump } })).body;
}

/** Every document as the superuser sees it: with its parents, without its person, times and version. */
function documents(): Promise<string[]> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const tables = kinds.map(
      ({ table }) => `select (to_jsonb(it) - array['version', 'updated_at', 'created_at'])::text as row
        from ${table} it where user_id = (select id from users where email = $1)`,
    );
    const { rows } = await client.query<{ row: string }>(`${tables.join(' union all ')} order by row`, [
      ann.email,
    ]);
    return rows.map(({ row }) => row);
  });
}

async function versions(): Promise<string[]> {
  const found = await Promise.all(
    [companies, accounts, personas, campaigns].map(
      async ({ list }) => (await ann.client(list as typeof accounts.list)).body.items,
    ),
  );
  return found.flat().map(({ id, version }: Pick<Account, 'id' | 'version'>) => `${id} ${version}`);
}

function only(dump: Record<string, string>, ...keys: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(dump).filter(([key]) => keys.includes(key)));
}

/** A dump and the keys of a part of it. */
function partsOfDumps() {
  return wholeDumps().chain((dump) => {
    const strings = Object.fromEntries(
      Object.entries(dump).map(([key, value]) => [key, JSON.stringify(value)]),
    );
    return fc.tuple(
      fc.constant(strings),
      fc.subarray(Object.keys(strings)).map((keys) => only(strings, ...keys)),
    );
  });
}

const numRuns = 12;

test('a part of a dump, imported after the whole, changes no document and makes none', async () => {
  await fc.assert(
    fc.asyncProperty(partsOfDumps(), async ([dump, part]) => {
      ann = await newPerson(server);
      await importing(dump);
      const before = [await documents(), await versions()];
      const report = await importing(part);
      expect([await documents(), await versions()]).toEqual(before);
      for (const { result } of report.documents ?? []) expect(result).toBe('unchanged');
    }),
    { numRuns, endOnFailure: true },
  );
}, 120_000);

test('a part of a dump, imported before the whole, ends with the documents of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(partsOfDumps(), async ([dump, part]) => {
      ann = await newPerson(server);
      await importing(part);
      const between = await documents();
      const { id } = await importing(dump);
      const after = await documents();
      await ann.client(imports.undo, { params: { id } });
      expect(await documents()).toEqual(between);
      await importing(dump);
      expect(await documents()).toEqual(after);
      await everythingUndone();
      expect(await documents()).toEqual([]);
      await importing(dump);
      expect(await documents()).toEqual(after);
    }),
    { numRuns, endOnFailure: true },
  );
}, 120_000);

async function everythingUndone(): Promise<void> {
  for (const { id } of (await ann.client(imports.list)).body.items)
    await ann.client(imports.undo, { params: { id } });
}

describe.each([
  ['only e-mails', ['emailHistory']],
  ['only accounts', ['target_accounts']],
  ['only the company', ['dashboard_overview']],
])('a dump with %s after the whole', (_, keys) => {
  test('says that everything is unchanged, under its parents', async () => {
    const whole = await importing(handoff);
    const report = await importing(only(handoff, ...keys));
    for (const { kind, id, result, parentId } of report.documents ?? []) {
      expect(result, kind).toBe('unchanged');
      expect(parentId).toBe(whole.documents?.find((one) => one.id === id)?.parentId);
    }
    expect(report.totals.classes.quarantined).toBeUndefined();
  });
});

const id = 'target_account_1751900000001_aaaaaaaaa';
const newer = {
  id,
  targetAccountName: 'Mid SaaS',
  targetAccountDescription: 'Newer words.',
  targetAccountRationale: ['They grow'],
  buyingSignals: [{ title: 'Hiring', description: 'Jobs', priority: 'High' }],
};
const older = { id, name: 'Mid', description: 'Older words.', confidence_scores: { name: 0.5 } };

test('an older copy of an account adds what the newer one lacks, takes nothing away and overrides nothing', async () => {
  await importing({ target_accounts: JSON.stringify([newer]) });
  const { items } = (await ann.client(accounts.list)).body;
  const edit = { data: { rationale: ['My own'] } };
  await ann.client(accounts.update, { params: { id: items[0]?.id ?? '' }, ifMatch: '*', body: edit });
  const report = await importing({ target_accounts: JSON.stringify([older]) });
  expect((await ann.client(accounts.list)).body.items[0]).toMatchObject({
    name: 'Mid SaaS',
    data: {
      description: 'Newer words.',
      rationale: ['My own'],
      buyingSignals: [{ title: 'Hiring', priority: 'High' }],
      provenance: { '/confidence_scores': { name: 0.5 } },
    },
  });
  expect(report.totals.classes).toEqual({ stored: 1, 'conflict-kept-both': 2, derived: 1 });
  const { documents: told = [] } = await importing({ target_accounts: JSON.stringify([older]) });
  expect(told.map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
});

test('company_overview and then dashboard_overview are one company, as they would be together', async () => {
  const first = JSON.stringify({
    companyName: 'acme.test',
    companyUrl: 'https://acme.test',
    objections: ['Risk'],
  });
  const second = JSON.stringify({
    companyName: 'Acme',
    companyUrl: 'https://acme.test',
    description: 'It acts.',
  });
  await importing({ company_overview: first });
  await importing({ dashboard_overview: second });
  const apart = await documents();
  expect(apart).toHaveLength(1);
  expect((await ann.client(companies.list)).body.items[0]).toMatchObject({
    name: 'Acme',
    data: { description: 'It acts.', objections: ['Risk'], provenance: { '/companyName': 'acme.test' } },
  });
  await everythingUndone();
  await importing({ company_overview: first, dashboard_overview: second });
  expect(await documents()).toEqual(apart);
});

test('mails alone, before their account is known, give way to it, and undo brings the stand-ins back', async () => {
  await importing(only(handoff, 'emailHistory'));
  const before = await documents();
  expect((await ann.client(accounts.list)).body.items[0]).toMatchObject({
    data: { provenance: { recovered: true } },
  });
  const report = await importing(handoff);
  const account = (await ann.client(accounts.list)).body.items[0] as Account | undefined;
  expect(account?.data.provenance ?? {}).not.toHaveProperty('recovered');
  expect(report.entities).toMatchObject({ account: { updated: 1 }, persona: { updated: 1 } });
  await ann.client(imports.undo, { params: { id: report.id } });
  expect(await documents()).toEqual(before);
});
