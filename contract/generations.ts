import { z } from 'zod';
import { AccountData } from './documents/account.ts';
import { CampaignData } from './documents/campaign.ts';
import { CompanyData } from './documents/company.ts';
import { PersonaData } from './documents/persona.ts';
import { endpoint, Nothing } from './endpoint.ts';
import { EntityKind } from './imports.ts';
import { Cursor, Limit, page } from './lists.ts';
import { Id, Instant, Label, Name, text, Url } from './text.ts';

/**
 * From a website to documents: a generation is a durable job that reads, asks a model, checks what it said and writes
 * one document once. Its row says at any time where it stands; its events tell it as it happens.
 */
export const generationStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export const GenerationState = z.enum(generationStates);
export type GenerationState = z.infer<typeof GenerationState>;

export const generationStages = ['reading', 'writing', 'checking', 'saving'] as const;
export const GenerationStage = z.enum(generationStages);
export type GenerationStage = z.infer<typeof GenerationStage>;

/** Why a generation ended without a document: one code, one title; the sentence with it says what can be done. */
export const generationProblems = {
  'website-unreachable': 'The website could not be reached',
  'website-private': 'This address is not on the public internet',
  'website-refused': 'The website does not let us read it',
  'website-not-a-page': 'There is no web page at this address',
  'website-too-large': 'The page is too large',
  'website-redirects': 'The website redirects without end',
  'context-insufficient': 'Too little is known to write this',
  'no-model': 'No model is configured on this server',
  'model-failed': 'No model answered',
  'model-limited': 'The model takes no more requests at the moment',
  'answer-invalid': 'The model did not give a usable answer',
  'budget-spent': 'The tokens of today are spent',
  'document-gone': 'What it belongs to is not there any more',
  'server-stopped': 'The server was stopped in the middle',
  internal: 'Something went wrong on our side',
} as const;
export type GenerationProblemCode = keyof typeof generationProblems;
export const generationProblemCodes = Object.keys(generationProblems) as GenerationProblemCode[];

export const GenerationProblem = z
  .strictObject({
    code: z.enum(generationProblemCodes),
    title: z.string(),
    detail: z
      .string()
      .meta({ description: 'A sentence for the person: what happened and what can be done.' }),
    provider: z.string().nullable().meta({ description: 'Which one failed; null when none was to blame.' }),
  })
  .meta({ id: 'GenerationProblem' });
export type GenerationProblem = z.infer<typeof GenerationProblem>;

const Address = Url.refine((value) => value !== '', { error: 'must not be empty' }).refine(
  (value) => !hasCredentials(value),
  { error: 'must not contain a user name or password' },
);

function hasCredentials(value: string): boolean {
  const whole = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  if (!URL.canParse(whole)) return false;
  const { username, password } = new URL(whole);
  return username !== '' || password !== '';
}

const Hypothesis = text(0, 4000)
  .optional()
  .meta({ description: 'What the person already believes; it comes before everything else that is known.' });
const Again = Id.optional().meta({
  description: 'A document of this kind to generate again; what a person edited in it stays.',
});
const Config = CampaignData.shape.config.unwrap();
const Called = Name.optional().meta({
  description:
    'What the person calls a new document: their own, whatever is generated. One that is there keeps its name.',
});

const ofEveryKind = { name: Called, hypothesis: Hypothesis, documentId: Again };
const CompanyInputs = z.strictObject({ url: Address, ...ofEveryKind });
const AccountInputs = z.strictObject({ companyId: Id, ...ofEveryKind });
const PersonaInputs = z.strictObject({ accountId: Id, ...ofEveryKind });
const CampaignInputs = z.strictObject({
  personaId: Id,
  config: Config.optional().meta({ description: 'What the wizard asked; use-case text by value.' }),
  ...ofEveryKind,
});

const id = Id.optional().meta({ description: "Of the generation, the caller's own." });
export const NewGeneration = z
  .discriminatedUnion('kind', [
    z.strictObject({ id, kind: z.literal('company'), inputs: CompanyInputs }),
    z.strictObject({ id, kind: z.literal('account'), inputs: AccountInputs }),
    z.strictObject({ id, kind: z.literal('persona'), inputs: PersonaInputs }),
    z.strictObject({ id, kind: z.literal('campaign'), inputs: CampaignInputs }),
  ])
  .meta({ id: 'NewGeneration' });
export type NewGeneration = z.output<typeof NewGeneration>;

const pointer = z
  .string()
  .meta({ description: 'RFC 6901, into the resource: `/name`, `/data/description`.' });

