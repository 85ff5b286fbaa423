import { describe, expect, test } from 'vitest';
import { type Plan, type PlannedEntity, plan } from './index.ts';

/** Each generation of companies and accounts with all of its fields, small enough to read; generations.test.ts has how they mix. */
const now = '2026-11-23T09:00:00.000Z';

describe('C3, C2 in camel case', () => {
  const overview = {
    _input_url: 'acme.test',
    companyName: 'Acme',
    companyUrl: 'https://acme.test/en',
    companyOverview: 'Infra cost tool.',
    productDescription: 'It sizes machines.',
    capabilities: ['Rightsizing'],
    keyFeatures: ['Reports'],
    businessModel: ['Subscription', 'Usage'],
    differentiatedValue: ['Acts by itself'],
    customerBenefits: ['Lower bill'],
    alternatives: ['Spreadsheets'],
    testimonials: ['"Great"'],
    useCases: ['FinOps'],
    painPoints: ['Waste'],
    companyProfiles: ['Series B'],
    personaProfiles: ['VP Eng'],
    pricing: 'By seat',
    confidenceScores: { pricing: 0.4 },
    metadata: { contextQuality: 'high', sourcesUsed: ['website'], ownNote: 'x' },
  };
  const company = {
    name: 'Acme',
    url: 'https://acme.test/en',
    sourceId: 'acme.test',
    data: {
      schemaVersion: 1,
      description: 'Infra cost tool.',
      capabilities: ['Rightsizing'],
      businessProfile: { businessModel: 'Subscription\nUsage' },
      positioning: { uniqueApproach: 'Acts by itself' },
      useCaseAnalysis: { processImpact: 'FinOps', problemsAddressed: 'Waste' },
      icpHypothesis: { targetAccountHypothesis: 'Series B', targetPersonaHypothesis: 'VP Eng' },
      metadata: { contextQuality: 'high', sourcesUsed: ['website'], ownNote: 'x' },
    },
  };
  const aside = {
    '/_input_url': 'acme.test',
    '/productDescription': 'It sizes machines.',
    '/keyFeatures': ['Reports'],
    '/businessModel': ['Subscription', 'Usage'],
    '/customerBenefits': ['Lower bill'],
    '/alternatives': ['Spreadsheets'],
    '/testimonials': ['"Great"'],
    '/pricing': 'By seat',
    '/confidenceScores': { pricing: 0.4 },
  };

  test('fills the document, and what has no field stays under its name', () => {
    expect(companyOf(overview)).toMatchObject({ ...company, data: { ...company.data, provenance: aside } });
  });

  test('is C2 in another spelling', () => {
    const { data } = companyOf(inSnakeCase(overview)) ?? {};
    const renamed = Object.entries(aside).map(([name, value]) => [snake(name), value]);
    expect(data).toEqual({
      ...company.data,
      metadata: { contextQuality: 'high', sourcesUsed: ['website'], own_note: 'x' },
      provenance: Object.fromEntries(renamed),
    });
  });
});

test('stray edits of C2 beside the snake ones: the edit is in place, what it replaced is kept, no list is a conflict', () => {
  const planned = planOf({
    dashboard_overview: {
      company_name: 'Acme',
      persona_profiles: ['Old persona'],
      personaProfiles: ['New persona'],
      use_cases: ['Old use'],
      useCases: ['New use'],
      key_features: ['Old feature'],
      keyFeatures: ['New feature'],
    },
  });
  expect(planned.entities[0]?.data).toEqual({
    schemaVersion: 1,
    capabilities: ['New feature'],
    useCaseAnalysis: { processImpact: 'New use' },
    icpHypothesis: { targetPersonaHypothesis: 'New persona' },
    provenance: {
      '/key_features': ['Old feature'],
      '/use_cases/0': 'Old use',
      '/persona_profiles/0': 'Old persona',
    },
  });
});

test('C4 is the document of today, and its "N/A" says nothing', () => {
  const overview = {
    companyName: 'Acme',
    companyUrl: 'acme.test',
    description: 'Infra cost tool.',
    businessProfile: { category: 'N/A', businessModel: 'Subscription', existingCustomers: '' },
    capabilities: ['Rightsizing'],
    useCaseAnalysis: { processImpact: 'FinOps', problemsAddressed: 'Waste', howTheyDoItToday: 'By hand' },
    positioning: { keyMarketBelief: 'Act', uniqueApproach: 'Acts', languageUsed: 'autopilot' },
    objections: ['Risk'],
    icpHypothesis: { targetAccountHypothesis: 'Series B', targetPersonaHypothesis: 'VP Eng' },
    metadata: { sourcesUsed: ['website'], contextQuality: 'high' },
  };
  const { companyName: _name, companyUrl: _url, ...data } = overview;
  const planned = planOf({ dashboard_overview: overview });
  expect(planned.entities[0]?.data).toEqual({
    schemaVersion: 1,
    ...data,
    businessProfile: { businessModel: 'Subscription' },
  });
  expect(planned.totals.classes).toEqual({ stored: 16, absent: 2 });
});

