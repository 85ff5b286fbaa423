import type { EntityKind } from '@blossomer/contract';

/** What a document of each kind will have, in the order of its screen: the shape that a generation fills in. */
export interface OutlineSection {
  title: string;
  lines: readonly OutlineLine[];
  /** Over the whole width. */
  wide?: boolean;
}

export interface OutlineLine {
  pointer: string;
  /** Absent where the title says it. */
  label?: string;
  as?: 'text' | 'list' | 'tags' | 'items';
}

const signals: OutlineSection = {
  title: 'Buying signals',
  wide: true,
  lines: [{ pointer: '/data/buyingSignals', as: 'items' }],
};

export const outlines: Record<EntityKind, readonly OutlineSection[]> = {
  company: [
    { title: 'Overview', wide: true, lines: [{ pointer: '/data/description' }] },
    {
      title: 'Business Profile',
      lines: [
        { pointer: '/data/businessProfile/category', label: 'Category' },
        { pointer: '/data/businessProfile/businessModel', label: 'Business model' },
        { pointer: '/data/businessProfile/existingCustomers', label: 'Existing customers' },
      ],
    },
    {
      title: 'Positioning',
      lines: [
        { pointer: '/data/positioning/keyMarketBelief', label: 'Key market belief' },
        { pointer: '/data/positioning/uniqueApproach', label: 'Unique approach' },
        { pointer: '/data/positioning/languageUsed', label: 'Language used' },
      ],
    },
    { title: 'Capabilities', wide: true, lines: [{ pointer: '/data/capabilities', as: 'list' }] },
    {
      title: 'Use Cases & Process',
      lines: [
        { pointer: '/data/useCaseAnalysis/problemsAddressed', label: 'Problems addressed' },
        { pointer: '/data/useCaseAnalysis/howTheyDoItToday', label: 'How they do it today' },
        { pointer: '/data/useCaseAnalysis/processImpact', label: 'Process impact' },
      ],
    },
    {
      title: 'ICP Hypothesis',
      lines: [
        { pointer: '/data/icpHypothesis/targetAccountHypothesis', label: 'Target account' },
        { pointer: '/data/icpHypothesis/targetPersonaHypothesis', label: 'Target persona' },
      ],
    },
    { title: 'Likely Objections', wide: true, lines: [{ pointer: '/data/objections', as: 'list' }] },
  ],
  account: [
    { title: 'Overview', wide: true, lines: [{ pointer: '/data/description' }] },
    { title: 'Rationale', wide: true, lines: [{ pointer: '/data/rationale', as: 'list' }] },
    {
      title: 'Firmographics',
      wide: true,
      lines: [
        { pointer: '/data/firmographics/industry', label: 'Industry', as: 'tags' },
        { pointer: '/data/firmographics/employees', label: 'Employees', as: 'tags' },
        { pointer: '/data/firmographics/geography', label: 'Geography', as: 'tags' },
        { pointer: '/data/firmographics/fundingStage', label: 'Funding stage', as: 'tags' },
        { pointer: '/data/firmographics/keywords', label: 'Keywords', as: 'tags' },
      ],
    },
    signals,
  ],
  persona: [
    { title: 'Overview', wide: true, lines: [{ pointer: '/data/description' }] },
    {
      title: 'Demographics',
      wide: true,
      lines: [
        { pointer: '/data/demographics/jobTitles', label: 'Job titles', as: 'tags' },
        { pointer: '/data/demographics/departments', label: 'Departments', as: 'tags' },
        { pointer: '/data/demographics/seniority', label: 'Seniority', as: 'tags' },
        { pointer: '/data/demographics/buyingRoles', label: 'Buying roles', as: 'tags' },
      ],
    },
    { title: 'Use cases', wide: true, lines: [{ pointer: '/data/useCases', as: 'items' }] },
    { title: 'Likely Objections', lines: [{ pointer: '/data/objections', as: 'list' }] },
    { title: 'Goals', lines: [{ pointer: '/data/goals', as: 'list' }] },
    { title: 'Purchase Journey', wide: true, lines: [{ pointer: '/data/purchaseJourney', as: 'list' }] },
    signals,
  ],
  campaign: [
    { title: 'Subject', wide: true, lines: [{ pointer: '/data/subject' }] },
    { title: 'Text', wide: true, lines: [{ pointer: '/data/segments', as: 'items' }] },
  ],
};
