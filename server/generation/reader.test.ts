import { CompanyData, Evidence } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../ai/prompts/context.ts';
import type { SitePage } from '../website/website.ts';
import type { GenerationFailure, News, Outcome } from './generate.ts';
import { saidBy } from './page-text.ts';
import { generate } from './pipeline.ts';
import { readDraft } from './reader.ts';
import { openTestTools, type TestTools, workOn } from './test-tools.ts';

const japanese = `<!doctype html><html lang="ja"><title>在庫計画 | ハーバー株式会社</title>
  <meta name="description" content="卸売業のための在庫計画ソフトウェアです。毎晩の受注から発注を提案します。">
  <body><main><h1>売れるものだけを発注する</h1><h2>需要予測を品目ごとに</h2><p>季節と天気と価格から学びます。</p>
  <h2>理由のある発注提案</h2><p>すべての行に理由が付きます。</p><h2>料金</h2><p>月額 49,000円 から始められます。</p>
  <h2>お客様の声</h2><blockquote><p>「一つの季節で在庫が二割減り、欠品はありませんでした。」</p></blockquote></main></body></html>`;

let tools: TestTools;
beforeAll(async () => {
  tools = await openTestTools({
    '/ja': japanese,
    '/empty': '<title>App</title><body><div id="root"></div></body>',
  });
});
afterAll(() => tools.close());

function read(path = ''): Promise<Outcome> {
  const url = `${tools.site.url}${path}`;
  return generate(workOn('company', { inputs: { url } }), {
    ...tools,
    model: null,
    cache: { get: async () => null, put: async () => {} },
  });
}

test('a company is drafted from its own pages, each field with its quote, and the rest named as not known', async () => {
  const { document, evidence, provider, model, pages } = await read();
  expect({ provider, model }).toEqual({ provider: 'reader', model: null });
  expect(document).toMatchObject({ name: 'Harborline', url: `${tools.site.url}/` });
  expect(CompanyData.parse(document.data)).toEqual({
    schemaVersion: 1,
    description:
      'Harborline tells wholesalers what to order, when and from whom, from the data that their ERP has.',
    businessProfile: {
      businessModel: '€490 a month, up to 5,000 articles and one warehouse.',
      existingCustomers: '130 wholesalers plan with Harborline',
    },
    capabilities: [
      'Forecasts for each article and warehouse',
      'Proposals with a reason',
      'Supplier calendars',
    ],
    positioning: { languageUsed: '“We cut stock by a fifth in one season and nobody ran out of anything.”' },
    metadata: {
      sourcesUsed: pages.map(({ url }) => url),
      contextQuality: 'medium',
      assessmentSummary: expect.stringContaining('No model was asked'),
      discoveryGaps: expect.arrayContaining(['Category: not known', 'Likely objections: not known']),
    },
  });
  for (const one of evidence) {
    expect(Evidence.parse(one).found).toBe(true);
    expect(valueAt(document, one.pointer)).toBe(one.quote);
  }
  expect(evidence).toHaveLength(8);
});

test('each field is told, and the stages are those of any generation', async () => {
  tools.news.length = 0;
  const { document } = await read();
  const fields = tools.news.flatMap((one) => (one.event === 'field' ? [one.data] : []));
  expect(fields).toHaveLength(9);
  for (const { pointer, value } of fields) expect(valueAt(document, pointer)).toEqual(value);
  const stages = tools.news.flatMap((one) => (one.event === 'stage' ? [one.data.stage] : []));
  expect(stages).toEqual(['reading', 'writing', 'saving']);
});

test('a page in Japanese gives a draft in Japanese', async () => {
  const { document } = await read('/ja');
  expect(document).toMatchObject({
    name: 'ハーバー株式会社',
    data: {
      description: '卸売業のための在庫計画ソフトウェアです。毎晩の受注から発注を提案します。',
      capabilities: ['需要予測を品目ごとに', '理由のある発注提案'],
      businessProfile: { businessModel: '月額 49,000円 から始められます。' },
      positioning: { languageUsed: '「一つの季節で在庫が二割減り、欠品はありませんでした。」' },
    },
  });
});

test('a page that says nothing gives no draft, and a sentence that says what can be done', async () => {
  const failure: GenerationFailure = await read('/empty').then(
    () => expect.unreachable(),
    (error) => error,
  );
  expect(failure).toMatchObject({
    code: 'context-insufficient',
    message: expect.stringContaining('says too little'),
  });
});

test('no text of a draft is anything but words of a page', () => {
  const words = fc.constantFrom(
    ...[
      'Plan stock',
      'for wholesalers',
      'Our customers',
      'trusted by 130 teams',
      '$49 a month',
      'what we do',
      '料金は月額',
      '予測する',
    ],
    ...[
      '“It saved us a day.”',
      'Ada Smith, CEO, Acme',
      'Contact',
      'with reasons',
      'a **bold** claim',
      '[a link](https://x.example/)',
    ],
  );
  const sentence = fc.array(words, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
  const line = fc
    .tuple(fc.constantFrom('', '# ', '## ', '> ', '- ', '1. '), sentence)
    .map(([mark, text]) => mark + text);
  const pages = fc.array(
    fc.record({
      path: fc.constantFrom('/', '/product', '/pricing', '/customers', '/about', '/料金', '/%zz'),
      title: sentence,
      description: fc.oneof(fc.constant(''), sentence),
      siteName: fc.oneof(fc.constant(''), words),
      lines: fc.array(line, { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  let drafts = 0;
  fc.assert(
    fc.property(pages, (all) => {
      const site = all.map(pageOf);
      const news: News[] = [];
      const outcome = draftOf(site, news);
      if (outcome === null) return;
      drafts += 1;
      const { metadata, schemaVersion, ...said } = CompanyData.parse(outcome.document.data);
      const texts = textsIn(said);
      expect(
        texts.filter((text) => !site.some((page) => saidBy(page).some((all) => all.includes(text)))),
      ).toEqual([]);
      expect(outcome.evidence.map(({ quote }) => quote)).toEqual(expect.arrayContaining(texts));
      const unmarked = site
        .flatMap((page) => [page.title, page.description, page.siteName, page.markdown])
        .join('\n');
      const plain = texts.filter((text) => !/bold|link/.test(text));
      expect(plain.filter((text) => !unmarked.includes(text))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(drafts).toBeGreaterThan(500);
});

function draftOf(pages: SitePage[], news: News[]): Outcome | null {
  const context: Context = {
    ...{ url: 'https://acme.example/', hypothesis: '', company: null, account: null, persona: null },
    ...{ pages, config: {} },
  };
  try {
    return readDraft(context, (one) => news.push(one));
  } catch {
    return null;
  }
}

function pageOf({
  path,
  lines,
  ...said
}: {
  path: string;
  lines: string[];
  title: string;
  description: string;
  siteName: string;
}): SitePage {
  const headings = lines
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#+ /, '').replaceAll('**', ''));
  const url = `https://acme.example${path}`;
  return {
    ...said,
    url,
    finalUrl: url,
    headings,
    markdown: lines.join('\n\n'),
    language: '',
    fetchedAt: new Date(0),
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