test('company_overview alone is the company, called as it is there', () => {
  const planned = planOf({ company_overview: { companyName: 'acme.test', companyUrl: 'acme.test/pricing' } });
  expect(planned.entities).toMatchObject([
    { kind: 'company', name: 'acme.test', url: 'acme.test/pricing', sourceId: 'acme.test' },
  ]);
});

test('C5 of a draft: labelled lines fill their fields and stay as they were; unlabelled ones only stay', () => {
  const insights = {
    businessProfileInsights: ['Category: Cloud cost', 'Existing Customers: N/A', 'Something: else'],
    useCaseAnalysisInsights: ['Process Impact: FinOps', 'How they do it today: By hand'],
    positioningInsights: ['Unique Approach: It acts: always'],
    targetCustomerInsights: ['no label at all', 'Target Account Hypothesis: Series B'],
  };
  const planned = planOf({
    draft_company_temp_company_1751900000001_aaaaaaaaa: {
      tempId: 'temp_company_1751900000001_aaaaaaaaa',
      entityType: 'company',
      createdAt: '2025-07-07T15:33:20.001Z',
      data: { companyId: 'temp_1751900000000', companyName: 'Acme', companyUrl: 'acme.test', ...insights },
    },
  });
  expect(planned.entities).toMatchObject([{ kind: 'company', createdAt: '2025-07-07T15:33:20.001Z' }]);
  expect(planned.entities[0]?.data).toEqual({
    schemaVersion: 1,
    businessProfile: { category: 'Cloud cost' },
    useCaseAnalysis: { processImpact: 'FinOps', howTheyDoItToday: 'By hand' },
    positioning: { uniqueApproach: 'It acts: always' },
    icpHypothesis: { targetAccountHypothesis: 'Series B' },
    provenance: Object.fromEntries(Object.entries(insights).map(([name, lines]) => [`/${name}`, lines])),
  });
});

describe('A1 in snake case and A2 in camel case', () => {
  const firmographics = {
    industry: ['Software'],
    company_size: { employees: '50-500', revenue: '$10M' },
    geography: ['EU'],
    business_model: ['SaaS'],
    funding_stage: ['Series B'],
  };
  const first = {
    id: 'target_account_1751900000001_aaaaaaaaa',
    name: 'Mid SaaS',
    description: 'SaaS on AWS.',
    role: 'Target Account',
    created_at: '2025-07-07T15:33:20.001Z',
    rationale: 'They grow.',
    firmographics,
    buying_signals: {
      growth_indicators: ['Hiring', 'Funding'],
      technology_signals: [],
      organizational_signals: ['New CTO'],
      market_signals: ['AI'],
      seasonal_signals: ['Budgets'],
    },
    confidence_scores: { name: 0.9 },
    metadata: { processing_notes: 'n', sources_used: ['website'] },
  };
  const account = {
    name: 'Mid SaaS',
    createdAt: '2025-07-07T15:33:20.001Z',
    data: {
      description: 'SaaS on AWS.',
      rationale: ['They grow.'],
      firmographics: {
        industry: ['Software'],
        employees: '50-500',
        revenue: '$10M',
        geography: ['EU'],
        businessModel: ['SaaS'],
        fundingStage: ['Series B'],
      },
      metadata: { processingNotes: 'n', sourcesUsed: ['website'] },
    },
  };
  const signals = (last: string) => [
    { title: 'Hiring', type: 'Growth indicators' },
    { title: 'Funding', type: 'Growth indicators' },
    { title: 'New CTO', type: 'Organizational signals' },
    { title: 'AI', type: 'Market signals' },
    { title: 'Budgets', type: last },
  ];

  test('A1: categories become the types of signals, and a category that nobody knows its own', () => {
    const planned = planOf({ target_accounts: [first] });
    expect(accountIn(planned)).toMatchObject(account);
    expect(accountIn(planned)?.data).toMatchObject({
      buyingSignals: signals('seasonal_signals'),
      provenance: { '/confidence_scores': { name: 0.9 } },
    });
    expect(classOf(planned, '/0/role')).toBe('structural');
    expect(classOf(planned, '/0/buying_signals/technology_signals')).toBe('absent');
  });

  test('A2 reads alike', () => {
    const planned = planOf({ target_accounts: [inCamelCase(first)] });
    expect(accountIn(planned)).toMatchObject(account);
    expect(accountIn(planned)?.data).toMatchObject({
      buyingSignals: signals('seasonalSignals'),
      provenance: { '/confidenceScores': { name: 0.9 } },
    });
  });
});

