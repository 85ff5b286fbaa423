import { z } from 'zod';
import type { Attempt, Model, ModelAnswer, ModelAsk } from './model.ts';
import { ModelFailure } from './model.ts';
import { type ModelOptions, openModel } from './open-model.ts';
import type { Patience } from './patience.ts';
import type { ProviderSettings } from './settings.ts';
import type { Wire } from './wire/test-wire-request.ts';
import type { WireServer } from './wire/test-wire-server.ts';

/** Of the tapes in `wire/fixtures`. */
export const Answer = z.object({
  name: z.string().min(1).max(40),
  url: z.string(),
  firmographics: z.object({ industry: z.array(z.string()), size: z.string().optional() }),
  buyingSignals: z.array(
    z.object({ id: z.uuid(), title: z.string(), priority: z.enum(['High', 'Medium', 'Low']) }),
  ),
  note: z.string().optional(),
  confidence: z.number(),
});
export type Answer = z.output<typeof Answer>;

/** So short that a test waits for nothing, and long enough for a busy machine. */
const shortPatience: Partial<Patience> = {
  backoffMilliseconds: 1,
  backoffMillisecondsMax: 4,
  retryAfterMillisecondsMax: 60,
  firstContentMilliseconds: 20_000,
  idleMilliseconds: 20_000,
  totalMilliseconds: 60_000,
  failuresMax: 1000,
};

export function providerOn(
  wire: WireServer,
  name: Wire,
  more: Partial<ProviderSettings> = {},
): ProviderSettings {
  return {
    name,
    model: models[name],
    apiKey: `canary-of-${name}-0123456789`,
    baseUrl: wire.baseUrl(name),
    price: { input: 3, output: 15 },
    structured: true,
    ...more,
  };
}

const models: Record<Wire, string> = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-sonnet-4-5',
  google: 'gemini-2.5-flash',
  compatible: 'open-model',
};

export async function modelOn(
  wire: WireServer,
  names: readonly Wire[],
  { patience, ...options }: ModelOptions = {},
): Promise<Model> {
  const model = await openModel(
    { providers: names.map((name) => providerOn(wire, name)) },
    { ...options, patience: { ...shortPatience, ...patience } },
  );
  if (!model) throw new Error('no provider is named');
  return model;
}

export interface Asked {
  answer: ModelAnswer<Answer> | null;
  failure: ModelFailure | null;
  /** As told by the answer or the failure. */
  attempts: Attempt[];
  /** As told one by one. */
  each: Attempt[];
  /** Since the last restart. */
  fields: [pointer: string, value: unknown][];
  restarts: [reason: string, provider: string][];
}

/** Asks once and collects all that is told. Throws what is no `ModelFailure`. */
export async function askFor(
  model: Model | Promise<Model>,
  more: Partial<ModelAsk<z.ZodType<Answer>>> = {},
): Promise<Asked> {
  const asked: Asked = { answer: null, failure: null, attempts: [], each: [], fields: [], restarts: [] };
  try {
    asked.answer = await (await model).generate<z.ZodType<Answer>>({
      schema: Answer,
      schemaName: 'company-answer',
      prompt: { name: 'company', version: 1, system: 'You analyse companies.', user: 'Page: Acme Cloud.' },
      outputTokensMax: 2000,
      signal: new AbortController().signal,
      onField: (pointer, value) => asked.fields.push([pointer, value]),
      onRestart: (reason, provider) => {
        asked.restarts.push([reason, provider]);
        asked.fields.length = 0;
      },
      onAttempt: (attempt) => asked.each.push(attempt),
      ...more,
    });
    asked.attempts = asked.answer.attempts;
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    asked.failure = error;
    asked.attempts = error.attempts;
  }
  return asked;
}
