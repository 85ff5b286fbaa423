import { GeneratedDocument, GenerationEvent, PageRead } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { GenerationFailure } from './generate.ts';
import { generate } from './pipeline.ts';
import {
  answering,
  harborline,
  headOfPurchasing,
  openTestTools,
  type TestTools,
  wholesalers,
  workOn,
} from './test-tools.ts';

let tools: TestTools;
beforeAll(async () => {
  tools = await openTestTools();
});
afterAll(() => tools.close());
afterEach(() => {
  tools.wire.answerWith(null);
  tools.wire.forget();
  tools.news.length = 0;
});

const company = () => workOn('company', { inputs: { url: tools.site.url } });
const below = { company: harborline, account: wholesalers, persona: headOfPurchasing };
const answer = {
  contextQuality: 'high',
  name: 'Harborline',
  description: 'Stock planning software for wholesalers.',
  capabilities: ['Forecasts', ' ', 'Purchase orders'],
  evidence: [] as object[],
};

test.each([
  ['account', { company: harborline }],
  ['persona', { company: harborline, account: wholesalers }],
  ['campaign', below],
] as const)('what a model answers becomes the document of an %s', async (kind, known) => {
  const { document, provider, model } = await generate(workOn(kind, known), tools);
  expect(GeneratedDocument.parse(document)).toEqual(document);
  expect({ provider, model }).toEqual({ provider: 'compatible', model: 'test' });
  expect(tools.wire.served).toHaveLength(1);
  expect(tools.site.requests).toEqual([]);
});

test('a company is read, written, checked and saved, in the words of the events', async () => {
  const { document, pages, evidence } = await generate(company(), tools);
  expect(document).toMatchObject({ url: `${tools.site.url}/`, data: { schemaVersion: 1 } });
  for (const page of pages) PageRead.parse(page);
  for (const one of tools.news) GenerationEvent.parse(one);
  const stages = tools.news.flatMap((one) => (one.event === 'stage' ? [one.data.stage] : []));
  expect(stages).toEqual(['reading', 'writing', 'checking', 'saving']);
  expect(tools.news.filter(({ event }) => event === 'page').length).toBeGreaterThanOrEqual(pages.length);
  expect(evidence.some(({ found, page }) => found && pages.some(({ url }) => url === page))).toBe(true);
});

test('each field that is told stands in the document as it was told', async () => {
  for (const work of [company(), workOn('persona', below), workOn('campaign', below)]) {
    tools.news.length = 0;
    const { document } = await generate(work, tools);
    const told = tools.news.flatMap((one) => (one.event === 'field' ? [one.data] : []));
    expect(told.length).toBeGreaterThan(3);
    for (const { pointer, value } of told) expect(valueAt(document, pointer)).toEqual(value);
  }
});

test('a quote is looked for in the pages, and a field without one is an inference', async () => {
  tools.wire.answerWith(
    answering({
      ...answer,
      objections: ['We have an ERP'],
      evidence: [
        {
          pointer: '/description',
          quote: 'IS STOCK PLANNING   SOFTWARE FOR wholesalers',
          page: 'https://evil.example/',
        },
        {
          pointer: '/capabilities/0',
          quote: "From last night’s orders to this morning's purchase",
          page: 'nowhere',
        },
        {
          pointer: '/capabilities/2',
          quote: 'Forecasts that nobody ever wrote on a page',
          page: tools.site.url,
        },
        { pointer: '/name', quote: 'Harborline', page: tools.site.url },
        { pointer: '/nothing', quote: 'is stock planning software for wholesalers', page: tools.site.url },
        {
          pointer: '/capabilities/~',
          quote: 'is stock planning software for wholesalers',
          page: tools.site.url,
        },
      ],
    }),
  );
  const { evidence } = await generate(company(), tools);
  const inference = { quote: null, page: null, found: false };
  expect(evidence).toEqual([
    {
      pointer: '/data/description',
      quote: 'IS STOCK PLANNING   SOFTWARE FOR wholesalers',
      page: `${tools.site.url}/`,
      found: true,
    },
    {
      pointer: '/data/capabilities/0',
      quote: "From last night’s orders to this morning's purchase",
      page: `${tools.site.url}/product`,
      found: true,
    },
    { pointer: '/data/capabilities/1', ...inference },
    { pointer: '/name', ...inference },
    { pointer: '/data/objections/0', ...inference },
  ]);
});

