import {
  accounts,
  campaigns,
  companies,
  type ImportDecisions,
  type ImportReport,
  imports,
  personas,
  trash,
} from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { footprint, newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const first = 'target_account_1751900000001_aaaaaaaaa';
const second = 'customer_1751800000002_bbbbbbbbb';
const unknown = '019aa0b0-0000-7000-8000-000000000001';

/** The same segment under two ids, in two keys, each with a persona of its own and one that both have. */
const dump = {
  dashboard_overview: JSON.stringify({ companyName: 'Acme', companyUrl: 'https://acme.test' }),
  target_accounts: JSON.stringify([
    {
      id: first,
      targetAccountName: 'Mid SaaS',
      targetAccountDescription: 'SaaS on AWS.',
      targetAccountRationale: ['They grow'],
      personas: [
        { id: '1751900000011', targetPersonaName: 'VP Eng', goals: ['Save'] },
        { id: '1751900000012', targetPersonaName: 'CTO' },
      ],
    },
  ]),
  customer_profiles: JSON.stringify([
    {
      id: second,
      name: 'Mid SaaS',
      description: 'SaaS, older words.',
      rationale: 'They grow',
      personas: [
        { id: '1751900000011', name: 'VP Eng', desiredOutcomes: ['Save'] },
        { id: '1751900000013', name: 'CFO' },
      ],
    },
  ]),
  emailHistory: JSON.stringify([
    mail('1751900000021', second, '1751900000013'),
    mail('1751900000022', first, '1751900000011'),
    mail('1751900000023', second, '1751900000011'),
  ]),
};

function mail(id: string, account: string, persona: string) {
  return {
    id,
    subject: `Mail ${id}`,
    body: 'Hello',
    config: { selectedAccount: account, selectedPersona: persona },
  };
}

interface Parts {
  decisions?: ImportDecisions;
  dryRun?: boolean;
  from?: Record<string, unknown>;
}

async function importing({ decisions, dryRun = false, from = dump }: Parts = {}): Promise<ImportReport> {
  const body = { dump: from, ...(decisions === undefined ? {} : { decisions }) };
  return (await ann.client(imports.create, { body, query: { dryRun } })).body;
}

async function everything() {
  const found = await Promise.all([
    ann.client(companies.list),
    ann.client(accounts.list),
    ann.client(personas.list),
    ann.client(campaigns.list),
  ]);
  return found
    .flatMap(({ body }) => body.items as { id: string; version: number; updatedAt: string }[])
    .map(({ version: _version, updatedAt: _updatedAt, ...document }) => document)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

const undo = async (id: string) => (await ann.client(imports.undo, { params: { id } })).body;
const names = async (list: typeof accounts.list) =>
  (await ann.client(list)).body.items.map(({ name }) => name).sort();
const idOf = (report: ImportReport, kind: string, name: string) =>
  report.documents?.find((one) => one.kind === kind && one.name === name)?.id ?? '';

/** What two accounts of one name are told as, and the decision that makes them one. */
async function joining(): Promise<ImportDecisions> {
  const { findings } = await importing({ dryRun: true });
  const same = findings.find(({ code }) => code === 'same-name');
  return { mergeAccounts: [{ into: same?.other?.id ?? '', from: same?.entity?.id ?? '' }] };
}

test('the dry run names both accounts of one name, and each document with its parent and the reason for it', async () => {
  const report = await importing({ dryRun: true });
  const same = report.findings.find(({ code }) => code === 'same-name');
  const [one, other] = (report.documents ?? []).filter(({ kind }) => kind === 'account');
  expect([same?.other?.id, same?.entity?.id]).toEqual([one?.id, other?.id]);
  const company = idOf(report, 'company', 'Acme');
  expect(report.documents?.map(({ kind, name, because = '' }) => `${kind} ${name} ${because}`)).toEqual([
    'company Acme ',
    'account Mid SaaS overview',
    'account Mid SaaS overview',
    'persona VP Eng nested',
    'persona CTO nested',
    'persona VP Eng nested',
    'persona CFO nested',
    'campaign Mail 1751900000021 named',
    'campaign Mail 1751900000022 named',
    'campaign Mail 1751900000023 named',
  ]);
  expect([one?.parentId, other?.parentId]).toEqual([company, company]);
});

test('the documents are in the answer and not in the stored report', async () => {
  const report = await importing();
  const { body } = await ann.client(imports.view, { params: { id: report.id } });
  expect(report.documents).toHaveLength(10);
  expect(body).not.toHaveProperty('documents');
});

test('merged accounts have the personas of both, equal leaves once and different ones under provenance', async () => {
  const decisions = await joining();
  const dry = await importing({ decisions, dryRun: true });
  const real = await importing({ decisions });
  expect({ ...dry, id: '', dryRun: false }).toEqual({ ...real, id: '', dryRun: false });
  const { items } = (await ann.client(accounts.list)).body;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    name: 'Mid SaaS',
    data: {
      description: 'SaaS on AWS.',
      rationale: ['They grow'],
      provenance: { '/description': 'SaaS, older words.', '/id': second },
    },
  });
  expect(await names(personas.list as never)).toEqual(['CFO', 'CTO', 'VP Eng']);
  expect(real.totals.classes['conflict-kept-both']).toBe(1);
  expect(real.findings.map(({ code }) => code)).toContain('accounts-merged');
  expect((await ann.client(campaigns.list)).body.items.map(({ accountId }) => accountId)).toEqual([
    items[0]?.id,
    items[0]?.id,
    items[0]?.id,
  ]);
});

