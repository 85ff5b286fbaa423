import { expect, test } from 'vitest';
import { type Plan, type PlannedEntity, plan } from './index.ts';

const now = '2026-11-23T09:00:00.000Z';
const overview = { companyName: 'Acme', companyUrl: 'https://acme.test' };
const snapshots = {
  companySnapshot: { companyName: 'Acme', companyUrl: 'https://acme.test' },
  accountSnapshot: { id: 'acc-1', targetAccountName: 'Mid SaaS', targetAccountDescription: 'On AWS.' },
  personaSnapshot: { id: 'per-1', targetPersonaName: 'VP Eng' },
};

test('a mail whose account and persona are gone brings both back from its snapshots', () => {
  const planned = planOf({ dashboard_overview: overview, emailHistory: [mail({ ...snapshots })] });
  const [account, persona, campaign] = planned.entities.slice(1);
  expect(account).toMatchObject({ name: 'Mid SaaS', recovered: true, data: { description: 'On AWS.' } });
  expect(persona).toMatchObject({ name: 'VP Eng', recovered: true, parents: { accountId: account?.id } });
  expect(campaign?.parents).toEqual({ accountId: account?.id, personaId: persona?.id });
  expect(codes(planned)).toEqual(['recovered-parent', 'recovered-parent']);
});

test('a mail without snapshots gets parents that are named by their ids', () => {
  const planned = planOf({ dashboard_overview: overview, emailHistory: [mail({})] });
  expect(names(planned)).toEqual(['Acme', 'Recovered account acc-1', 'Recovered persona per-1', 'Hello']);
});

test('two mails of one lost persona share it', () => {
  const planned = planOf({ dashboard_overview: overview, emailHistory: [mail({}), mail({ id: 'mail-2' })] });
  expect(count(planned, 'persona')).toBe(1);
  expect(count(planned, 'campaign')).toBe(2);
});

test('a mail that names no parents at all is not dropped', () => {
  const planned = planOf({ emailHistory: [{ id: 'mail-1', subject: 'Hello' }] });
  expect(names(planned)).toEqual(['Imported company', 'Recovered account', 'Recovered persona', 'Hello']);
});

test('a mail follows its persona to the account where it is', () => {
  const accounts = [account('acc-1', []), account('acc-2', [persona('per-1')])];
  const planned = planOf({ target_accounts: accounts, emailHistory: [mail({})] });
  const home = planned.entities.find(({ sourceId }) => sourceId === 'acc-2');
  const campaign = planned.entities.find(({ kind }) => kind === 'campaign');
  expect(campaign?.parents.accountId).toBe(home?.id);
  expect(campaign?.data.provenance).toEqual({ '/config/selectedAccount': 'acc-1' });
  expect(codes(planned)).toContain('persona-elsewhere');
});

test('a persona id that two other accounts have decides nothing', () => {
  const accounts = [account('acc-2', [persona('per-1')]), account('acc-3', [persona('per-1')])];
  const planned = planOf({ target_accounts: accounts, emailHistory: [mail({})] });
  expect(codes(planned)).toEqual([
    'ambiguous-parent',
    'recovered-parent',
    'recovered-parent',
    'placeholder-company',
  ]);
});

test('accounts without an overview belong to the company that their mails remember', () => {
  const planned = planOf({
    target_accounts: [account('acc-1', [persona('per-1')]), account('acc-2', [])],
    emailHistory: [mail({ ...snapshots })],
  });
  const [company, first, second] = planned.entities;
  expect(company).toMatchObject({
    name: 'Acme',
    url: 'https://acme.test',
    sourceId: 'acme.test',
    recovered: true,
  });
  expect([first?.parents.companyId, second?.parents.companyId]).toEqual([company?.id, company?.id]);
  expect(codes(planned)).toEqual(['placeholder-company']);
});

test('accounts that nothing is known of belong to an imported company', () => {
  expect(names(planOf({ target_accounts: [account('acc-1', [])] }))).toEqual([
    'Imported company',
    'Account acc-1',
  ]);
});