export const Evidence = z
  .strictObject({
    pointer,
    quote: z.string().nullable().meta({ description: 'Words of the page, as they stand there.' }),
    page: z.string().nullable().meta({ description: 'The address that it was read from.' }),
    found: z.boolean().meta({
      description: 'Whether the quote occurs in the page that was read; false: an inference, not a fact.',
    }),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

export const PageRead = z
  .strictObject({ url: z.string(), title: z.string(), fetchedAt: Instant })
  .meta({ id: 'PageRead' });
export type PageRead = z.infer<typeof PageRead>;

export const GeneratedField = z.strictObject({ pointer, value: z.json() }).meta({ id: 'GeneratedField' });
export type GeneratedField = z.infer<typeof GeneratedField>;

const optionalJson = z.json().optional();
const place = {
  pointer: z.string().meta({
    description:
      'RFC 6901, into the document as it was written. An index beyond the end of a list names an item that is not in it: append it to bring it back. The pointer of a list of items stands for their order; its values are the items in the one order and the other.',
  }),
  id: z
    .string()
    .optional()
    .meta({ description: 'Of the list item that it is or lies in: holds when the index does not any more.' }),
};
/** What generating again did to a document, leaf by leaf; no pointer is in both lists. Absent values are left out. */
export const Regeneration = z
  .strictObject({
    taken: z
      .array(z.strictObject({ ...place, before: optionalJson, after: optionalJson }))
      .meta({ description: 'Nobody had edited these: they have the new text.' }),
    kept: z
      .array(z.strictObject({ ...place, mine: optionalJson, generated: optionalJson }))
      .meta({ description: "The person's own: they stay; `generated` is what they would have become." }),
  })
  .meta({ id: 'Regeneration' });
export type Regeneration = z.infer<typeof Regeneration>;

/** A document as it was generated, before anybody's edits: the base of the next merge. */
export const GeneratedDocument = z
  .strictObject({
    name: Name,
    url: Url.optional(),
    type: Label.optional(),
    status: Label.optional(),
    data: z.looseObject({}),
  })
  .meta({ id: 'GeneratedDocument' });
export type GeneratedDocument = z.infer<typeof GeneratedDocument>;

const Upstream = z.strictObject({ kind: EntityKind, id: Id, version: z.int() });
const count = z.int().min(0);

const summaryFields = {
  id: Id,
  kind: EntityKind,
  documentId: Id.meta({ description: 'Of the document that it writes; there is none before `done`.' }),
  again: z.boolean().meta({ description: 'Whether the document was there before.' }),
  state: GenerationState,
  stage: GenerationStage.nullable(),
  inputs: z.looseObject({}).meta({ description: 'As they were sent.' }),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  problem: GenerationProblem.nullable(),
  usage: z.strictObject({
    inputTokens: count,
    outputTokens: count,
    costMicros: count.nullable().meta({ description: 'Millionths of a US dollar; null: no price is known.' }),
  }),
  documentVersion: z.int().nullable().meta({ description: 'The version that it wrote.' }),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
} as const;

export const GenerationSummary = z.strictObject(summaryFields).meta({ id: 'GenerationSummary' });
export type GenerationSummary = z.infer<typeof GenerationSummary>;

export const Generation = z
  .strictObject({
    ...summaryFields,
    fields: z.array(GeneratedField).meta({
      description: 'What is complete and valid so far, in the order in which it came; empty once it ended.',
    }),
    result: GeneratedDocument.nullable(),
    evidence: z.array(Evidence),
    pages: z.array(PageRead),
    upstream: z.array(Upstream).meta({ description: 'What it was written from.' }),
    regeneration: Regeneration.nullable().meta({ description: 'null unless it was generated again.' }),
    lastEventId: count.meta({ description: 'Ask for the events after it with `Last-Event-ID`.' }),
  })
  .meta({ id: 'Generation' });
export type Generation = z.infer<typeof Generation>;

/** What the event stream tells. `id` of each is a number that grows; `Last-Event-ID` asks for what came after. */
export const GenerationEvent = z
  .discriminatedUnion('event', [
    z.strictObject({ event: z.literal('stage'), data: z.strictObject({ stage: GenerationStage }) }),
    z.strictObject({
      event: z.literal('page'),
      data: z.strictObject({
        url: z.string(),
        state: z.enum(['reading', 'read', 'skipped']),
        title: z.string().nullable(),
        reason: z.string().nullable().meta({ description: 'Why it was skipped.' }),
      }),
    }),
    z.strictObject({ event: z.literal('field'), data: GeneratedField }),
    z.strictObject({
      event: z.literal('restarted'),
      data: z.strictObject({
        reason: z.string().meta({ description: 'All fields told so far are void.' }),
        provider: z.string().nullable(),
      }),
    }),
    z.strictObject({
      event: z.literal('done'),
      data: z.strictObject({ documentId: Id, documentVersion: z.int() }),
    }),
    z.strictObject({ event: z.literal('failed'), data: GenerationProblem }),
    z.strictObject({ event: z.literal('cancelled'), data: Nothing }),
  ])
  .meta({ id: 'GenerationEvent' });
export type GenerationEvent = z.infer<typeof GenerationEvent>;

/** What a guest's stream ends with in the place of `done`: nothing of it is stored on the server. */
export const DemoResult = z
  .strictObject({
    event: z.literal('result'),
    data: z.strictObject({
      document: GeneratedDocument,
      evidence: z.array(Evidence),
      pages: z.array(PageRead),
      provider: z.string().nullable(),
      model: z.string().nullable(),
    }),
  })
  .meta({ id: 'DemoResult' });
export const DemoEvent = z.union([GenerationEvent, DemoResult]).meta({ id: 'DemoEvent' });
export type DemoEvent = z.infer<typeof DemoEvent>;

export const StaleDocument = z
  .strictObject({
    kind: EntityKind,
    id: Id,
    generationId: Id,
    because: z
      .array(Upstream.extend({ currentVersion: z.int().nullable() }))
      .meta({ description: 'What it was written from and has changed since; null: it is gone.' }),
  })
  .meta({ id: 'StaleDocument' });
export type StaleDocument = z.infer<typeof StaleDocument>;

const Known = (data: z.ZodType) => z.strictObject({ name: Name, url: Url.optional(), data });
const company = Known(CompanyData);
const account = Known(AccountData);
const persona = Known(PersonaData);

export const DemoGeneration = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('company'),
      inputs: CompanyInputs.omit({ name: true, documentId: true }),
    }),
    z.strictObject({
      kind: z.literal('account'),
      inputs: z.strictObject({ hypothesis: Hypothesis }),
      company,
    }),
    z.strictObject({
      kind: z.literal('persona'),
      inputs: z.strictObject({ hypothesis: Hypothesis }),
      company,
      account,
    }),
    z.strictObject({
      kind: z.literal('campaign'),
      inputs: z.strictObject({ hypothesis: Hypothesis, config: Config.optional() }),
      company,
      account,
      persona,
    }),
  ])
  .meta({ id: 'DemoGeneration' });