test('what was decided holds for later imports and for another device', async () => {
  await importing({ decisions: await joining() });
  const before = await everything();
  const again = await importing();
  expect(await everything()).toEqual(before);
  for (const { result, name } of again.documents ?? []) expect(result, name).toBe('unchanged');
  const { customer_profiles, emailHistory } = dump;
  await importing({ from: { customer_profiles, emailHistory } });
  expect(await everything()).toEqual(before);
  const renamed = JSON.stringify(
    JSON.parse(customer_profiles).map((it: object) => ({ ...it, mood: 'good' })),
  );
  await importing({ from: { customer_profiles: renamed, target_accounts: '[]' } });
  expect(await names(accounts.list)).toEqual(['Mid SaaS']);
  const [account] = (await ann.client(accounts.list)).body.items;
  expect(account).toMatchObject({ data: { description: 'SaaS on AWS.', mood: 'good' } });
  expect(await names(personas.list as never)).toEqual(['CFO', 'CTO', 'VP Eng']);
});

test('an undone decision holds no more, and an empty list lifts one', async () => {
  const decisions = await joining();
  const { id } = await importing({ decisions });
  await undo(id);
  expect(await everything()).toEqual([]);
  await importing();
  expect(await names(accounts.list)).toEqual(['Mid SaaS', 'Mid SaaS']);
  const apart = await everything();
  await importing({ decisions });
  expect(await names(accounts.list)).toEqual(['Mid SaaS']);
  await importing({ decisions: { mergeAccounts: [] } });
  expect(await everything()).toEqual(apart);
  await importing();
  expect(await everything()).toEqual(apart);
});

test('accounts that were imported apart become one later, edits of their personas stay, and undo parts them', async () => {
  await importing();
  const cfo = (await ann.client(personas.list, { query: { q: 'CFO' } })).body.items[0];
  await ann.client(personas.update, {
    params: { id: cfo?.id ?? '' },
    ifMatch: '*',
    body: { data: { description: 'My words.' } },
  });
  const before = await everything();
  const decisions = await joining();
  const dry = await importing({ decisions, dryRun: true });
  expect(await everything()).toEqual(before);
  const report = await importing({ decisions });
  expect({ ...dry, id: '', dryRun: false }).toEqual({ ...report, id: '', dryRun: false });
  const { items } = (await ann.client(accounts.list)).body;
  expect(items).toHaveLength(1);
  const moved = (await ann.client(personas.list, { query: { q: 'CFO' } })).body.items[0];
  expect(moved).toMatchObject({ id: cfo?.id, accountId: items[0]?.id, data: { description: 'My words.' } });
  expect(moved?.version).toBeGreaterThan(2);
  expect(await names(personas.list as never)).toEqual(['CFO', 'CTO', 'VP Eng']);
  expect(await names(campaigns.list as never)).toHaveLength(3);
  expect(report.findings.map(({ code }) => code)).toContain('superseded');
  const undone = await undo(report.id);
  expect(undone.failed).toEqual([]);
  expect(await everything()).toEqual(before);
});