test('an account whose every mail was written for another company moves there', () => {
  const other = { companySnapshot: { companyName: 'Beta', companyUrl: 'https://beta.test' } };
  const planned = planOf({
    dashboard_overview: overview,
    target_accounts: [account('acc-1', [persona('per-1')]), account('acc-2', [])],
    emailHistory: [mail(other), mail({ ...other, id: 'mail-2' })],
  });
  const [acme, beta, moved, stayed] = planned.entities;
  expect([beta?.name, beta?.url, beta?.recovered]).toEqual(['Beta', 'https://beta.test', true]);
  expect(moved?.parents.companyId).toBe(beta?.id);
  expect(stayed?.parents.companyId).toBe(acme?.id);
  expect(codes(planned)).toEqual(['placeholder-company', 'other-company']);
});

test('an account with one mail for the company at hand stays', () => {
  const planned = planOf({
    dashboard_overview: overview,
    target_accounts: [account('acc-1', [persona('per-1')])],
    emailHistory: [
      mail({ companySnapshot: { companyName: 'Beta', companyUrl: 'https://beta.test' } }),
      mail({
        id: 'mail-2',
        companySnapshot: { companyName: ' ACME ', companyUrl: 'http://www.acme.test/en' },
      }),
    ],
  });
  expect(count(planned, 'company')).toBe(1);
});

test('mails for several other companies do not decide where an account belongs', () => {
  const planned = planOf({
    dashboard_overview: overview,
    target_accounts: [account('acc-1', [persona('per-1')])],
    emailHistory: [
      mail({ companySnapshot: { companyName: 'Beta', companyUrl: 'https://beta.test' } }),
      mail({ id: 'mail-2', companySnapshot: { companyName: 'Gamma', companyUrl: 'https://gamma.test' } }),
    ],
  });
  expect(count(planned, 'company')).toBe(1);
  expect(codes(planned)).toEqual(['ambiguous-parent']);
});

test('two slots with one account id become one account with the personas of both', () => {
  const planned = planOf({
    dashboard_overview: overview,
    target_accounts: [
      { ...account('acc-1', [persona('per-1')]), firmographics: { industry: ['Software'], employees: '5' } },
      {
        ...account('acc-1', [persona('per-2')]),
        firmographics: { industry: ['Software', 'Retail'], employees: '7', revenue: '$1M' },
      },
    ],
  });
  expect(names(planned)).toEqual(['Acme', 'Account acc-1', 'Persona per-1', 'Persona per-2']);
  expect(planned.entities[1]?.data).toEqual({
    schemaVersion: 1,
    firmographics: { industry: ['Software'], employees: '5', revenue: '$1M' },
    provenance: { '/firmographics/industry/1': 'Retail', '/firmographics/employees': '7' },
  });
  expect(classes(planned, '/1/')).toEqual({
    '/1/id': 'derived',
    '/1/targetAccountName': 'equal-merged',
    '/1/firmographics/industry/0': 'equal-merged',
    '/1/firmographics/industry/1': 'conflict-kept-both',
    '/1/firmographics/employees': 'conflict-kept-both',
    '/1/firmographics/revenue': 'stored',
    '/1/personas/0/id': 'derived',
    '/1/personas/0/targetPersonaName': 'stored',
  });
  expect(codes(planned)).toEqual(['duplicate-id']);
});

test('one persona id twice in an account and one mail id twice are merged, signal by signal', () => {
  const signals = (priority: string) => [{ title: 'Hiring', priority, detectionMethod: 'LinkedIn' }];
  const planned = planOf({
    target_accounts: [
      account('acc-1', [
        { ...persona('per-1'), buyingSignals: signals('High') },
        { ...persona('per-1'), buyingSignals: [...signals('Low'), { title: 'New' }] },
      ]),
    ],
    emailHistory: [mail({}), mail({ body: 'More' })],
  });
  const found = planned.entities.find(({ kind }) => kind === 'persona');
  expect(found?.data.buyingSignals).toEqual([
    { id: expect.any(String), title: 'Hiring', priority: 'High', detectionMethod: 'LinkedIn' },
  ]);
  expect(found?.data.provenance).toEqual({
    '/buyingSignals/0/priority': 'Low',
    '/buyingSignals/1': { title: 'New' },
  });
  expect(planned.entities.at(-1)?.data.body).toBe('More');
  expect(codes(planned).filter((code) => code === 'duplicate-id')).toHaveLength(2);
});

