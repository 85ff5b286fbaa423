import { Url } from '@blossomer/contract';
import { carried } from './carried.ts';
import { fields, type Table } from './fields.ts';
import { insightTable } from './insights.ts';
import { place } from './keep.ts';
import { name } from './names.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { aside, choice, createdAt, fact, moved, nested, spare, temporaryId, text } from './shapes.ts';
import { valueIn } from './sketch.ts';
import type { Spot } from './spot.ts';
import { lines, spareTexts, texts } from './texts.ts';

export const nameSpellings = ['companyName', 'company_name'] as const;
export const urlSpellings = ['companyUrl', 'company_url'] as const;
export const typedUrlSpellings = ['_input_url', '_inputUrl', 'inputUrl', 'InputUrl'] as const;

export const companyTable: Table = {
  carried: [carried, '_gtm'],
  ...insightTable,
  createdAt: [createdAt, 'createdAt', 'created_at'],
  name: [name, ...nameSpellings],
  url: [url, ...urlSpellings],
  typedUrl: [typedUrl, ...typedUrlSpellings],
  description: [text, 'description', 'companyOverview', 'company_overview'],
  productDescription: [moved(['description'], spare), 'productDescription', 'product_description'],
  businessProfile: [
    nested(
      fields({
        category: [fact, 'category'],
        businessModel: [fact, 'businessModel', 'business_model'],
        existingCustomers: [fact, 'existingCustomers', 'existing_customers'],
      }),
    ),
    'businessProfile',
    'business_profile',
  ],
  businessModel: [moved(['businessProfile', 'businessModel'], lines), 'businessModel', 'business_model'],
  capabilities: [texts, 'capabilities'],
  keyFeatures: [moved(['capabilities'], spareTexts), 'keyFeatures', 'key_features'],
  useCaseAnalysis: [
    nested(
      fields({
        processImpact: [text, 'processImpact', 'process_impact'],
        problemsAddressed: [text, 'problemsAddressed', 'problems_addressed'],
        howTheyDoItToday: [text, 'howTheyDoItToday', 'how_they_do_it_today'],
      }),
    ),
    'useCaseAnalysis',
    'use_case_analysis',
  ],
  useCases: [moved(['useCaseAnalysis', 'processImpact'], lines), 'useCases', 'use_cases'],
  painPoints: [moved(['useCaseAnalysis', 'problemsAddressed'], lines), 'painPoints', 'pain_points'],
  positioning: [
    nested(
      fields({
        keyMarketBelief: [text, 'keyMarketBelief', 'key_market_belief'],
        uniqueApproach: [text, 'uniqueApproach', 'unique_approach'],
        languageUsed: [text, 'languageUsed', 'language_used'],
      }),
    ),
    'positioning',
  ],
  differentiatedValue: [
    moved(['positioning', 'uniqueApproach'], lines),
    'differentiatedValue',
    'differentiated_value',
  ],
  objections: [texts, 'objections'],
  icpHypothesis: [
    nested(
      fields({
        targetAccountHypothesis: [text, 'targetAccountHypothesis', 'target_account_hypothesis'],
        targetPersonaHypothesis: [text, 'targetPersonaHypothesis', 'target_persona_hypothesis'],
      }),
    ),
    'icpHypothesis',
    'icp_hypothesis',
  ],
  companyProfiles: [
    moved(['icpHypothesis', 'targetAccountHypothesis'], lines),
    'companyProfiles',
    'company_profiles',
  ],
  personaProfiles: [
    moved(['icpHypothesis', 'targetPersonaHypothesis'], lines),
    'personaProfiles',
    'persona_profiles',
  ],
  customerBenefits: [aside, 'customerBenefits', 'customer_benefits'],
  alternatives: [aside, 'alternatives'],
  testimonials: [aside, 'testimonials'],
  pricing: [aside, 'pricing'],
  confidenceScores: [aside, 'confidenceScores', 'confidence_scores'],
  value: [aside, 'value'],
  companyId: [temporaryId, 'companyId', 'company_id'],
  metadata: [
    nested(
      fields({
        sourcesUsed: [texts, 'sourcesUsed', 'sources_used'],
        contextQuality: [
          choice(['high', 'medium', 'low', 'insufficient']),
          'contextQuality',
          'context_quality',
        ],
        assessmentSummary: [text, 'assessmentSummary', 'assessment_summary'],
        assumptionsMade: [texts, 'assumptionsMade', 'assumptions_made'],
        discoveryGaps: [texts, 'discoveryGaps', 'discovery_gaps'],
      }),
    ),
    'metadata',
  ],
};

/** The model's address, if it is one; it may lack a scheme. */
function url(spot: Spot, reading: Reading): void {
  if (typeof spot.value === 'string' && spot.value !== '' && Url.safeParse(plain(spot.value)).success) {
    place(spot, reading, ['url']);
  } else {
    aside(spot, reading);
  }
}

/** What the person typed stands in for a missing address; beside another one it is kept, and is no conflict. */
function typedUrl(spot: Spot, reading: Reading): void {
  const there = valueIn(reading.sketch, ['url']);
  if (there === undefined || there === spot.value) url(spot, reading);
  else aside(spot, reading);
}
