import fc from 'fast-check';
import { drafts } from './generated-drafts.ts';
import { changed, changes, fromValue, hostileTexts, written } from './generated-json.ts';
import { olderAccounts, olderCompanies } from './generated-older.ts';
import { lists, texts } from './generated-texts.ts';

/** What the old builds left, whole: every link holds, every value is of its type. For tests. */
export function wholeDumps(): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      company: fc.oneof(companies(), olderCompanies()),
      accounts: fc.array(fc.oneof(accounts(), olderAccounts()), { maxLength: 3 }),
      profiles: fc.array(olderAccounts(), { maxLength: 2 }),
      mails: fc.array(mails(), { maxLength: 3 }),
      drafts: drafts(),
    })
    .map(({ company, accounts, profiles, mails, drafts }) => ({
      dashboard_overview: company,
      target_accounts: accounts,
      ...(profiles.length > 0 ? { customer_profiles: profiles } : {}),
      emailHistory: mails,
      ...drafts,
    }));
}

/** The same as localStorage held it, damaged in any place. */
export function damagedDumps(): fc.Arbitrary<Record<string, string>> {
  return fc
    .tuple(wholeDumps(), fc.array(changes(6), { minLength: 1, maxLength: 5 }), otherKeys())
    .map(([dump, damage, others]) => ({
      ...others,
      ...Object.fromEntries(
        Object.entries(dump).map(([key, value], index) => [
          key,
          written(changed(fromValue(value), damage[index % damage.length] ?? [])),
        ]),
      ),
    }));
}

function otherKeys() {
  return fc.dictionary(
    fc.oneof(
      fc.constantFrom('sidebarCollapsed', 'theme', 'company_overview', 'customer_profiles'),
      hostileTexts,
    ),
    fc.oneof(hostileTexts, fc.constantFrom('true', '[1,{"a":[]}]', '{', '[[[[]]]]', '"x"')),
    { maxKeys: 3 },
  );
}

function companies() {
  return fc.record(
    {
      companyName: texts(),
      companyUrl: fc.constantFrom('https://acme.test', 'acme.test', 'not a url'),
      _input_url: fc.constantFrom('https://acme.test/', 'www.acme.test'),
      description: texts(),
      businessProfile: fc.record({ category: texts(), businessModel: texts(), existingCustomers: texts() }),
      capabilities: lists(),
      useCaseAnalysis: fc.record({
        processImpact: texts(),
        problemsAddressed: texts(),
        howTheyDoItToday: texts(),
      }),
      positioning: fc.record({ keyMarketBelief: texts(), uniqueApproach: texts(), languageUsed: texts() }),
      objections: lists(),
      icpHypothesis: fc.record({ targetAccountHypothesis: texts(), targetPersonaHypothesis: texts() }),
      metadata: fc.record({ sourcesUsed: lists(), contextQuality: fc.constantFrom('high', 'unknown') }),
    },
    { requiredKeys: ['companyName'] },
  );
}

const accountIds = [
  'target_account_1751900000001_aaaaaaaaa',
  'target_account_1751900000002_bbbbbbbbb',
  'target_account_1751900000003_ccccccccc',
];
const personaIds = ['1751900000011', '1751900000012', '1751900000013'];

function accounts() {
  return fc.record(
    {
      id: fc.constantFrom(...accountIds),
      createdAt: fc.constantFrom('2025-07-07T15:33:20.001Z', '2025-07-08T15:33:20.001Z'),
      targetAccountName: texts(),
      targetAccountDescription: texts(),
      targetAccountRationale: lists(),
      firmographics: fc.record(
        { industry: lists(), employees: fc.option(texts()), businessmodel: texts(), keywords: lists() },
        { requiredKeys: [] },
      ),
      buyingSignals: fc.array(fc.oneof(signals('detectionMethod'), signals('detection_method')), {
        maxLength: 3,
      }),
      buyingSignalsRationale: lists(),
      metadata: fc.record({
        primaryContextSource: fc.constantFrom('user_input', 'other'),
        processingNotes: fc.option(texts()),
      }),
      personas: fc.array(personas(), { maxLength: 3 }),
    },
    { requiredKeys: ['targetAccountName'] },
  );
}

function signals(detectionMethod: string) {
  return fc.record(
    {
      title: texts(),
      description: texts(),
      type: fc.constantFrom('News', '', 'Website'),
      priority: fc.constantFrom('Low', 'High', 'Urgent'),
      [detectionMethod]: fc.constantFrom('', 'LinkedIn'),
    },
    { requiredKeys: [] },
  );
}

function personas() {
  return fc.record(
    {
      id: fc.constantFrom(...personaIds),
      createdAt: fc.constantFrom('7/8/2025', '8.7.2025', '2025-07-08T15:33:20.001Z'),
      targetPersonaName: texts(),
      targetPersonaDescription: texts(),
      demographics: fc.record({ jobTitles: lists(), seniority: lists() }),
      useCases: fc.array(fc.record({ useCase: texts(), painPoints: texts() }), { maxLength: 3 }),
      buyingSignals: fc.array(signals('detectionMethod'), { maxLength: 2 }),
      objections: lists(),
    },
    { requiredKeys: ['targetPersonaName'] },
  );
}

function mails() {
  return fc.record(
    {
      id: fc.constantFrom('1751900000021', '1751900000022', '1751900000023'),
      timestamp: fc.constant('7/8/2025, 4:05:08 AM'),
      config: fc.record(
        {
          selectedAccount: fc.constantFrom(...accountIds, 'gone', '1'),
          selectedPersona: fc.constantFrom(...personaIds, 'gone', '2'),
          selectedUseCase: fc.constantFrom('1751900000011_0', '1751900000012_7', 'x'),
          emphasis: fc.constantFrom('pain-point', 'capabilities', 'other'),
          socialProof: texts(),
        },
        { requiredKeys: [] },
      ),
      subject: texts(),
      body: texts(),
      segments: fc.array(
        fc.record({
          text: texts(),
          type: fc.constantFrom('subject', 'pain-point', 'cta'),
          color: fc.constantFrom('', 'bg'),
        }),
        { maxLength: 4 },
      ),
      breakdown: fc.dictionary(
        fc.constantFrom('subject', 'painPoint', 'cta'),
        fc.record({ label: texts(), description: texts(), color: texts() }, { requiredKeys: [] }),
      ),
      companySnapshot: fc.record({
        companyName: fc.constantFrom('Acme', 'Beta'),
        companyUrl: fc.constantFrom(
          'https://acme.test',
          'https://beta.test',
          '',
          ' acme.test',
          'acme.test/\ud800',
        ),
      }),
      accountSnapshot: fc.record({ id: fc.constantFrom(...accountIds, 'gone'), targetAccountName: texts() }),
      personaSnapshot: fc.record({ id: fc.constantFrom(...personaIds, 'gone'), targetPersonaName: texts() }),
    },
    { requiredKeys: ['subject'] },
  );
}