test('"N/A" and null say nothing in firmographics and business profile, and are words elsewhere', () => {
  const planned = planOf({
    dashboard_overview: { ...overview, businessProfile: { category: 'N/A' }, description: 'N/A' },
    target_accounts: [
      { ...account('acc-1', []), firmographics: { revenue: 'N/A', industry: ['N/A', 'x', null] } },
    ],
  });
  expect(planned.entities.map(({ data }) => data)).toEqual([
    { schemaVersion: 1, description: 'N/A' },
    { schemaVersion: 1, firmographics: { industry: ['x'] } },
  ]);
  expect(planned.totals.classes.absent).toBe(5);
});

test('what does not fit the contract is kept beside it, under its pointer', () => {
  const planned = planOf({
    dashboard_overview: {
      ...overview,
      companyUrl: 'not a url',
      metadata: { contextQuality: 'unknown' },
      status: 'x',
    },
    target_accounts: [
      {
        ...account('acc-1', []),
        targetAccountName: 'N'.repeat(201),
        firmographics: { employees: { min: 5, max: 10 }, industry: 'Software', revenue: 'N/A', mood: 'good' },
        buyingSignals: [{ title: 'Hiring', priority: 'Urgent', strength: 3 }],
      },
    ],
  });
  const [company, found] = planned.entities;
  expect(company).not.toHaveProperty('url');
  expect(company?.data.provenance).toEqual({
    '/companyUrl': 'not a url',
    '/metadata/contextQuality': 'unknown',
    '/status': 'x',
  });
  expect(found?.name).toBe('N'.repeat(200));
  expect(found?.data).toMatchObject({
    firmographics: { industry: ['Software'], mood: 'good' },
    buyingSignals: [{ title: 'Hiring', strength: 3 }],
    provenance: {
      '/targetAccountName': 'N'.repeat(201),
      '/firmographics/employees': { min: 5, max: 10 },
      '/buyingSignals/0/priority': 'Urgent',
    },
  });
});

test('names that are missing are made of the description, or of kind and date', () => {
  const long = 'Companies that run their own machines and pay far too much for them every month';
  const planned = planOf({
    target_accounts: [
      { id: 'acc-1', targetAccountName: '', targetAccountDescription: long },
      {
        id: 'target_account_1751900000001_aaaaaaaaa',
        targetAccountName: ' ',
        firmographics: { industry: ['x'] },
      },
    ],
    emailHistory: [{ id: '1751900000021', subject: '', body: 'Bills\n\ncreep.' }],
  });
  expect(names(planned)).toEqual([
    'Imported company',
    'Companies that run their own machines and pay far too much',
    'Untitled account (2025-07-07)',
    'Recovered account',
    'Recovered persona',
    'Bills creep.',
  ]);
});

test('an id gives a date only when it is of the time of those builds', () => {
  const made = (id: string) => planOf({ emailHistory: [{ ...mail({}), id }] }).entities.at(-1)?.createdAt;
  expect(made('1751900000021')).toBe('2025-07-07T14:53:20.021Z');
  expect(made('1748735999999')).toBeNull();
  expect(made('1795406708952999')).toBeNull();
  expect(made('1999999999999')).toBeNull();
});

test('what jsonb would refuse or change is written out, and said', () => {
  const planned = planOf({
    dashboard_overview:
      '{"companyName":"A\\u0000cme","description":"\\ud83d","odd":[1e400,-0,9007199254740993,0.5]}',
  });
  expect(planned.entities[0]).toMatchObject({
    name: 'A\\u0000cme',
    sourceId: 'A\\u0000cme',
    data: { description: '\\ud83d', odd: ['1e400', '-0', '9007199254740993', 0.5] },
  });
  expect(planned.totals.classes).toEqual({ stored: 1, escaped: 5 });
  expect(codes(planned)).toEqual(['escaped']);
});

test('a name that jsonb would refuse is written out as well', () => {
  const planned = planOf({ dashboard_overview: '{"companyName":"Acme","o\\u0000dd":"x"}' });
  expect(planned.entities[0]?.data).toEqual({ schemaVersion: 1, 'o\\u0000dd': 'x' });
  expect(planned.totals.classes).toEqual({ stored: 1, escaped: 1 });
});

