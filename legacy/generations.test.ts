import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Plan, type PlannedEntity, plan } from './index.ts';

const now = '2026-11-23T09:00:00.000Z';

test('C1, which had no name, is called by its first profile and found by its domain', () => {
  const company = companyOf({
    product_description: 'Infra cost tool.',
    key_features: ['Rightsizing'],
    company_profiles: ['Series B SaaS', 'Retail'],
    metadata: { domain: 'acme.test' },
    confidence_scores: { pricing: 0.4 },
  });
  expect(company).toMatchObject({
    name: 'Series B SaaS',
    url: 'acme.test',
    sourceId: 'acme.test',
    data: {
      description: 'Infra cost tool.',
      capabilities: ['Rightsizing'],
      icpHypothesis: { targetAccountHypothesis: 'Series B SaaS\nRetail' },
      provenance: {
        '/company_profiles': ['Series B SaaS', 'Retail'],
        '/confidence_scores': { pricing: 0.4 },
      },
    },
  });
});

test('C2 and C3 are one table, and an edit that wrote camel case beside snake case wins', () => {
  const company = companyOf({
    company_name: 'Acme',
    company_url: 'acme.test',
    company_overview: 'Infra cost tool.',
    product_description: 'Product.',
    pain_points: ['Old'],
    painPoints: ['New'],
    capabilities: ['a'],
    keyFeatures: ['k'],
    pricing: null,
  });
  expect(company).toMatchObject({ name: 'Acme', url: 'acme.test', sourceId: 'acme.test' });
  expect(company?.data).toEqual({
    schemaVersion: 1,
    description: 'Infra cost tool.',
    capabilities: ['a'],
    useCaseAnalysis: { problemsAddressed: 'New' },
    provenance: { '/product_description': 'Product.', '/keyFeatures': ['k'], '/pain_points/0': 'Old' },
  });
});

test('an answer that was no object keeps its address and its value', () => {
  const company = companyOf({ _input_url: 'https://acme.test/', value: 'I cannot help with that.' });
  expect(company).toMatchObject({
    name: 'acme.test',
    url: 'https://acme.test/',
    data: { provenance: { '/value': 'I cannot help with that.' } },
  });
});

test('the two overviews of one company are merged, those of two are two, and accounts go to the first', () => {
  const one = { companyName: 'Acme', companyUrl: 'https://acme.test', description: 'A' };
  const same = planOf({ dashboard_overview: one, company_overview: { ...one, description: 'B' } });
  expect(same.entities.map(({ data }) => data.provenance)).toEqual([{ '/description': 'B' }]);
  const two = planOf({
    dashboard_overview: one,
    company_overview: { companyName: 'Beta', companyUrl: 'beta.test' },
    target_accounts: [{ id: 'acc-1', name: 'Mid SaaS' }],
  });
  expect(two.entities.map(({ name }) => name)).toEqual(['Acme', 'Beta', 'Mid SaaS']);
  expect(two.entities[2]?.parents.companyId).toBe(two.entities[0]?.id);
});

test('A0 with a persona of P0 keeps every word: in its field where there is one, else beside it', () => {
  const [, account, persona, ...rest] = planOf(fixture('customer-profiles')).entities;
  expect(rest).toEqual([]);
  expect(account).toMatchObject({
    name: 'Mid SaaS',
    sourceId: 'customer_1795406827420_rnyn3o02o',
    createdAt: '2026-11-23T04:07:07.420Z',
    data: {
      rationale: ['They waste.'],
      firmographics: {
        industry: ['Software'],
        employees: '50-500',
        revenue: '$10M',
        fundingStage: ['Series B'],
      },
      buyingSignals: [
        { title: 'Hiring', type: 'Growth indicators' },
        { title: 'K8s', type: 'Technology signals' },
        { title: 'New CTO', type: 'Organizational signals' },
        { title: 'AI boom', type: 'Market signals' },
      ],
    },
  });
  expect(persona).toMatchObject({
    name: 'VP Eng',
    createdAt: '2026-11-23T04:07:08.517Z',
    data: {
      description: 'Owns infra.',
      demographics: { jobTitles: ['VP Engineering'] },
      useCases: [{ useCase: 'Cut spend' }],
      goals: ['Lower bill'],
      objections: ['Risk'],
      provenance: { '/overview': 'o', '/statusQuo': 'Spreadsheets', '/painPoints': ['Bills'] },
    },
  });
});

