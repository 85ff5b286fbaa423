import { APICallError } from 'ai';
import type { Seen } from './bounded-fetch.ts';
import type { Heard } from './heard.ts';
import type { Attempt } from './model.ts';
import type { ModelRequest, Verdict } from './model-request.ts';
import { costMicrosOf, estimatedTokens, type Tokens } from './tokens.ts';

interface Circumstances {
  seen: Seen;
  charactersAsked: number;
  startedAt: Date;
}

/** What is kept of a request. */
export function attemptOf(
  { provider, secrets, now }: ModelRequest,
  heard: Heard,
  verdict: Verdict<unknown>,
  { seen, charactersAsked, startedAt }: Circumstances,
): Attempt {
  const tokens = tokensOf(heard, seen, charactersAsked);
  const error = errorOf(verdict);
  return {
    provider: provider.name,
    model: provider.model,
    outcome: verdict.is,
    status: seen.status,
    raw: heard.stopped === 'secret' ? '' : secrets.removedFrom(heard.reader.text || bodyOf(heard.error)),
    error: error && secrets.removedFrom(error),
    ...tokens,
    costMicros: costMicrosOf(tokens, provider.price),
    startedAt,
    endedAt: now(),
  };
}

/**
 * What the provider counted; else an estimate of what it was asked and wrote, also where it broke off before it had counted
 * everything. Nothing where it refused to begin.
 */
function tokensOf(heard: Heard, { status, broken }: Seen, charactersAsked: number): Tokens {
  if (status === null || status >= 300) return { inputTokens: 0, outputTokens: 0 };
  const written = heard.reader.text.length + heard.thoughtCharacters;
  const estimated = estimatedTokens(charactersAsked, written);
  const { inputTokens = 0, outputTokens = 0 } = heard.tokens;
  return {
    inputTokens: inputTokens || estimated.inputTokens,
    outputTokens: broken
      ? Math.max(outputTokens, estimated.outputTokens)
      : outputTokens || estimated.outputTokens,
  };
}

function errorOf(verdict: Verdict<unknown>): string | null {
  switch (verdict.is) {
    case 'answered':
      return null;
    case 'aborted':
      return 'It was aborted.';
    case 'failed':
      return verdict.failure.sentence;
    case 'invalid': {
      const { pointer, message } = verdict.correction.fault;
      return `The answer is not valid${pointer === '' ? '' : ` at ${pointer}`}: ${message}.`;
    }
  }
}

/** Of a refusal: what the provider says about it, for whoever runs the server. */
function bodyOf(error: unknown): string {
  const body = APICallError.isInstance(error) ? error.responseBody : undefined;
  return (body ?? '').slice(0, bodyCharactersMax);
}

const bodyCharactersMax = 2000;
