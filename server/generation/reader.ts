import type { CompanyData, Evidence } from '@blossomer/contract';
import type { Context } from '../ai/prompts/context.ts';
import type { SitePage } from '../website/website.ts';
import { cleaned } from './cleaned.ts';
import { hostOf } from './document-of.ts';
import type { News, Outcome } from './generate.ts';
import { insufficient } from './insufficient.ts';
import { pagesRead } from './pages.ts';
import { type Found, findings } from './reader-findings.ts';

/**
 * A company as far as its own pages say it, for a server without a model. Every text is words of a page as they stand there,
 * with the page; nothing is concluded, put together or reworded, and what the pages do not say is empty and named as not known.
 */
export function readDraft({ pages, url }: Context, tell: (news: News) => void): Outcome {
  const found = new Map(
    Object.entries(findings(pages)).map(([place, all]) => [place, all.filter(isStorable)]),
  );
  const one = (place: string) => found.get(place)?.[0]?.text;
  const capabilities = (found.get('/data/capabilities') ?? []).map(({ text }) => text);
  if (one('/data/description') === undefined && capabilities.length === 0) throw insufficient('company');
  const data: CompanyData = {
    schemaVersion: 1,
    ...present('description', one('/data/description')),
    ...inside('businessProfile', {
      businessModel: one('/data/businessProfile/businessModel'),
      existingCustomers: one('/data/businessProfile/existingCustomers'),
    }),
    ...(capabilities.length > 0 ? { capabilities } : {}),
    ...inside('positioning', { languageUsed: one('/data/positioning/languageUsed') }),
    metadata: metadataOf(found, pages),
  };
  const document = { name: one('/name') ?? hostOf(url), url, data };
  const evidence = evidenceOf(found);
  const told = { ...Object.fromEntries(evidence.map(({ pointer, quote }) => [pointer, quote])), '/url': url };
  for (const [pointer, value] of Object.entries(told)) tell({ event: 'field', data: { pointer, value } });
  return {
    document,
    evidence,
    pages: pagesRead(pages),
    provider: 'reader',
    model: null,
  };
}

/** What a company has and pages alone may not say; each is a gap when it is empty. */
const fields: Record<string, string> = {
  '/data/description': 'What the company does',
  '/data/businessProfile/category': 'Category',
  '/data/businessProfile/businessModel': 'Business model',
  '/data/businessProfile/existingCustomers': 'Existing customers',
  '/data/capabilities': 'Capabilities',
  '/data/useCaseAnalysis/processImpact': 'Process impact',
  '/data/useCaseAnalysis/problemsAddressed': 'Problems addressed',
  '/data/useCaseAnalysis/howTheyDoItToday': 'How customers do it today',
  '/data/positioning/keyMarketBelief': 'Key market belief',
  '/data/positioning/uniqueApproach': 'Unique approach',
  '/data/positioning/languageUsed': 'Language that customers use',
  '/data/objections': 'Likely objections',
  '/data/icpHypothesis/targetAccountHypothesis': 'Whom to sell to',
  '/data/icpHypothesis/targetPersonaHypothesis': 'Who decides there',
};

function metadataOf(
  found: ReadonlyMap<string, Found[]>,
  pages: readonly SitePage[],
): CompanyData['metadata'] {
  const isKnown = (place: string) => (found.get(place)?.length ?? 0) > 0;
  const places = Object.keys(fields);
  return {
    sourcesUsed: pages.map(({ finalUrl }) => finalUrl),
    contextQuality: places.filter(isKnown).length >= fieldsForMedium ? 'medium' : 'low',
    assessmentSummary: 'Taken from the pages of the website word by word. No model was asked.',
    discoveryGaps: places.filter((place) => !isKnown(place)).map((place) => `${fields[place]}: not known`),
  };
}
const fieldsForMedium = 3;

function evidenceOf(found: ReadonlyMap<string, Found[]>): Evidence[] {
  return [...found].flatMap(([place, all]) =>
    all.map(({ text, page }, index) => ({
      pointer: place === '/data/capabilities' ? `${place}/${index}` : place,
      quote: text,
      page: page.finalUrl,
      found: true,
    })),
  );
}

function isStorable({ text }: Found): boolean {
  return cleaned(text) === text;
}

function present(key: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [key]: value };
}

function inside(key: string, members: Record<string, string | undefined>): Record<string, object> {
  const known = Object.entries(members).filter(([, value]) => value !== undefined);
  return known.length === 0 ? {} : { [key]: Object.fromEntries(known) };
}
