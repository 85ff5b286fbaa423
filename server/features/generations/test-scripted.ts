import type { Attempt, Model } from '../../ai/model.ts';
import {
  type Generate,
  GenerationFailure,
  type Outcome,
  type Tools,
  type Work,
} from '../../generation/generate.ts';
import type { Website } from '../../website/website.ts';

/**
 * A way to make documents that does what a test says, step by step, in the place of the pipeline: that is a parameter of a
 * server. What asks a model asks it through the port it was given.
 */
export interface Script {
  generate: Generate;
  model: Model;
  website: Website;
  /** What the next generations do, one after another; the last one stays. */
  follow(...steps: Step[]): void;
  /** Those that were begun. */
  begun: Work[];
}

export type Step = (work: Work, tools: Tools) => Promise<Outcome>;

export function scripted(): Script {
  let steps: Step[] = [writes()];
  const begun: Work[] = [];
  return {
    begun,
    follow: (...next) => {
      steps = next;
    },
    async generate(work, tools) {
      begun.push(work);
      const step = steps.length > 1 ? steps.shift() : steps[0];
      return (step ?? writes())(work, tools);
    },
    model: { generate: askScripted },
    website: { read: async () => [] },
  };
}

/** Tells of stages and fields, asks the model once, and answers with a document of this kind. */
export function writes(
  data: Record<string, unknown> = { description: 'What it sells.' },
  name = 'Generated',
): Step {
  return async (work, tools) => {
    tools.tell({ event: 'stage', data: { stage: 'reading' } });
    tools.tell({
      event: 'page',
      data: { url: 'https://acme.test/', state: 'read', title: 'Acme', reason: null },
    });
    tools.tell({ event: 'stage', data: { stage: 'writing' } });
    await tools.model?.generate({ ...question, signal: tools.signal });
    for (const [key, value] of Object.entries(data)) {
      tools.tell({ event: 'field', data: { pointer: `/data/${key}`, value } });
    }
    return outcomeOf(work, name, data);
  };
}

/** Tells some of it and then waits until it is told to stop, as a model that does not answer. */
export function hangs(onBegin: () => void = () => {}): Step {
  return async (_work, { signal, tell }) => {
    tell({ event: 'stage', data: { stage: 'writing' } });
    tell({ event: 'field', data: { pointer: '/name', value: 'Partial' } });
    onBegin();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
}

export function fails(code: GenerationFailure['code'], attempts: Attempt[] = []): Step {
  return async (_work, { model, signal }) => {
    for (const made of attempts) await model?.generate({ ...question, signal, made } as never);
    throw new GenerationFailure(code, 'It did not work.', { provider: 'scripted' });
  };
}

export function outcomeOf(work: Work, name: string, data: Record<string, unknown>): Outcome {
  const url = work.kind === 'company' ? { url: work.inputs.url ?? '' } : {};
  return {
    document: { name, ...url, data: { schemaVersion: 1, ...data } },
    evidence: [{ pointer: '/data/description', quote: 'sells', page: 'https://acme.test/', found: true }],
    pages: [{ url: 'https://acme.test/', title: 'Acme', fetchedAt: '2026-11-29T00:00:00.000000Z' }],
    provider: 'scripted',
    model: 'scripted-1',
  };
}

const question = {
  schema: { parse: (value: unknown) => value } as never,
  schemaName: 'answer',
  prompt: { name: 'company', version: 1, system: 'Write.', user: 'About Acme.' },
  outputTokensMax: 1000,
  onField: () => {},
  onRestart: () => {},
};

export function attempt(more: Partial<Attempt> = {}): Attempt {
  return {
    provider: 'scripted',
    model: 'scripted-1',
    outcome: 'answered',
    status: 200,
    raw: '{"description":"What it sells."}',
    error: null,
    inputTokens: 700,
    outputTokens: 300,
    costMicros: 42,
    startedAt: new Date(),
    endedAt: new Date(),
    ...more,
  };
}

const askScripted: Model['generate'] = async (ask) => {
  const { made = attempt() } = ask as { made?: Attempt };
  ask.onAttempt?.(made);
  return { value: {} as never, provider: made.provider, model: made.model, attempts: [made] };
};
