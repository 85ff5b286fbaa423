import fc from 'fast-check';
import { lists, texts } from './generated-texts.ts';

/** Companies and accounts of the builds before the last one. For tests. */
export function olderCompanies() {
  return fc.oneof(
    firstCompanies(),
    snakeCompanies(),
    camelCompanies(),
    fc.record({ _input_url: urls(), value: texts() }),
  );
}

export function olderAccounts() {
  return fc.oneof(snakeAccounts(), camelAccounts(), mixedAccounts());
}

const optional = { requiredKeys: [] };

function urls() {
  return fc.constantFrom('https://acme.test', 'acme.test', 'https://beta.test/x', '');
}

function firstCompanies() {
  return fc.record(
    {
      product_description: texts(),
      key_features: lists(),
      company_profiles: lists(),
      persona_profiles: lists(),
      use_cases: lists(),
      pain_points: lists(),
      pricing: fc.option(texts()),
      confidence_scores: fc.constant({ product_description: 0.9 }),
      metadata: fc.record({
        domain: fc.oneof(fc.constantFrom('acme.test', ' acme.test', 'acme.test/\ud800', 'nowhere'), texts()),
      }),
    },
    optional,
  );
}

function snakeCompanies() {
  return fc.record(
    {
      company_name: texts(),
      company_url: urls(),
      company_overview: texts(),
      product_description: texts(),
      capabilities: lists(),
      key_features: lists(),
      keyFeatures: lists(),
      business_model: lists(),
      differentiated_value: lists(),
      alternatives: lists(),
      use_cases: lists(),
      useCases: lists(),
      metadata: fc.record({ context_quality: fc.constantFrom('high', 'fair') }),
    },
    optional,
  );
}

function camelCompanies() {
  return fc.record(
    {
      companyName: texts(),
      companyOverview: texts(),
      businessModel: lists(),
      customerBenefits: lists(),
      painPoints: lists(),
      personaProfiles: lists(),
      businessProfileInsights: fc.array(
        fc.oneof(
          texts(),
          texts().map((text) => `Category: ${text}`),
        ),
        { maxLength: 3 },
      ),
    },
    optional,
  );
}

const ids = [
  'customer_1751800000001_aaaaaaaaa',
  'customer_1751800000002_bbbbbbbbb',
  'target_account_1751900000001_aaaaaaaaa',
];

function snakeAccounts() {
  return fc.record(
    {
      id: fc.constantFrom(...ids),
      name: texts(),
      role: fc.constantFrom('Target Account', 'Other'),
      description: texts(),
      rationale: texts(),
      created_at: fc.constant('2025-07-06T11:06:40.001Z'),
      firmographics: fc.record({
        industry: lists(),
        company_size: fc.record({ employees: texts(), revenue: texts() }, optional),
        business_model: lists(),
      }),
      buying_signals: fc.dictionary(fc.constantFrom('growth_indicators', 'market_signals', 'odd'), lists()),
      personas: fc.array(olderPersonas(), { maxLength: 2 }),
    },
    { requiredKeys: ['name'] },
  );
}

function camelAccounts() {
  return fc.record(
    {
      id: fc.constantFrom(...ids),
      name: texts(),
      createdAt: fc.constant('2025-07-06T11:06:40.001Z'),
      firmographics: fc.oneof(
        fc.record({ companySize: fc.record({ employees: texts() }), fundingStage: texts() }),
        fc.array(tagRows(), { maxLength: 3 }),
      ),
      buyingSignals: fc.oneof(lists(), fc.dictionary(fc.constantFrom('growthIndicators', 'odd'), lists())),
      confidenceScores: fc.constant({ name: 0.5 }),
    },
    { requiredKeys: ['name'] },
  );
}

function tagRows() {
  return fc.record({
    id: fc.constantFrom('1', '2'),
    label: fc.constantFrom('Industry', 'Business Model', 'employees', 'Mood'),
    values: fc.array(fc.record({ text: texts(), color: fc.constant('blue') }), { maxLength: 2 }),
  });
}

function mixedAccounts() {
  return fc.record(
    {
      id: fc.constantFrom(...ids),
      name: texts(),
      rationale: texts(),
      firmographics: fc.record({
        company_size: fc.record({ departmentSize: texts() }),
        company_type: lists(),
      }),
      buyingSignals: fc.array(
        fc.record({
          id: fc.constantFrom('signal_0', 'signal_1'),
          label: texts(),
          description: texts(),
          enabled: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['name'] },
  );
}

function olderPersonas() {
  return fc.record(
    {
      id: fc.constantFrom('1751900000011', '1751900000014'),
      createdAt: fc.constantFrom('7/8/2025', '2025/7/8'),
      name: texts(),
      personaName: texts(),
      description: texts(),
      overview: texts(),
      profile: lists(),
      likelyJobTitles: lists(),
      statusQuo: fc.oneof(texts(), lists()),
      painPoints: lists(),
      useCases: lists(),
      desiredOutcomes: lists(),
      keyConcerns: lists(),
      whyWeMatter: lists(),
      buyingSignals: lists(),
    },
    { requiredKeys: ['name'] },
  );
}
