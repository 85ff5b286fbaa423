import type { z } from 'zod';
import { openBreaker } from './breaker.ts';
import type { Participant } from './conversation.ts';
import type { Model, ModelAnswer, ModelAsk } from './model.ts';
import { type Patience, usualPatience } from './patience.ts';
import { secretsOf } from './secrets.ts';
import type { ModelSettings } from './settings.ts';

export interface ModelOptions {
  /** Told of each request that did not give an answer; holds nothing that a person or a model wrote. */
  log?: { warn(fields: object, message: string): void } | undefined;
  now?: () => Date;
  patience?: Partial<Patience>;
}

/** null: no provider is configured; then the SDK of the providers is not loaded either, which takes longer than all else. */
export async function openModel(settings: ModelSettings, options: ModelOptions = {}): Promise<Model | null> {
  if (settings.providers.length === 0) return null;
  const { Conversation } = await import('./conversation.ts');
  const { log, now = () => new Date() } = options;
  const patience: Patience = { ...usualPatience, ...options.patience };
  const secrets = secretsOf(settings.providers.map(({ apiKey }) => apiKey));
  const participants: Participant[] = settings.providers.map((provider) => ({
    provider,
    breaker: openBreaker(patience),
  }));
  return {
    generate: <Schema extends z.ZodType>(ask: ModelAsk<Schema>): Promise<ModelAnswer<z.output<Schema>>> =>
      new Conversation(ask, { participants, patience, secrets, now, log }).answer(),
  };
}
