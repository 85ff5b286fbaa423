import { fact, facts, items, number, object, record, text, texts, type WriteTable } from './writers.ts';

/** The fields of each document under the names that the last browser-only build gave them (C4, A4, P2, E3). */
export const companyTable: WriteTable = {
  description: ['description', text],
  businessProfile: [
    'businessProfile',
    object({
      category: ['category', fact],
      businessModel: ['businessModel', fact],
      existingCustomers: ['existingCustomers', fact],
    }),
  ],
  capabilities: ['capabilities', texts],
  useCaseAnalysis: [
    'useCaseAnalysis',
    object({
      processImpact: ['processImpact', text],
      problemsAddressed: ['problemsAddressed', text],
      howTheyDoItToday: ['howTheyDoItToday', text],
    }),
  ],
  positioning: [
    'positioning',
    object({
      keyMarketBelief: ['keyMarketBelief', text],
      uniqueApproach: ['uniqueApproach', text],
      languageUsed: ['languageUsed', text],
    }),
  ],
  objections: ['objections', texts],
  icpHypothesis: [
    'icpHypothesis',
    object({
      targetAccountHypothesis: ['targetAccountHypothesis', text],
      targetPersonaHypothesis: ['targetPersonaHypothesis', text],
    }),
  ],
  metadata: [
    'metadata',
    object({
      sourcesUsed: ['sourcesUsed', texts],
      contextQuality: ['contextQuality', text],
      assessmentSummary: ['assessmentSummary', text],
      assumptionsMade: ['assumptionsMade', texts],
      discoveryGaps: ['discoveryGaps', texts],
    }),
  ],
};

const signals = items({
  title: ['title', text],
  description: ['description', text],
  type: ['type', text],
  priority: ['priority', text],
  detectionMethod: ['detectionMethod', text],
});

const metadata = object({
  primaryContextSource: ['primaryContextSource', text],
  sourcesUsed: ['sourcesUsed', texts],
  confidenceAssessment: [
    'confidenceAssessment',
    object({
      overallConfidence: ['overallConfidence', text],
      dataQuality: ['dataQuality', text],
      inferenceLevel: ['inferenceLevel', text],
      recommendedImprovements: ['recommendedImprovements', texts],
    }),
  ],
  processingNotes: ['processingNotes', text],
});

export const accountTable: WriteTable = {
  description: ['targetAccountDescription', text],
  rationale: ['targetAccountRationale', texts],
  firmographics: [
    'firmographics',
    object({
      industry: ['industry', facts],
      employees: ['employees', fact],
      departmentSize: ['departmentSize', fact],
      revenue: ['revenue', fact],
      geography: ['geography', facts],
      businessModel: ['businessModel', facts],
      fundingStage: ['fundingStage', facts],
      companyType: ['companyType', facts],
      keywords: ['keywords', facts],
    }),
  ],
  buyingSignals: ['buyingSignals', signals],
  buyingSignalsRationale: ['buyingSignalsRationale', texts],
  metadata: ['metadata', metadata],
};

export const personaTable: WriteTable = {
  description: ['targetPersonaDescription', text],
  rationale: ['targetPersonaRationale', texts],
  demographics: [
    'demographics',
    object({
      jobTitles: ['jobTitles', texts],
      departments: ['departments', texts],
      seniority: ['seniority', texts],
      buyingRoles: ['buyingRoles', texts],
      jobDescriptionKeywords: ['jobDescriptionKeywords', texts],
    }),
  ],
  useCases: [
    'useCases',
    items({
      useCase: ['useCase', text],
      painPoints: ['painPoints', text],
      capability: ['capability', text],
      desiredOutcome: ['desiredOutcome', text],
    }),
  ],
  buyingSignals: ['buyingSignals', signals],
  buyingSignalsRationale: ['buyingSignalsRationale', texts],
  objections: ['objections', texts],
  goals: ['goals', texts],
  purchaseJourney: ['purchaseJourney', texts],
  metadata: ['metadata', metadata],
};

/** Without `alternatives`, which that build threw away, and `snapshots`, which it held as three members. */
export const campaignTable: WriteTable = {
  subject: ['subject', text],
  body: ['body', text],
  segments: ['segments', items({ text: ['text', text], type: ['type', text], color: ['color', text] })],
  breakdown: [
    'breakdown',
    record({ label: ['label', text], description: ['description', text], color: ['color', text] }),
  ],
  config: [
    'config',
    object({
      emphasis: ['emphasis', text],
      template: ['template', text],
      openingLine: ['openingLine', text],
      ctaSetting: ['ctaSetting', text],
      socialProof: ['socialProof', text],
    }),
  ],
  metadata: [
    'metadata',
    object({
      generationId: ['generationId', text],
      confidence: ['confidence', text],
      personalizationLevel: ['personalizationLevel', text],
      processingTimeMs: ['processingTimeMs', number],
    }),
  ],
};

/** E3 held the names of the day as three members of the mail. */
export const snapshotTables = {
  company: ['companySnapshot', object({ name: ['companyName', text], url: ['companyUrl', text] })],
  account: [
    'accountSnapshot',
    object({
      id: ['id', text],
      name: ['targetAccountName', text],
      description: ['targetAccountDescription', text],
    }),
  ],
  persona: [
    'personaSnapshot',
    object({
      id: ['id', text],
      name: ['targetPersonaName', text],
      description: ['targetPersonaDescription', text],
    }),
  ],
} as const satisfies WriteTable;