test('a decision about what came before needs no dump', async () => {
  const decisions = await joining();
  await importing();
  await importing({ from: {}, decisions });
  expect(await names(accounts.list)).toEqual(['Mid SaaS']);
  expect(await names(personas.list as never)).toEqual(['CFO', 'CTO', 'VP Eng']);
});

test('an account goes to the company that the caller names: one of the plan, or one that is stored', async () => {
  const { body: beta } = await ann.client(companies.create, { body: { name: 'Beta' } });
  const dry = await importing({ dryRun: true });
  const accountId = idOf(dry, 'account', 'Mid SaaS');
  const decisions = { attachAccounts: [{ accountId, companyId: beta.id }] };
  const report = await importing({ decisions });
  const attached = report.documents?.find(({ id }) => id === accountId);
  expect(attached).toMatchObject({ parentId: beta.id, because: 'decision' });
  const before = await everything();
  await importing();
  expect(await everything()).toEqual(before);
  const acme = idOf(dry, 'company', 'Acme');
  await importing({ decisions: { attachAccounts: [{ accountId, companyId: acme }] } });
  const { body: account } = await ann.client(accounts.view, { params: { id: accountId } });
  expect(account.companyId).toBe(acme);
});

test('an account that the person moved stays there, whatever was decided before', async () => {
  const { body: beta } = await ann.client(companies.create, { body: { name: 'Beta' } });
  const report = await importing();
  const accountId = idOf(report, 'account', 'Mid SaaS');
  await ann.client(accounts.update, {
    params: { id: accountId },
    ifMatch: '*',
    body: { companyId: beta.id },
  });
  const again = await importing();
  const stays = again.documents?.find(({ id }) => id === accountId);
  expect(stays).toMatchObject({ parentId: beta.id, because: 'stored', result: 'unchanged' });
});

test('an attached account goes back when the import that attached it is undone', async () => {
  const { body: beta } = await ann.client(companies.create, { body: { name: 'Beta' } });
  const report = await importing();
  const before = await everything();
  const accountId = idOf(report, 'account', 'Mid SaaS');
  const { id } = await importing({ decisions: { attachAccounts: [{ accountId, companyId: beta.id }] } });
  expect((await undo(id)).reversed).toContainEqual(
    expect.objectContaining({ id: accountId, did: 'changed-back', pointers: ['/companyId'] }),
  );
  expect(await everything()).toEqual(before);
  await importing();
  expect(await everything()).toEqual(before);
});

test('demo mails become campaigns where the caller asks for them, and stay out otherwise', async () => {
  const demo = { ...dump, emailHistory: JSON.stringify([mail('1751900000031', '1', '2')]) };
  const without = await importing({ from: demo });
  expect(without.totals.classes.demo).toBeGreaterThan(0);
  expect(await names(campaigns.list as never)).toEqual([]);
  const report = await importing({ from: demo, decisions: { importDemo: true } });
  expect(report.totals.classes.demo).toBeUndefined();
  expect(await names(campaigns.list as never)).toEqual(['Mail 1751900000031']);
  expect((await importing({ from: demo })).entities.campaign.unchanged).toBe(1);
  expect(
    (await importing({ from: demo, decisions: { importDemo: false } })).totals.classes.demo,
  ).toBeGreaterThan(0);
});

test('an e-mail that moved from a persona of one account to one of the other goes back with both', async () => {
  await importing();
  const before = await everything();
  const moved = mail('1751900000021', first, '1751900000012');
  const emails = JSON.parse(dump.emailHistory).map((one: { id: string }) =>
    one.id === moved.id ? moved : one,
  );
  const from = { ...dump, emailHistory: JSON.stringify(emails) };
  const report = await importing({ from, decisions: await joining() });
  const { items } = (await ann.client(campaigns.list, { query: { q: moved.id } })).body;
  expect(items[0]?.personaId).toBe(idOf(report, 'persona', 'CTO'));
  expect((await undo(report.id)).kept).toEqual([]);
  expect(await everything()).toEqual(before);
});

