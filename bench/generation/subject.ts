import { randomFrom, sentence } from '../documents.ts';

/** What all contenders write: an account, out of a company and three of its pages that are on file. */
const random = randomFrom(15);
const words = (count: number) => sentence(random, count);
const paragraphs = Array.from({ length: 45 }, () => words(30));
const home = 'https://acme.example/';

export const pages = ['', 'product', 'customers'].map((path, index) => ({
  url: home + path,
  finalUrl: home + path,
  title: words(5),
  description: words(15),
  siteName: 'Acme',
  headings: [words(4), words(4)],
  markdown: paragraphs.slice(index * 15, (index + 1) * 15).join('\n\n'),
  language: 'en',
  links: path === '' ? [`${home}product`, `${home}customers`] : [],
  fetchedAt: new Date(0),
}));

export const work = {
  kind: 'account' as const,
  inputs: { hypothesis: words(40) },
  company: { name: 'Acme', url: home, data: { description: words(40), capabilities: [words(8), words(8)] } },
  account: null,
  persona: null,
};

/** 4 KB, as an account is; each quote stands on a page. */
export const answer = {
  contextQuality: 'high',
  name: words(4),
  description: words(40),
  rationale: [words(14), words(14), words(14)],
  firmographics: { industry: [words(2), words(2)], employees: '50-500', keywords: [words(2), words(2)] },
  buyingSignals: Array.from({ length: 5 }, () => ({
    title: words(4),
    description: words(18),
    type: 'News',
    priority: 'High',
    detectionMethod: words(10),
  })),
  buyingSignalsRationale: [words(14), words(14)],
  evidence: paragraphs.slice(0, 6).map((quote, index) => ({
    pointer: index < 5 ? `/buyingSignals/${index}` : '/description',
    quote: quote.slice(0, 80),
    page: home,
  })),
};

/** About four tokens a frame, as providers send them. */
export const charactersPerFrame = 16;