test('an answer sets the known fields of its document, and nothing else', async () => {
  const hostile = {
    ...answer,
    url: 'https://evil.example/',
    type: 'evil',
    schemaVersion: 99,
    provenance: { evil: true },
    metadata: { evil: true, sourcesUsed: ['evil'] },
    data: { evil: true },
    id: 'evil',
    businessProfile: { category: 'Software', evil: true, id: 'evil' },
  };
  tools.wire.answerWith(answering(hostile));
  const { document } = await generate(company(), tools);
  expect(document).toEqual({
    name: 'Harborline',
    url: `${tools.site.url}/`,
    data: {
      schemaVersion: 1,
      description: answer.description,
      capabilities: ['Forecasts', 'Purchase orders'],
      businessProfile: { category: 'Software' },
      metadata: { contextQuality: 'high', sourcesUsed: expect.not.arrayContaining(['evil']) },
    },
  });
  expect(JSON.stringify(tools.news)).not.toContain('evil');
});

test.each(['{"__proto__":{"evil":true},', '{"constructor":{"prototype":{"evil":true}},'])(
  'an answer with %j in it is none',
  async (start) => {
    tools.wire.answerWith(() => ({ text: JSON.stringify(answer).replace('{', start) }));
    expect(await failureOf(generate(company(), tools))).toMatchObject({ code: 'answer-invalid' });
    expect(Reflect.get({}, 'evil')).toBeUndefined();
  },
);