test('what is in the trash stays there unless the caller wants it back, and then goes on in its versions', async () => {
  const { documents = [] } = await importing();
  const account = documents.find(({ kind }) => kind === 'account')?.id ?? '';
  const company = documents.find(({ kind }) => kind === 'company')?.id ?? '';
  const before = await everything();
  await ann.client(accounts.remove, { params: { id: account } });
  await ann.client(companies.remove, { params: { id: company } });
  const left = await importing();
  expect(left.findings.map(({ code }) => code)).toContain('in-trash');
  expect(await everything()).toEqual([]);
  const dry = await importing({ decisions: { restoreTrashed: true }, dryRun: true });
  expect(await everything()).toEqual([]);
  const report = await importing({ decisions: { restoreTrashed: true } });
  expect({ ...dry, id: '', dryRun: false }).toEqual({ ...report, id: '', dryRun: false });
  expect(await everything()).toEqual(before);
  expect((await ann.client(accounts.view, { params: { id: account } })).body.version).toBe(2);
  expect((await ann.client(trash.list)).body.items).toEqual([]);
  await undo(report.id);
  expect(await everything()).toEqual([]);
  const { items } = (await ann.client(trash.list)).body;
  for (const { id } of items) await ann.client(trash.restore, { params: { id } });
  expect(await everything()).toEqual(before);
});

test('an e-mail and its persona that were deleted one after the other are two again in the trash', async () => {
  const { documents = [] } = await importing();
  const persona = documents.find(({ name }) => name === 'CFO')?.id ?? '';
  const email = documents.find(({ name }) => name === 'Mail 1751900000021')?.id ?? '';
  await ann.client(campaigns.remove, { params: { id: email } });
  await ann.client(personas.remove, { params: { id: persona } });
  const before = await everything();
  const { id } = await importing({ decisions: { restoreTrashed: true } });
  expect(await everything()).toHaveLength(before.length + 2);
  const report = await undo(id);
  expect(report.kept).toEqual([]);
  expect(report.reversed.map(({ kind, did }) => `${kind} ${did}`)).toEqual([
    'campaign back-in-trash',
    'persona back-in-trash',
  ]);
  expect(await everything()).toEqual(before);
  const { items } = (await ann.client(trash.list)).body;
  expect(items.map(({ kind }) => kind).sort()).toEqual(['campaign', 'persona']);
});

test.each<[string, unknown, string]>([
  [
    'an account that is not there',
    { attachAccounts: [{ accountId: unknown, companyId: unknown }] },
    '/attachAccounts/0/accountId',
  ],
  [
    'a company that is not there',
    { attachAccounts: [{ accountId: 'ACCOUNT', companyId: unknown }] },
    '/attachAccounts/0/companyId',
  ],
  [
    'an account to merge into that is not there',
    { mergeAccounts: [{ into: unknown, from: 'ACCOUNT' }] },
    '/mergeAccounts/0/into',
  ],
  [
    'an account to merge that is not there',
    { mergeAccounts: [{ into: 'ACCOUNT', from: unknown }] },
    '/mergeAccounts/0/from',
  ],
  [
    'an account to merge into itself',
    { mergeAccounts: [{ into: 'ACCOUNT', from: 'ACCOUNT' }] },
    '/mergeAccounts/0/into',
  ],
  ['a decision that nobody knows', { mergePersonas: [] }, '/mergePersonas'],
  ['an id that is none', { mergeAccounts: [{ into: 'x', from: 'y' }] }, '/mergeAccounts/0/into'],
  ['a word for yes', { importDemo: 'yes' }, '/importDemo'],
])('%s is refused with its place, and nothing is written', async (_what, decisions, pointer) => {
  const account = idOf(await importing({ dryRun: true }), 'account', 'Mid SaaS');
  const before = await footprint(server);
  const named = JSON.parse(JSON.stringify(decisions).replaceAll('ACCOUNT', account));
  const problem = await refusal(importing({ decisions: named }));
  expect(problem).toMatchObject({ status: 422, code: 'invalid' });
  expect(problem.errors.map((fault) => fault.pointer)).toContain(`/decisions${pointer}`);
  expect(await footprint(server)).toEqual(before);
});