test('an id of any length becomes one that a column can hold', () => {
  const long = 'x'.repeat(10_000);
  const made = planOf({ target_accounts: [account(long, [persona(long)])] }).entities;
  const others = planOf({ target_accounts: [account(`${long}y`, [])] }).entities;
  expect(made.every(({ sourceId }) => sourceId.length <= 200)).toBe(true);
  expect(made[1]?.sourceId).not.toBe(others[1]?.sourceId);
});

test('a doubled key keeps both leaves in the receipt, and prototype keys reach no object', () => {
  const planned = planOf({
    dashboard_overview:
      '{"companyName":"Old","companyName":"New","__proto__":{"polluted":true},"x":{"constructor":1,"y":2}}',
  });
  expect(planned.entities[0]).toMatchObject({ name: 'New', data: { x: { y: 2 } } });
  expect(planned.leaves.map(({ pointer, class: name, reason }) => [pointer, name, reason])).toEqual([
    ['/companyName', 'stored', undefined],
    ['/__proto__/polluted', 'quarantined', 'prototype-key'],
    ['/x/constructor', 'quarantined', 'prototype-key'],
    ['/x/y', 'stored', undefined],
    ['/companyName', 'quarantined', 'duplicate-key'],
  ]);
  expect('polluted' in {}).toBe(false);
});

test('a broken key is quarantined, and the others are imported', () => {
  const planned = planOf({
    dashboard_overview: overview,
    target_accounts: '[{"id":',
    emailHistory: { not: 'a list' },
    company_overview: '[]',
  });
  expect(names(planned)).toEqual(['Acme']);
  expect(planned.findings.map(({ code, key }) => [code, key])).toEqual([
    ['wrong-root', 'company_overview'],
    ['bad-json', 'target_accounts'],
    ['wrong-root', 'emailHistory'],
  ]);
});

test('nesting that no document could hold is quarantined leaf by leaf, and a hopeless key as one', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const planned = planOf({
    dashboard_overview: `{"companyName":"Acme","deep":${nested(60)}}`,
    target_accounts: nested(100_000),
    emailHistory: deepList(20_000),
  });
  expect(names(planned)).toEqual(['Acme']);
  expect(planned.sources.at(-1)?.raw).toBe(nested(20_000));
  expect(planned.leaves.map(({ key, class: name, reason }) => [key, name, reason])).toEqual([
    ['dashboard_overview', 'stored', undefined],
    ['dashboard_overview', 'quarantined', 'too-deep'],
    ['target_accounts', 'quarantined', 'too-deep'],
    ['emailHistory', 'quarantined', 'too-deep'],
  ]);
});

test('the demo mail is left out, and said', () => {
  const config = { selectedAccount: '1', selectedPersona: '2', emphasis: 'pain-point' };
  const planned = planOf({
    emailHistory: [{ id: '1751900000021', config, subject: 'canned', segments: [] }],
  });
  expect(planned.entities).toEqual([]);
  expect(planned.totals).toEqual({ leaves: 6, classes: { demo: 6 } });
  expect(codes(planned)).toEqual(['demo']);
});

function deepList(depth: number): unknown {
  let list: unknown = 1;
  for (let level = 0; level < depth; level += 1) list = [list];
  return list;
}

function mail(fields: object) {
  const config = { selectedAccount: 'acc-1', selectedPersona: 'per-1' };
  return { id: 'mail-1', config, subject: 'Hello', ...fields };
}

function account(id: string, personas: object[]) {
  return { id, targetAccountName: `Account ${id}`, personas };
}

function persona(id: string) {
  return { id, targetPersonaName: `Persona ${id}` };
}

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}

function names({ entities }: Plan): string[] {
  return entities.map(({ name }) => name);
}

function codes({ findings }: Plan): string[] {
  return findings.map(({ code }) => code);
}

function count({ entities }: Plan, kind: PlannedEntity['kind']): number {
  return entities.filter((entity) => entity.kind === kind).length;
}

function classes({ leaves }: Plan, prefix: string): Record<string, string> {
  const below = leaves.filter(({ pointer }) => pointer.startsWith(prefix));
  return Object.fromEntries(below.map(({ pointer, class: name }) => [pointer, name]));
}
