import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countLeaves, type Plan, plan } from './index.ts';

const now = '2026-11-23T09:00:00.000Z';
const dump: Record<string, string> = JSON.parse(
  readFileSync(new URL('./fixtures/handoff.json', import.meta.url), 'utf8'),
);

test('the dump of the hand-off is one company, one account, one persona and one campaign', () => {
  const { entities } = planOf(dump);
  const [company, account, persona, campaign] = entities;
  expect(entities.map(({ kind, name, sourceId }) => [kind, name, sourceId])).toEqual([
    ['company', 'Acme Cloud', 'acme.test'],
    ['account', 'Mid SaaS', 'target_account_1795406708294_aw17qiek3'],
    ['persona', 'VP Eng', 'target_account_1795406708294_aw17qiek3/1795406708643'],
    ['campaign', 'aws bill creep', '1795406708952'],
  ]);
  expect(company?.parents).toEqual({});
  expect(account?.parents).toEqual({ companyId: company?.id });
  expect(persona?.parents).toEqual({ accountId: account?.id });
  expect(campaign?.parents).toEqual({ accountId: account?.id, personaId: persona?.id });
  expect(entities.every(({ recovered }) => !recovered)).toBe(true);
});

test('every leaf of the hand-off is explained, and none is quarantined', () => {
  const { totals, leaves } = planOf(dump);
  expect(totals).toEqual({ leaves: 137, classes: { stored: 125, derived: 6, absent: 6 } });
  expect(countLeaves(dump).total).toBe(137);
  expect(leaves.filter((leaf) => leaf.class === 'absent').map(({ pointer }) => pointer)).toEqual([
    '/0/buyingSignals/0/detection_method',
    '/0/buyingSignals/1/detection_method',
    '/0/buyingSignals/2/type',
    '/0/buyingSignals/2/detection_method',
    '/0/metadata/processingNotes',
    '/0/config/socialProof',
  ]);
});

test('the texts of the company stand where the product looks for them', () => {
  expect(planOf(dump).entities[0]).toMatchObject({
    url: 'https://acme.test',
    createdAt: null,
    data: {
      schemaVersion: 1,
      description: 'Infra cost tool.',
      businessProfile: { category: 'Cloud cost control', businessModel: 'Subscription' },
      capabilities: ['Rightsizing: suggests sizes'],
      useCaseAnalysis: {
        processImpact: 'FinOps',
        problemsAddressed: 'Waste',
        howTheyDoItToday: 'Spreadsheets',
      },
      positioning: {
        keyMarketBelief: 'Dashboards do not act',
        uniqueApproach: 'Acts',
        languageUsed: 'autopilot',
      },
      objections: ['Risk: prod'],
      icpHypothesis: { targetAccountHypothesis: 'Series B', targetPersonaHypothesis: 'VP Eng' },
      metadata: { sourcesUsed: ['website'], contextQuality: 'high' },
      provenance: { '/_input_url': 'https://acme.test/' },
    },
  });
});

test('the account keeps its signals, and its lost detection methods are told once', () => {
  const { entities, findings } = planOf(dump);
  const account = entities[1];
  expect(account).toMatchObject({
    createdAt: '2026-11-23T04:05:08.294Z',
    data: {
      description: 'Mid-size SaaS on AWS.',
      firmographics: { industry: ['Software'], employees: '50-500', keywords: ['24/7 operations'] },
      buyingSignals: [
        { title: 'New VP Eng', priority: 'High' },
        { title: 'Hiring DevOps', priority: 'Medium' },
        { title: 'Added by hand', priority: 'High' },
      ],
    },
  });
  expect(JSON.stringify(account)).not.toContain('detectionMethod');
  expect(findings.map(({ code, entity }) => [code, entity?.id])).toEqual([
    ['detection-method-lost', account?.id],
    ['date-from-id', undefined],
    ['date-from-id', undefined],
  ]);
});

