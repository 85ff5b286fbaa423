import type { EntityKind } from '@blossomer/contract';
import { openModel } from '../ai/open-model.ts';
import { type AnswerFunction, startWireServer, type WireServer } from '../ai/wire/test-wire-server.ts';
import { openWebsite } from '../website/open-website.ts';
import { startTestSite, type TestSite } from '../website/test-site.ts';
import type { PageCache, SitePage } from '../website/website.ts';
import type { KnownDocument, News, Tools, Work } from './generate.ts';

/** Everything that a generation works with, as it is, over a provider and a website on this machine. */
export interface TestTools extends Tools {
  news: News[];
  wire: WireServer;
  site: TestSite;
  close(): Promise<void>;
}

export async function openTestTools(pages: Readonly<Record<string, string>> = {}): Promise<TestTools> {
  const wire = await startWireServer();
  const site = await startTestSite({ pages });
  const website = openWebsite({ allowLoopback: true, threads: 1 });
  const settings = {
    name: 'compatible',
    model: 'test',
    apiKey: null,
    baseUrl: wire.baseUrl('compatible'),
    price: null,
    structured: true,
  } as const;
  const patience = { backoffMilliseconds: 1, retriesMax: 1, reasksMax: 1 };
  const news: News[] = [];
  return {
    ...{ news, wire, site, website },
    model: await openModel({ providers: [settings] }, { patience }),
    cache: memoryCache(),
    signal: new AbortController().signal,
    tell: (one) => news.push(one),
    close: async () => {
      await Promise.all([wire.stop(), site.close(), website.close()]);
    },
  };
}

function memoryCache(): PageCache {
  const pages = new Map<string, SitePage>();
  return {
    get: async (url) => pages.get(url) ?? null,
    put: async (page) => void pages.set(page.url, page),
  };
}

export function answering(value: unknown): AnswerFunction {
  return () => ({ value });
}

export function workOn(kind: EntityKind, known: Partial<Work> = {}): Work {
  return { kind, inputs: {}, company: null, account: null, persona: null, ...known };
}

export const harborline: KnownDocument = {
  name: 'Harborline',
  url: 'https://harborline.example/',
  data: {
    schemaVersion: 1,
    description: 'Stock planning software for wholesalers.',
    capabilities: ['Forecasts'],
  },
};

export const wholesalers: KnownDocument = {
  name: 'Drinks wholesalers',
  data: {
    description: 'Wholesalers of drinks with more than 5,000 articles.',
    firmographics: { industry: ['Wholesale'], employees: '50-500' },
    buyingSignals: [{ id: 'signal', title: 'A second warehouse opens', priority: 'High' }],
  },
};

export const headOfPurchasing: KnownDocument = {
  name: 'Head of Purchasing',
  data: {
    description: 'Answers for stock and for empty shelves.',
    useCases: [{ id: 'use-case', useCase: 'Check proposals', painPoints: 'Spreadsheets every Monday' }],
  },
};