test('ids of items are the server’s, and unique', async () => {
  const useCases = ['a', 'b', ' '].map((useCase) => ({ id: 'same', useCase }));
  tools.wire.answerWith(
    answering({ ...answer, useCases, buyingSignals: [{ id: 'same', title: 'x', priority: 'High' }] }),
  );
  const { document } = await generate(workOn('persona', below), tools);
  const { useCases: made, buyingSignals } = document.data as Record<string, { id: string }[]>;
  const ids = [...(made ?? []), ...(buyingSignals ?? [])].map(({ id }) => id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(ids).not.toContain('same');
});

test('an e-mail is its parts joined, for the use case and with the names as they are', async () => {
  const segments = [
    { type: 'greeting', text: 'Hi [first name],', why: 'Begins.' },
    { type: 'pain-point', text: 'Spreadsheets every Monday?', why: 'Names it.' },
    { type: 'pain-point', text: ' ', why: 'Again.' },
  ];
  tools.wire.answerWith(answering({ ...answer, subject: 'mondays', alternatives: ['sheets'], segments }));
  const config = { useCaseId: 'use-case', emphasis: 'pain-point', ctaSetting: 'meeting' };
  const { document, evidence } = await generate(workOn('campaign', { ...below, inputs: { config } }), tools);
  expect(document).toMatchObject({
    type: 'email',
    status: 'draft',
    data: {
      subject: 'mondays',
      alternatives: [{ text: 'sheets' }],
      body: 'Hi [first name],\n\nSpreadsheets every Monday?',
      breakdown: {
        greeting: { label: 'Greeting', description: 'Begins.' },
        'pain-point': { label: 'Pain point', description: 'Names it.' },
      },
      config: { ...config, useCase: 'Check proposals' },
      snapshots: { company: { name: 'Harborline' }, persona: { name: 'Head of Purchasing' } },
    },
  });
  expect(evidence).toEqual([]);
  const [asked] = tools.wire.served;
  expect(asked?.user).toContain('Spreadsheets every Monday');
  expect(asked?.system).toContain('ask for a meeting');
});

test('an answer that knows too little ends with what can be done, and none of its fields is told', async () => {
  tools.wire.answerWith(answering({ ...answer, contextQuality: 'insufficient' }));
  const failure = await failureOf(generate(company(), tools));
  expect(failure).toMatchObject({ code: 'context-insufficient', provider: 'compatible' });
  expect(failure.message).toContain('Write what you know');
  const fields = tools.news.filter(({ event }) => event === 'field');
  expect(fields).toEqual([{ event: 'field', data: { pointer: '/url', value: `${tools.site.url}/` } }]);
});

test('where nothing is known no model is asked, unless the person says what they believe', async () => {
  const unknown = {
    company: { ...harborline, data: { description: ' ', metadata: { sourcesUsed: ['x'] } } },
  };
  const failure = await failureOf(generate(workOn('account', unknown), tools));
  expect(failure).toMatchObject({ code: 'context-insufficient', provider: null });
  expect(tools.wire.served).toEqual([]);
  await generate(workOn('account', { ...unknown, inputs: { hypothesis: 'Drinks wholesalers' } }), tools);
  expect(tools.wire.served).toHaveLength(1);
});

test('a failure of the model names it, and what can be done', async () => {
  tools.wire.answerWith(() => ({ status: 500 }));
  const failure = await failureOf(generate(workOn('account', below), tools));
  expect(failure).toMatchObject({ code: 'model-failed', provider: 'compatible' });
  expect(failure.message).toMatch(/try again|later|by hand/i);
});

test('an answer without what matters is no document', async () => {
  tools.wire.answerWith(answering({ contextQuality: 'high', name: 'x', description: '\u0000 ' }));
  expect(await failureOf(generate(company(), tools))).toMatchObject({
    code: 'answer-invalid',
    provider: 'compatible',
  });
});

test('a website that cannot be read ends it before a model is asked', async () => {
  const closed = workOn('company', { inputs: { url: 'http://127.0.0.1:1' } });
  expect(await failureOf(generate(closed, tools))).toMatchObject({ code: 'website-unreachable' });
  expect(tools.wire.served).toEqual([]);
});

test('without a model only a company can be made', async () => {
  const failure = await failureOf(generate(workOn('persona', below), { ...tools, model: null }));
  expect(failure.code).toBe('no-model');
});

test('whoever aborts gets their reason, during reading and during writing', async () => {
  const reason = new Error('cancelled');
  for (const when of ['reading', 'writing']) {
    const controller = new AbortController();
    tools.wire.answerWith(() => ({ hang: true }));
    const tell = (one: TestTools['news'][number]) => {
      if (one.event === 'stage' && one.data.stage === when) queueMicrotask(() => controller.abort(reason));
    };
    await expect(generate(company(), { ...tools, tell, signal: controller.signal })).rejects.toBe(reason);
  }
});

test('what was told is void when an answer begins anew, and the address is told again', async () => {
  let asked = 0;
  tools.wire.answerWith(() => {
    asked += 1;
    return asked === 1
      ? { text: JSON.stringify({ ...answer, contextQuality: 'high', evidence: 'none' }) }
      : { value: answer };
  });
  const { document } = await generate(company(), tools);
  const restart = tools.news.findIndex(({ event }) => event === 'restarted');
  expect(restart).toBeGreaterThan(0);
  const after = tools.news.slice(restart + 1).flatMap((one) => (one.event === 'field' ? [one.data] : []));
  expect(after[0]).toEqual({ pointer: '/url', value: `${tools.site.url}/` });
  for (const { pointer, value } of after) expect(valueAt(document, pointer)).toEqual(value);
});

async function failureOf(generating: Promise<unknown>): Promise<GenerationFailure> {
  const failure = await generating.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof GenerationFailure)) throw new Error(`no failure: ${String(failure)}`);
  return failure;
}
