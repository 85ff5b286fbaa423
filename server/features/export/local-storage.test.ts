import { readFileSync } from 'node:fs';
import {
  accounts,
  type Client,
  campaigns,
  companies,
  type Endpoint,
  type EntityKind,
  entityKinds,
  exports,
  ImportReport,
  imports,
  ProblemError,
  personas,
} from '@blossomer/contract';
import { type GeneratedWork, generatedWork } from '@blossomer/legacy/generated-documents';
import { wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

let people = 0;
function newcomer(): Client {
  people += 1;
  return server.client(`person-${people}@example.test`);
}

const handoff: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../legacy/fixtures/handoff.json', import.meta.url), 'utf8'),
);

describe('work that was made here, with whatever the contract takes', () => {
  test('comes to an empty account as it is, and back to its own as nothing new', async () => {
    await fc.assert(
      fc.asyncProperty(generatedWork('nobody'), async (work) => {
        const ann = newcomer();
        await make(ann, work);
        await expectLaws(ann, {});
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('work that was imported', () => {
  test('comes to an empty account as it is, and back to its own as nothing new', async () => {
    await fc.assert(
      fc.asyncProperty(wholeDumps(), async (dump) => {
        const ann = newcomer();
        await ann(imports.create, { body: { dump } });
        for (const { id } of await allOf(ann, 'company')) await expectLaws(ann, { companyId: String(id) });
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('is the same work for somebody who imported the same dump', async () => {
    const [ann, ben] = [newcomer(), newcomer()];
    await ann(imports.create, { body: { dump: handoff } });
    await ben(imports.create, { body: { dump: handoff } });
    const before = await treeOf(ben);
    const report = await bring(ben, await exported(ann, {}));
    expect(countsOf(report)).toMatchObject({ created: 0, recovered: 0 });
    // Only the items take over the ids that they have in the export.
    const withoutItemIds = (rows: Row[]) =>
      JSON.parse(
        JSON.stringify(contentsOf(rows)).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID'),
      );
    expect(withoutItemIds(await treeOf(ben))).toEqual(withoutItemIds(before));
  });

  test('keeps what the person edited since, under the ids of the old build', async () => {
    const ann = newcomer();
    await ann(imports.create, { body: { dump: handoff } });
    const [campaign] = await allOf(ann, 'campaign');
    await ann(campaigns.update, {
      params: { id: String(campaign?.id) },
      ifMatch: '*',
      bodyType: 'application/json-patch+json',
      body: [
        { op: 'replace', path: '/status', value: 'sent' },
        { op: 'add', path: '/data/alternatives', value: [{ id: 'mine', text: 'or so' }] },
        { op: 'replace', path: '/data/segments/0/text', value: '' },
      ],
    });
    const dump = await exported(ann, {});
    const [mail] = JSON.parse(dump.emailHistory ?? '');
    expect(mail.id).toBe(JSON.parse(handoff.emailHistory ?? '')[0].id);
    expect(mail.config.selectedAccount).toBe(JSON.parse(dump.target_accounts ?? '')[0].id);
    expect(mail.segments[0].text).toBe('');
    expect(mail._gtm).toMatchObject({
      status: 'sent',
      data: { alternatives: [{ id: 'mine', text: 'or so' }] },
    });
    await expectLaws(ann, {});
  });
});

test('an export that came back does not pass for the source: the old dump again reverts no edit', async () => {
  const ann = newcomer();
  await ann(imports.create, { body: { dump: handoff } });
  const [campaign] = await allOf(ann, 'campaign');
  await ann(campaigns.update, {
    params: { id: String(campaign?.id) },
    ifMatch: '*',
    bodyType: 'application/merge-patch+json',
    body: { data: { subject: 'Mine' } },
  });
  await bring(ann, await exported(ann, {}));
  const before = await treeOf(ann);
  const { body: report } = await ann(imports.create, { body: { dump: handoff } });
  expect(countsOf(report)).toEqual({ created: 0, updated: 0, unchanged: 4, recovered: 0 });
  expect(await treeOf(ann)).toEqual(before);
});

test('what the old build changed in an export comes back; what it made up does not', async () => {
  const ann = newcomer();
  const { body: company } = await ann(companies.create, { body: { name: 'Acme' } });
  const { body: account } = await ann(accounts.create, { body: { name: 'A', companyId: company.id } });
  const { body: persona } = await ann(personas.create, { body: { name: 'P', accountId: account.id } });
  await ann(campaigns.create, {
    body: {
      name: 'M',
      accountId: account.id,
      personaId: persona.id,
      data: {
        subject: 'Hi',
        segments: [
          { id: 's', type: 'intro', text: 'One.' },
          { id: 't', text: 'Two.' },
        ],
      },
    },
  });
  const dump = await exported(ann, {});
  await bring(ann, dump);
  const mails = JSON.parse(dump.emailHistory ?? '');
  expect(mails[0]).toMatchObject({ subject: 'Hi', body: 'One.\n\nTwo.' });
  expect((await allOf(ann, 'campaign'))[0]?.data).not.toHaveProperty('body');
  mails[0].subject = 'Hello';
  mails[0].body = 'Edited there.';
  await bring(ann, { ...dump, emailHistory: JSON.stringify(mails) });
  expect((await allOf(ann, 'campaign'))[0]?.data).toMatchObject({
    subject: 'Hello',
    body: 'Edited there.',
    segments: [{ id: 's' }, { id: 't' }],
  });
});

describe('which company', () => {
  test('has to be said when there are several, and is never guessed', async () => {
    const ann = newcomer();
    for (const name of ['One', 'Two', 'Three']) await ann(companies.create, { body: { name } });
    const problem = await problemOf(exported(ann, {}));
    expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(problem.detail).toContain('3 companies');
    expect(problem.errors[0]).toMatchObject({ in: 'query', pointer: '/companyId' });
  });

  test('need not be said when there is one; without any there is nothing', async () => {
    const ann = newcomer();
    expect(await problemOf(exported(ann, {}))).toMatchObject({ status: 404, code: 'not-found' });
    const { body } = await ann(companies.create, { body: { name: 'Only' } });
    const dump = await exported(ann, {});
    expect(Object.keys(dump)).toEqual(['dashboard_overview', 'target_accounts', 'emailHistory']);
    expect(JSON.parse(dump.dashboard_overview ?? '')).toMatchObject({
      companyName: 'Only',
      _gtm: { id: body.id },
    });
    expect([dump.target_accounts, dump.emailHistory]).toEqual(['[]', '[]']);
  });

  test('that is not there is not found', async () => {
    const ann = newcomer();
    await ann(companies.create, { body: { name: 'Only' } });
    const companyId = '01930000-0000-7000-8000-000000000000';
    expect(await problemOf(exported(ann, { companyId }))).toMatchObject({ status: 404, code: 'not-found' });
  });
});

test('the newest e-mail comes first', async () => {
  const ann = newcomer();
  await ann(imports.create, { body: { dump: handoff } });
  const [first] = await allOf(ann, 'campaign');
  const parents = { accountId: String(first?.accountId), personaId: String(first?.personaId) };
  for (const name of ['Second', 'Third']) await ann(campaigns.create, { body: { name, ...parents } });
  const names = JSON.parse((await exported(ann, {})).emailHistory ?? '').map(
    (mail: { _gtm: { name: string } }) => mail._gtm.name,
  );
  expect(names.slice(0, 2)).toEqual(['Third', 'Second']);
  expect(names).toHaveLength(3);
});

type Row = Record<string, unknown> & { id: string };

/** Both laws of the way back, for one company. */
async function expectLaws(ann: Client, query: { companyId?: string }): Promise<void> {
  const before = await treeOf(ann, query.companyId);
  const dump = await exported(ann, query);
  const ben = newcomer();
  const first = await bring(ben, dump);
  expect(countsOf(first)).toEqual({ created: before.length, updated: 0, unchanged: 0, recovered: 0 });
  expect(contentsOf(await treeOf(ben))).toEqual(contentsOf(before));
  const again = await bring(ann, dump);
  expect(countsOf(again)).toEqual({ created: 0, updated: 0, unchanged: before.length, recovered: 0 });
  expect(await treeOf(ann, query.companyId)).toEqual(before);
}

async function exported(client: Client, query: { companyId?: string }): Promise<Record<string, string>> {
  const { body } = await client(exports.whole, { query: { format: 'localStorage', ...query } });
  return JSON.parse(body);
}

async function bring(client: Client, dump: Record<string, string>): Promise<ImportReport> {
  const report = ImportReport.parse((await client(imports.create, { body: { dump } })).body);
  const sum = Object.values(report.totals.classes).reduce<number>((total, count) => total + (count ?? 0), 0);
  expect(sum).toBe(report.totals.leaves);
  expect(report.totals.classes).not.toHaveProperty('quarantined');
  expect(report.totals.classes).not.toHaveProperty('conflict-kept-both');
  return report;
}

function countsOf({ entities }: ImportReport) {
  const sum = { created: 0, updated: 0, unchanged: 0, recovered: 0 };
  for (const counts of Object.values(entities)) {
    for (const name of ['created', 'updated', 'unchanged', 'recovered'] as const) sum[name] += counts[name];
  }
  return sum;
}

const lists = {
  company: companies.list,
  account: accounts.list,
  persona: personas.list,
  campaign: campaigns.list,
} as Record<EntityKind, Endpoint>;

async function allOf(client: Client, kind: EntityKind): Promise<Row[]> {
  const { body } = await client(lists[kind], { query: { sort: 'createdAt', limit: 200 } });
  return (body as { items: Row[] }).items;
}

/** All below one company, parents first. */
async function treeOf(client: Client, companyId?: string): Promise<Row[]> {
  const [company = [], account = [], persona = [], campaign = []] = await Promise.all(
    entityKinds.map((kind) => allOf(client, kind)),
  );
  const isOf = (ids: Set<unknown>, field: string) => (row: Row) => ids.has(row[field]);
  const top = company.filter(({ id }) => companyId === undefined || id === companyId);
  const middle = account.filter(isOf(new Set(top.map(({ id }) => id)), 'companyId'));
  const inside = isOf(new Set(middle.map(({ id }) => id)), 'accountId');
  return [...top, ...middle, ...persona.filter(inside), ...campaign.filter(inside)];
}

/** Without ids, times and versions; what it belongs to by its content. Sorted, since two may be of one time. */
function contentsOf(rows: readonly Row[]): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.map((row) => canonical(contentOf(row, byId))).sort();
}

function contentOf(row: Row, byId: Map<string, Row>): unknown {
  const { id: _id, version: _version, createdAt: _created, updatedAt: _updated, ...rest } = row;
  const parents = ['companyId', 'accountId', 'personaId'].filter((name) => rest[name] !== undefined);
  return {
    ...rest,
    ...Object.fromEntries(
      parents.map((name) => {
        const parent = byId.get(String(rest[name]));
        return [name, parent === undefined ? 'nowhere' : contentOf(parent, byId)];
      }),
    ),
  };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

async function make(
  client: Client,
  { company, accounts: list, campaigns: mails }: GeneratedWork,
): Promise<void> {
  const { name, url = '', data } = company;
  await client(companies.create, { body: { id: company.id, name, url, data } as never });
  for (const { personas: inside, id, companyId, ...account } of list) {
    await client(accounts.create, {
      body: { id, companyId, name: account.name, data: account.data } as never,
    });
    for (const persona of inside) {
      const body = { id: persona.id, accountId: id, name: persona.name, data: persona.data };
      await client(personas.create, { body: body as never });
    }
  }
  for (const { document, account, persona } of mails) {
    const { id, name: title, type, status, data: content } = document;
    const accountId = list[account]?.id;
    const personaId = list[account]?.personas[persona]?.id;
    await client(campaigns.create, {
      body: { id, accountId, personaId, name: title, type, status, data: content } as never,
    });
  }
}

async function problemOf(answer: Promise<unknown>) {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error.problem;
  throw new Error('a problem was expected');
}