test('the persona keeps its date in the locale of its browser, and takes its time from its id', () => {
  expect(planOf(dump).entities[2]).toMatchObject({
    createdAt: '2026-11-23T04:05:08.643Z',
    data: { objections: ['Risk'], goals: ['Save'], provenance: { '/createdAt': '11/23/2026' } },
  });
});

test('the campaign finds its use case, labels its segments and remembers names', () => {
  const [, , persona, campaign] = planOf(dump).entities;
  expect(persona).toMatchObject({ data: { useCases: [{ useCase: 'Cut idle spend' }] } });
  const useCases = persona?.data.useCases as { id: string }[];
  expect(campaign).toMatchObject({
    type: 'email',
    status: 'draft',
    createdAt: '2026-11-23T04:05:08.952Z',
    data: {
      subject: 'aws bill creep',
      config: { useCaseId: useCases[0]?.id, useCase: 'Cut idle spend', emphasis: 'pain-point' },
      snapshots: {
        company: { name: 'Acme Cloud', url: 'https://acme.test' },
        account: { id: 'target_account_1795406708294_aw17qiek3', name: 'Mid SaaS' },
        persona: { id: '1795406708643', name: 'VP Eng', description: 'Owns infra.' },
      },
      provenance: { '/timestamp': '11/23/2026, 4:05:08 AM', '/config/selectedUseCase': '1795406708643_0' },
    },
  });
  const segments = campaign?.data.segments as { type: string; label: string }[];
  expect(segments.map(({ type, label }) => `${type}: ${label}`)).toEqual([
    'subject: Subject Line',
    'intro: Opening Line',
    'pain-point: Pain Point',
    'company-intro: Company Introduction',
    'emphasis: Value Emphasis',
    'cta: Call to Action',
  ]);
});

test('ids are the same at every import, and other ones for another person', () => {
  const ids = (planned: Plan) => planned.entities.map(({ id }) => id);
  expect(ids(planOf(dump))).toMatchInlineSnapshot(`
    [
      "7b0276a2-d519-8d99-8514-51c2844eb536",
      "ffe5e278-b6a8-89f3-9d6a-4376804be941",
      "6278386d-8d5d-8488-9fba-3264dab6d2f2",
      "583c7163-8bde-884a-a7e0-29c67df589d2",
    ]
  `);
  expect(planOf(dump)).toEqual(planOf(dump));
  const others = ids(plan({ dump, userId: 'user-2', now }));
  expect(others.filter((id) => ids(planOf(dump)).includes(id))).toEqual([]);
});

test('the raw strings come back byte for byte, with their digests', () => {
  const { sources } = planOf(dump);
  expect(Object.fromEntries(sources.map(({ key, raw }) => [key, raw]))).toEqual(dump);
  expect(sources.map(({ key, sha256, refused }) => [key, sha256.length, refused])).toEqual([
    ['dashboard_overview', 64, false],
    ['target_accounts', 64, false],
    ['emailHistory', 64, false],
  ]);
});

test('keys that are not work are named, and secrets are not looked into', () => {
  const others = {
    sidebarCollapsed: 'true',
    blossomer_api_key: 'k',
    theme: 'dark',
    authState: '{"a":1,"b":2}',
  };
  const { leaves, sources, findings } = planOf(others);
  expect(leaves).toEqual([
    { key: 'sidebarCollapsed', pointer: '', class: 'preference' },
    { key: 'blossomer_api_key', pointer: '', class: 'refused-secret' },
    { key: 'authState', pointer: '', class: 'refused-secret' },
    { key: 'theme', pointer: '', class: 'quarantined', reason: 'unknown-key' },
  ]);
  expect(sources.filter(({ refused }) => refused)).toEqual([
    { key: 'blossomer_api_key', raw: '', sha256: '', refused: true },
    { key: 'authState', raw: '', sha256: '', refused: true },
  ]);
  expect(findings.map(({ code, key }) => [code, key])).toEqual([
    ['refused-secret', 'blossomer_api_key'],
    ['refused-secret', 'authState'],
    ['unknown-key', 'theme'],
  ]);
});

function planOf(given: Record<string, unknown>): Plan {
  return plan({ dump: given, userId: 'user-1', now });
}