test('A3 signals keep their ids, and its inner sizes become firmographics', () => {
  const account = accountOf({
    id: 'acc-1',
    name: 'Mid SaaS',
    firmographics: { company_size: { departmentSize: '5-20' }, company_type: ['Private'] },
    buyingSignals: [{ id: 'signal_0', label: 'Hiring', description: 'd', enabled: true }],
  });
  expect(account?.data).toMatchObject({
    firmographics: { departmentSize: '5-20', companyType: ['Private'] },
    buyingSignals: [{ id: 'signal_0', title: 'Hiring', description: 'd', enabled: true }],
  });
});

test('an object that is flattened cannot bring what passes for a field beside it', () => {
  const account = accountOf({
    id: 'acc-1',
    name: 'Mid SaaS',
    firmographics: { company_size: { employees: '5', industry: [{}] }, revenue: '$1M' },
  });
  expect(account?.data).toMatchObject({
    firmographics: { employees: '5', revenue: '$1M' },
    provenance: { '/firmographics/company_size/industry': [{}] },
  });
});

test('firmographics as rows of tags find their fields, whatever the case and spaces of the label', () => {
  const rows = [
    { id: '1', label: 'Business Model', values: [{ text: 'SaaS', color: 'blue' }, { text: 'B2B' }] },
    { id: '2', label: 'employees', values: [{ text: '50-500' }] },
    { id: '4', label: 'Revenue', values: [{ text: '$1M' }, { text: '$2M' }] },
    { id: '3', label: 'Mood', values: [{ text: 'good' }] },
  ];
  const planned = planOf({ target_accounts: [{ id: 'acc-1', name: 'Mid SaaS', firmographics: rows }] });
  expect(planned.entities[1]?.data).toMatchObject({
    firmographics: { businessModel: ['SaaS', 'B2B'], employees: '50-500' },
    provenance: {
      '/firmographics/0/values/0/color': 'blue',
      '/firmographics/2': rows[2],
      '/firmographics/3': rows[3],
    },
  });
  expect(planned.totals.classes.quarantined).toBeUndefined();
});

test('one segment under two keys stays two accounts, and the person is told', () => {
  const planned = planOf({
    target_accounts: [{ id: 'target_account_1', targetAccountName: 'Mid SaaS' }],
    customer_profiles: [{ id: 'customer_1', name: 'mid saas ' }],
  });
  expect(planned.entities.filter(({ kind }) => kind === 'account')).toHaveLength(2);
  expect(planned.findings.map(({ code }) => code)).toContain('same-name');
});

test('a mail of E2 names its use case by its place in a persona, and a place out of range by nothing', () => {
  const personas = [{ id: '1751900000011', name: 'VP', useCases: ['First', 'Second'] }];
  const mail = (selectedUseCase: string) => ({
    id: '1751900000021',
    subject: 'Hello',
    config: { selectedAccount: 'acc-1', selectedPersona: '1751900000011', selectedUseCase },
    segments: [{ text: 'a', type: 'pain-point', color: '' }],
    breakdown: { painPoint: { label: 'Pain Point' } },
  });
  const configOf = (selectedUseCase: string) =>
    planOf({
      target_accounts: [{ id: 'acc-1', name: 'Mid SaaS', personas }],
      emailHistory: [mail(selectedUseCase)],
    }).entities.at(-1)?.data;
  expect(configOf('1751900000011_1')).toMatchObject({
    config: { useCase: 'Second', useCaseId: expect.any(String) },
    segments: [{ text: 'a', label: 'Pain Point' }],
    provenance: { '/config/selectedUseCase': '1751900000011_1' },
  });
  expect(configOf('1751900000011_7')).not.toHaveProperty('config');
  expect(configOf('1751900000012_0')).not.toHaveProperty('config');
});

