import { expect, test } from 'vitest';
import { familyNameOf, generationsIn } from './marks.ts';

test.each<[generation: string, key: string, value: unknown]>([
  ['C1', 'dashboard_overview', { product_description: 'x', key_features: [], company_profiles: ['y'] }],
  ['C2', 'dashboard_overview', { company_name: 'x', product_description: 'y', keyFeatures: [] }],
  ['C3', 'dashboard_overview', { companyName: 'x', productDescription: 'y', businessModel: ['z'] }],
  ['C4', 'dashboard_overview', { companyName: 'x', businessProfile: {} }],
  ['C4', 'company_overview', { companyName: 'x.example', companyUrl: 'x.example' }],
  ['C5', 'dashboard_overview', { companyName: 'x', businessProfileInsights: ['Category: y'] }],
  ['C (an answer that was no object)', 'dashboard_overview', { _input_url: 'x', value: 'sorry' }],
  ['C?', 'dashboard_overview', { nothing: 'known' }],
  ['A0', 'customer_profiles', [{ name: 'x', buying_signals: {} }]],
  ['A1', 'target_accounts', [{ name: 'x', buying_signals: { growth_indicators: [] } }]],
  ['A1', 'target_accounts', [{ name: 'x', firmographics: { company_size: { employees: '5' } } }]],
  ['A2', 'target_accounts', [{ name: 'x', buyingSignals: { growthIndicators: [] } }]],
  ['A3', 'target_accounts', [{ name: 'x', buyingSignals: [{ label: 'y', enabled: true }] }]],
  ['A3', 'target_accounts', [{ name: 'x', firmographics: { company_size: { departmentSize: '5' } } }]],
  [
    'A4',
    'target_accounts',
    [{ targetAccountName: 'x', buyingSignals: [{ title: 'y', detectionMethod: 'z' }] }],
  ],
  [
    'A5',
    'target_accounts',
    [{ targetAccountName: 'x', buyingSignals: [{ title: 'y', detection_method: '' }] }],
  ],
  ['A?', 'target_accounts', [{ odd: 1 }]],
  ['E1', 'emailHistory', [{ subject: 'x', config: { selectedAccount: '1', selectedPersona: '2' } }]],
  ['E2', 'emailHistory', [{ subject: 'x', config: { selectedAccount: 'target_account_1' } }]],
  ['E3', 'emailHistory', [{ subject: 'x', companySnapshot: {} }]],
  ['D1', 'draft_company_temp_1', { entityType: 'company', data: { companyName: 'x' } }],
  ['D2', 'pg_draft_company_temp_1', { entityType: 'company', data: { companyName: 'x' } }],
])('%s is told by its marks in %s', (generation, key, value) => {
  expect(generationsIn(key, JSON.stringify(value))).toEqual({ [generation]: 1 });
  expect(generationsIn(key, value)).toEqual({ [generation]: 1 });
});

test('personas are told inside their accounts, and each is counted', () => {
  const personas = [
    { name: 'x' },
    { name: 'y' },
    { personaName: 'z' },
    { targetPersonaName: '', demographics: {} },
  ];
  expect(
    generationsIn('target_accounts', [{ targetAccountName: 'a', personas }, { targetAccountName: 'b' }, 7]),
  ).toEqual({
    A4: 2,
    P0: 2,
    P1: 1,
    P2: 1,
  });
});

test.each([
  ['dashboard_overview', '[]'],
  ['target_accounts', '{broken'],
  ['emailHistory', 'null'],
  ['pg_draft_account_1', '{"data":{"id":"6d1f0c2e-8a57-4b43-9e10-5b1f2d7a4c33"}}'],
  ['sidebarCollapsed', 'true'],
  ['blossomer_auth', '{"companyName":"x"}'],
  ['whatever', '{"companyName":"x"}'],
])('%s = %s shows no generation', (key, raw) => {
  expect(generationsIn(key, raw)).toEqual({});
});

test('each key has a name for what it holds', () => {
  expect(['customer_profiles', 'authState', 'pg_draft_entities_list', 'x'].map(familyNameOf)).toEqual([
    'accounts',
    'secret',
    'list of drafts',
    'unknown',
  ]);
});