test("another person's company is none", async () => {
  const ben = await newPerson(server);
  const { body: theirs } = await ben.client(companies.create, { body: { name: 'Theirs' } });
  const accountId = idOf(await importing({ dryRun: true }), 'account', 'Mid SaaS');
  const problem = await refusal(
    importing({ decisions: { attachAccounts: [{ accountId, companyId: theirs.id }] } }),
  );
  expect(problem.errors[0]?.pointer).toBe('/decisions/attachAccounts/0/companyId');
});

const remembering = (account: string, url: string) => ({
  ...mail(`17519000000${account.length}1`, account, '1751900000099'),
  companySnapshot: { companyName: 'Beta', companyUrl: url },
  accountSnapshot: { id: account, targetAccountName: 'Mid SaaS' },
});

test('an account goes to a company that the import makes because e-mails remember it, and to a stand-in', async () => {
  const emailHistory = JSON.stringify([remembering(first, 'https://beta.test')]);
  const from = { ...dump, emailHistory };
  const dry = await importing({ from, dryRun: true });
  const [beta] = [idOf(dry, 'company', 'Beta')];
  const accountIds = dry.documents?.filter(({ kind }) => kind === 'account').map(({ id }) => id) ?? [];
  const attachAccounts = accountIds.map((accountId) => ({ accountId, companyId: beta }));
  const report = await importing({ from, decisions: { attachAccounts } });
  const homes = report.documents?.filter(({ kind }) => kind === 'account').map(({ parentId }) => parentId);
  expect(homes).toEqual([beta, beta]);
  await undo(report.id);
  const { target_accounts } = dump;
  const alone = await importing({ from: { target_accounts }, dryRun: true });
  const standIn = idOf(alone, 'company', 'Imported company');
  const accountId = idOf(alone, 'account', 'Mid SaaS');
  const decisions = { attachAccounts: [{ accountId, companyId: standIn }] };
  expect((await importing({ from: { target_accounts }, decisions })).documents).toMatchObject([
    { id: standIn, result: 'recovered' },
    { id: accountId, because: 'decision' },
    {},
    {},
  ]);
});

test('a stand-in company that no account is left for is not made', async () => {
  const from = { ...dump, emailHistory: JSON.stringify([remembering(first, 'https://beta.test')]) };
  const dry = await importing({ from, dryRun: true });
  const [accountId = ''] = dry.documents?.filter(({ kind }) => kind === 'account').map(({ id }) => id) ?? [];
  const decisions = { attachAccounts: [{ accountId, companyId: idOf(dry, 'company', 'Acme') }] };
  const report = await importing({ from, decisions });
  expect(report.documents?.filter(({ kind }) => kind === 'company').map(({ name }) => name)).toEqual([
    'Acme',
  ]);
  expect(report.findings.map(({ code }) => code)).not.toContain('other-company');
});

test.each([
  ['becomes part of one that is there', false],
  ['takes in one that is there', true],
])('an account that only e-mails remember %s', async (_, turned) => {
  const gone = 'target_account_1751900000009_zzzzzzzzz';
  const from = {
    target_accounts: dump.target_accounts,
    emailHistory: JSON.stringify([remembering(gone, 'https://acme.test')]),
  };
  const apart = await importing({ from });
  const before = await everything();
  const same = apart.findings.find(({ code }) => code === 'same-name');
  const [one = '', other = ''] = [same?.other?.id, same?.entity?.id];
  const decisions = { mergeAccounts: [turned ? { into: other, from: one } : { into: one, from: other }] };
  const { id } = await importing({ from, decisions });
  const { items } = (await ann.client(accounts.list)).body;
  expect(items).toMatchObject([
    {
      id: turned ? other : one,
      name: 'Mid SaaS',
      data: { description: 'SaaS on AWS.', rationale: ['They grow'] },
    },
  ]);
  expect((await ann.client(campaigns.list)).body.items).toMatchObject([{ accountId: items[0]?.id }]);
  const again = await importing({ from });
  for (const { result, name } of again.documents ?? []) expect(result, name).toBe('unchanged');
  await undo(again.id);
  expect((await undo(id)).failed).toEqual([]);
  expect(await everything()).toEqual(before);
});