test('drafts of the playground are one chain, though their links mix two kinds of ids', () => {
  const planned = planOf(fixture('playground-drafts'));
  const [company, account, persona, campaign] = planned.entities;
  expect(planned.entities.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'company Acme Cloud',
    'account Mid SaaS',
    'persona VP Eng',
    'campaign aws bill creep',
  ]);
  expect(account?.parents).toEqual({ companyId: company?.id });
  expect(persona?.parents).toEqual({ accountId: account?.id });
  expect(campaign?.parents).toEqual({ accountId: account?.id, personaId: persona?.id });
  expect(planned.findings).toEqual([]);
  expect(planned.totals.classes).toEqual({
    stored: 114,
    'equal-merged': 91,
    derived: 9,
    structural: 20,
    absent: 2,
  });
  expect(company?.data).toMatchObject({
    businessProfile: { category: 'Cloud cost control' },
    icpHypothesis: { targetAccountHypothesis: 'Series B' },
  });
  expect(campaign).toMatchObject({
    type: 'email',
    createdAt: '2026-11-23T04:09:00.139Z',
    data: {
      subject: 'aws bill creep',
      alternatives: [{ text: 'idle spend' }, { text: 'cloud autopilot' }],
      snapshots: { persona: { name: 'VP Eng' } },
    },
  });
});

test('of the two copies of a field in a draft the outer one was edited', () => {
  const planned = planOf({
    pg_draft_account_temp_account_1: {
      tempId: 'temp_account_1',
      entityType: 'account',
      data: { targetAccountName: 'New', data: { targetAccountName: 'Old' }, companyName: 'Stray' },
    },
  });
  expect(planned.entities[1]).toMatchObject({
    name: 'New',
    data: { provenance: { '/targetAccountName': 'Old' } },
  });
  expect(planned.leaves.find(({ pointer }) => pointer === '/data/companyName')?.class).toBe('structural');
});

test('a draft that copies a row of the server is not imported, and the index alone imports nothing', () => {
  const planned = planOf({
    draft_persona_temp_persona_1: {
      tempId: 'temp_persona_1',
      entityType: 'persona',
      data: { id: '0197e5a0-0000-7000-8000-000000000001', targetPersonaName: 'VP' },
    },
    draft_entities_list: [{ tempId: 'temp_persona_2', entityType: 'persona' }],
  });
  expect(planned.entities).toEqual([]);
  expect(planned.totals.classes).toEqual({ 'server-copy': 4, structural: 2 });
});

test('a draft without a parent goes to the one account that was made within 10 ms, never to one of two', () => {
  const persona = {
    tempId: 'temp_persona_1751900000105_a',
    entityType: 'persona',
    data: { targetPersonaName: 'VP' },
  };
  const account = (time: number) => ({ id: `target_account_${time}_a`, name: `Account ${time}` });
  const near = planOf({
    target_accounts: [account(1751900000100), account(1751900000200)],
    draft_persona_x: persona,
  });
  expect(parentName(near)).toBe('Account 1751900000100');
  const nearer = planOf({
    target_accounts: [account(1751900000100), account(1751900000110)],
    draft_persona_x: persona,
  });
  expect(parentName(nearer)).toBe('Recovered account');
  expect(nearer.findings.map(({ code }) => code)).toContain('ambiguous-parent');
});

test('a mail finds the persona that a draft made, by either of its ids, in the account that it names', () => {
  const draft = (account: string) => ({
    tempId: `temp_persona_${account}`,
    entityType: 'persona',
    data: { id: 'temp_1', targetPersonaName: `VP of ${account}` },
    parentId: account,
  });
  const planned = planOf({
    target_accounts: [
      { id: 'acc-1', name: 'One' },
      { id: 'acc-2', name: 'Two' },
    ],
    draft_persona_1: draft('acc-1'),
    draft_persona_2: draft('acc-2'),
    emailHistory: [
      { id: 'mail-1', subject: 'Hello', config: { selectedAccount: 'acc-2', selectedPersona: 'temp_1' } },
    ],
  });
  const campaign = planned.entities.at(-1);
  const persona = planned.entities.find(({ id }) => id === campaign?.parents.personaId);
  expect(persona?.name).toBe('VP of acc-2');
  expect(planned.totals.classes.derived).toBe(7);
});

function parentName({ entities }: Plan): string | undefined {
  const persona = entities.find(({ kind }) => kind === 'persona');
  return entities.find(({ id }) => id === persona?.parents.accountId)?.name;
}

function companyOf(overview: object): PlannedEntity | undefined {
  return planOf({ dashboard_overview: overview }).entities[0];
}

function accountOf(account: object): PlannedEntity | undefined {
  return planOf({ target_accounts: [account] }).entities.find(({ kind }) => kind === 'account');
}

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}

function fixture(name: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}
