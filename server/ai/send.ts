import { type ModelMessage, streamText } from 'ai';
import type { z } from 'zod';
import { attemptOf } from './attempt.ts';
import { boundedFetch, type Seen } from './bounded-fetch.ts';
import { Heard } from './heard.ts';
import { type Correction, type ModelRequest, type Reply, wireBytesMax } from './model-request.ts';
import { type AskedFor, askedFor, languageModel } from './providers.ts';
import { verdictOf } from './verdict.ts';
import { Watch } from './watch.ts';

/** Sends one request and follows it to its end. Rejects only with what `onField` threw. */
export async function send<Schema extends z.ZodType>(
  request: ModelRequest<Schema>,
): Promise<Reply<z.output<Schema>>> {
  const { provider, ask, patience, deadline } = request;
  const startedAt = request.now();
  const seen: Seen = { status: null, broken: null };
  const watch = new Watch([ask.signal, deadline]);
  const heard = new Heard(request, watch);
  const asked = askedFor(provider, ask.schema, ask.schemaName);
  watch.expectWithin(patience.firstContentMilliseconds);
  try {
    await listen(request, asked, heard, watch.signal, seen);
  } finally {
    watch.end();
  }
  const verdict = await verdictOf(request, heard, seen, watch.hasTimedOut);
  const { prompt } = ask;
  const charactersAsked = prompt.system.length + prompt.user.length + asked.characters;
  return {
    attempt: attemptOf(request, heard, verdict, { seen, charactersAsked, startedAt }),
    hasBegun: heard.hasBegun,
    verdict,
  };
}

async function listen(
  { provider, ask, correction }: ModelRequest,
  { output, providerOptions, systemMore }: AskedFor,
  heard: Heard,
  abortSignal: AbortSignal,
  seen: Seen,
): Promise<void> {
  try {
    const { fullStream } = streamText({
      model: languageModel(provider, boundedFetch(seen, wireBytesMax)),
      system: ask.prompt.system + systemMore,
      messages: messagesOf(ask.prompt.user, correction),
      output,
      providerOptions,
      maxOutputTokens: ask.outputTokensMax,
      maxRetries: 0,
      abortSignal,
      // By default it writes to the console; what went wrong comes as a part of the stream.
      onError: () => {},
    });
    for await (const part of fullStream) {
      if (part.type === 'text-delta') heard.words(part.text);
      else if (part.type === 'reasoning-delta') heard.thoughts(part.text);
      else if (part.type === 'error') heard.error ??= part.error;
      else if (part.type === 'finish') {
        heard.finish = part.finishReason;
        heard.tokens = {
          inputTokens: part.totalUsage.inputTokens ?? 0,
          outputTokens: part.totalUsage.outputTokens ?? 0,
        };
      }
    }
  } catch (error) {
    heard.error ??= error;
  }
}

function messagesOf(user: string, correction: Correction | null): ModelMessage[] {
  if (!correction) return [{ role: 'user', content: user }];
  const { pointer, message } = correction.fault;
  const where = pointer === '' ? 'The answer' : `What stands at ${pointer}`;
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: correction.answer.slice(0, answerBackCharactersMax) || '{}' },
    {
      role: 'user',
      content: `This answer cannot be used. ${where}: ${message}. Answer again, with the whole JSON object and nothing else.`,
    },
  ];
}

/** So much of an answer that was not valid is shown to its model again. */
const answerBackCharactersMax = 16_000;