export type DemoGeneration = z.output<typeof DemoGeneration>;

const params = z.strictObject({ id: Id });

export const generations = {
  create: endpoint({
    id: 'generations.create',
    method: 'POST',
    path: '/api/generations',
    summary: 'Generate a document, or generate one again; the answer is the job, not the document',
    body: NewGeneration,
    statuses: [202],
    answer: Generation,
    problems: ['id-taken', 'unknown-parent', 'no-model', 'limits-unreachable', 'rate-limited'],
  }),
  list: endpoint({
    id: 'generations.list',
    method: 'GET',
    path: '/api/generations',
    summary: 'Your generations, the last first',
    query: z.strictObject({
      documentId: Id.optional(),
      state: GenerationState.optional(),
      limit: Limit.optional(),
      cursor: Cursor.optional(),
    }),
    answer: page(GenerationSummary).meta({ id: 'GenerationPage' }),
    problems: ['bad-cursor'],
  }),
  stale: endpoint({
    id: 'generations.stale',
    method: 'GET',
    path: '/api/generations/stale',
    summary: 'Generated documents whose sources changed since; nothing is generated again by itself',
    answer: z.strictObject({ items: z.array(StaleDocument) }).meta({ id: 'StaleDocuments' }),
  }),
  view: endpoint({
    id: 'generations.view',
    method: 'GET',
    path: '/api/generations/{id}',
    summary: 'Where one generation stands, and what it made',
    params,
    answer: Generation,
  }),
  events: endpoint({
    id: 'generations.events',
    method: 'GET',
    path: '/api/generations/{id}/events',
    summary: 'What happens to a generation while it happens (server-sent events); ends when it ended',
    params,
    answer: z.string().meta({
      description: 'Events as `GenerationEvent` describes them; send `Last-Event-ID` to go on after one.',
    }),
    answerTypes: ['text/event-stream'],
  }),
  cancel: endpoint({
    id: 'generations.cancel',
    method: 'POST',
    path: '/api/generations/{id}/cancel',
    summary: 'Stop a generation; nothing is written, and what was used of a model stays counted',
    params,
    answer: Generation,
  }),
  demo: endpoint({
    id: 'generations.demo',
    method: 'POST',
    path: '/api/demo/generations',
    summary: 'Generate without an account: what is known is sent along, and nothing is stored here',
    access: 'public',
    limit: 'generate-guest',
    body: DemoGeneration,
    answer: z.string().meta({ description: 'Events as `DemoEvent` describes them.' }),
    answerTypes: ['text/event-stream'],
    problems: ['no-model'],
  }),
};
