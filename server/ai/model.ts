import type { z } from 'zod';

/**
 * The port to whatever writes. One answer to one prompt, held against a schema; which provider gave it, how often it was
 * asked and what that cost is told, too. What is asked and what becomes of the answer belongs to `server/generation`.
 */
export interface Model {
  /** Rejects with `ModelFailure`; with the signal's reason when it was aborted before that. */
  generate<Schema extends z.ZodType>(ask: ModelAsk<Schema>): Promise<ModelAnswer<z.output<Schema>>>;
}

export interface ModelAsk<Schema extends z.ZodType> {
  schema: Schema;
  /** `company-answer`: for providers that want one. */
  schemaName: string;
  prompt: Prompt;
  outputTokensMax: number;
  signal: AbortSignal;
  /** A member of the answer, or an item of a list in it, as soon as its JSON closes and is valid (RFC 6901). */
  onField(pointer: string, value: unknown): void;
  /** What was told so far is void: `provider`, another one or the same again, begins anew. */
  onRestart(reason: string, provider: string): void;
  /** Each request as soon as it has ended; of an ask that is aborted nothing else says what it used. */
  onAttempt?(attempt: Attempt): void;
}

export interface Prompt {
  /** `company`, and the version of its words. */
  name: string;
  version: number;
  system: string;
  /** Data of pages and documents is fenced in here, and is never an instruction. */
  user: string;
}

export interface ModelAnswer<Value> {
  value: Value;
  provider: string;
  model: string;
  attempts: Attempt[];
}

/** One request to one provider. */
export interface Attempt {
  provider: string;
  model: string;
  outcome: 'answered' | 'invalid' | 'failed' | 'aborted';
  /** Of the HTTP answer; null: there was none. */
  status: number | null;
  /** What came back, as far as it came. Without anything secret. */
  raw: string;
  /** A sentence without secrets; null when it answered. */
  error: string | null;
  inputTokens: number;
  outputTokens: number;
  /** null: no price is known. */
  costMicros: number | null;
  startedAt: Date;
  endedAt: Date;
}

export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly code: 'model-failed' | 'model-limited' | 'answer-invalid';
  /** The last one asked. */
  readonly provider: string;
  readonly attempts: Attempt[];
  constructor(code: ModelFailure['code'], detail: string, provider: string, attempts: Attempt[]) {
    super(detail);
    this.code = code;
    this.provider = provider;
    this.attempts = attempts;
  }
}