test('A3: snake outside and camel inside, rationale as one text, signals of the screen', () => {
  const planned = planOf({
    target_accounts: [
      {
        id: 'target_account_1751900000001_aaaaaaaaa',
        name: 'Mid SaaS',
        role: 'Target Account',
        createdAt: '2025-07-07T15:33:20.001Z',
        rationale: 'They grow. They pay.',
        firmographics: {
          industry: ['Software'],
          company_size: { employees: '50-500', departmentSize: '5-20', revenue: '$10M' },
          business_model: ['SaaS'],
          company_type: ['Private'],
          keywords: ['aws'],
        },
        buyingSignals: [{ id: 'signal_0', label: 'Hiring', description: 'd', enabled: false }],
        metadata: { contextSufficiency: 'high' },
      },
    ],
  });
  expect(accountIn(planned)?.data).toEqual({
    schemaVersion: 1,
    rationale: ['They grow. They pay.'],
    firmographics: {
      industry: ['Software'],
      employees: '50-500',
      departmentSize: '5-20',
      revenue: '$10M',
      businessModel: ['SaaS'],
      companyType: ['Private'],
      keywords: ['aws'],
    },
    buyingSignals: [{ id: 'signal_0', title: 'Hiring', description: 'd', enabled: false }],
    metadata: { contextSufficiency: 'high' },
  });
});

test('A4 is the document of today, its optional firmographics may be null', () => {
  const signal = {
    title: 'Hiring',
    description: 'd',
    type: 'News',
    priority: 'High',
    detectionMethod: 'LinkedIn',
  };
  const metadata = {
    primaryContextSource: 'user_input',
    sourcesUsed: ['website'],
    confidenceAssessment: { overallConfidence: 'high', inferenceLevel: 'minimal' },
    processingNotes: 'n',
  };
  const planned = planOf({
    target_accounts: [
      {
        id: 'target_account_1751900000001_aaaaaaaaa',
        createdAt: '2025-07-07T15:33:20.001Z',
        targetAccountName: 'Mid SaaS',
        targetAccountDescription: 'On AWS.',
        targetAccountRationale: ['They grow'],
        firmographics: { industry: ['Software'], employees: null, geography: null, keywords: ['aws'] },
        buyingSignals: [signal],
        buyingSignalsRationale: ['Timing'],
        metadata,
      },
    ],
  });
  expect(accountIn(planned)?.data).toEqual({
    schemaVersion: 1,
    description: 'On AWS.',
    rationale: ['They grow'],
    firmographics: { industry: ['Software'], keywords: ['aws'] },
    buyingSignals: [{ id: expect.any(String), ...signal }],
    buyingSignalsRationale: ['Timing'],
    metadata,
  });
  expect(planned.totals.classes.absent).toBe(2);
});

test('A5: a lost detection method is no empty one, a lone text is a list of one, lower-cased keys find their fields', () => {
  const planned = planOf({
    target_accounts: [
      {
        id: 'target_account_1751900000001_aaaaaaaaa',
        targetAccountName: 'Mid SaaS',
        firmographics: { industry: 'Software', businessmodel: ['SaaS'], departmentsize: '5-20' },
        buyingSignals: [
          { title: 'Hiring', detection_method: '' },
          { title: 'Funding', detection_method: '' },
        ],
      },
    ],
  });
  expect(accountIn(planned)?.data).toEqual({
    schemaVersion: 1,
    firmographics: { industry: ['Software'], businessModel: ['SaaS'], departmentSize: '5-20' },
    buyingSignals: [
      { id: expect.any(String), title: 'Hiring' },
      { id: expect.any(String), title: 'Funding' },
    ],
  });
  expect(planned.findings.map(({ code }) => code)).toContain('detection-method-lost');
  expect(classOf(planned, '/0/buyingSignals/1/detection_method')).toBe('absent');
});

test('account signals as bare texts become signals with these titles', () => {
  const planned = planOf({
    target_accounts: [{ id: 'a', name: 'Mid', buyingSignals: ['Hiring', 'Hiring'] }],
  });
  const [one, other] = (accountIn(planned)?.data.buyingSignals ?? []) as { id: string; title: string }[];
  expect([one?.title, other?.title]).toEqual(['Hiring', 'Hiring']);
  expect(one?.id).not.toBe(other?.id);
});

function companyOf(overview: object): PlannedEntity | undefined {
  return planOf({ dashboard_overview: overview }).entities[0];
}

function accountIn({ entities }: Plan): PlannedEntity | undefined {
  return entities.find(({ kind }) => kind === 'account');
}

function classOf({ leaves }: Plan, pointer: string): string | undefined {
  return leaves.find((leaf) => leaf.pointer === pointer)?.class;
}

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}

function inSnakeCase(value: unknown): object {
  return renamed(value, snake) as object;
}

function inCamelCase(value: unknown): object {
  return renamed(value, (name) =>
    name.replace(/(?<!^)_([a-z])/g, (_, letter) => letter.toUpperCase()),
  ) as object;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]),
  );
}
