import type { z } from 'zod';
import type { AnswerFault } from './check-answer.ts';
import type { Failure } from './failure.ts';
import type { Attempt, ModelAsk } from './model.ts';
import type { Patience } from './patience.ts';
import type { Secrets } from './secrets.ts';
import type { ProviderSettings } from './settings.ts';

/** One HTTP request to one provider, and what came of it. */
export interface ModelRequest<Schema extends z.ZodType = z.ZodType> {
  provider: ProviderSettings;
  ask: ModelAsk<Schema>;
  /** Set when the answer before was not valid. */
  correction: Correction | null;
  patience: Patience;
  secrets: Secrets;
  now: () => Date;
  /** Of the whole ask. */
  deadline: AbortSignal;
  /** Called once, with the first words. */
  onBegin(): void;
}

export interface Correction {
  answer: string;
  fault: AnswerFault;
}

export interface Reply<Value> {
  attempt: Attempt;
  /** Whether words of an answer came. */
  hasBegun: boolean;
  verdict: Verdict<Value>;
}

export type Verdict<Value> =
  | { is: 'answered'; value: Value }
  | { is: 'invalid'; correction: Correction }
  | { is: 'failed'; failure: Failure }
  | { is: 'aborted' };

/** What a model may write before it is stopped, and what may come over the wire for that. */
export const answerCharactersMax = 1_000_000;
export const wireBytesMax = 16_000_000;
