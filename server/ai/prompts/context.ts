import type { EntityKind } from '@blossomer/contract';
import type { KnownDocument } from '../../generation/generate.ts';
import type { SitePage } from '../../website/website.ts';
import { cutTo } from './budget.ts';

/** All that a prompt may be written from. */
export interface Context {
  /** Of the company; empty when there is none. */
  url: string;
  hypothesis: string;
  company: KnownDocument | null;
  account: KnownDocument | null;
  persona: KnownDocument | null;
  pages: SitePage[];
  config: Record<string, unknown>;
}

/** What of a document a prompt is told, by value. Metadata, provenance and unknown members are not the person's words. */
const told = {
  company: [
    ...['description', 'businessProfile', 'capabilities', 'useCaseAnalysis', 'positioning', 'objections'],
    'icpHypothesis',
  ],
  account: ['description', 'rationale', 'firmographics', 'buyingSignals', 'buyingSignalsRationale'],
  persona: [
    ...['description', 'rationale', 'demographics', 'useCases', 'buyingSignals', 'objections', 'goals'],
    'purchaseJourney',
  ],
} as const satisfies Partial<Record<EntityKind, readonly string[]>>;

export function documentText(kind: keyof typeof told, { name, url, data }: KnownDocument): string {
  const known = told[kind].map((key) => [key, bounded(data[key])]).filter(([, value]) => value !== undefined);
  return JSON.stringify({ name, ...(url ? { url } : {}), ...Object.fromEntries(known) }, null, 1);
}

/** Whether a document says anything that can be built on. */
export function saysSomething(kind: keyof typeof told, { data }: KnownDocument): boolean {
  return told[kind].some((key) => bounded(data[key]) !== undefined);
}

export function pageText({ finalUrl, title, description, markdown }: SitePage): string {
  return [`page: ${finalUrl}`, `title: ${title}`, `summary: ${description}`, '', markdown].join('\n');
}

const textCharactersMax = 2000;
const itemsMax = 40;

/** Without ids and blanks, and no longer than a prompt can bear. */
function bounded(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : cutTo(value, textCharactersMax);
  if (Array.isArray(value)) {
    const items = value
      .slice(0, itemsMax)
      .map(bounded)
      .filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const members = Object.entries(value)
    .filter(([key]) => key !== 'id')
    .slice(0, itemsMax)
    .map(([key, member]): [string, unknown] => [key, bounded(member)])
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
