import type { z } from 'zod';
import type { Seen } from './bounded-fetch.ts';
import { type AnswerFault, checkAnswer } from './check-answer.ts';
import { brokenOff, declined, late, leaking, silent, tooMuch } from './failure.ts';
import { failureOf } from './failure-of.ts';
import type { Heard } from './heard.ts';
import type { Correction, ModelRequest, Verdict } from './model-request.ts';

/**
 * What a request came to. An object that has closed is whole, whatever becomes of the connection afterwards; it is an
 * answer when it holds against the schema.
 */
export async function verdictOf<Schema extends z.ZodType>(
  request: ModelRequest<Schema>,
  heard: Heard,
  seen: Seen,
  hasTimedOut: boolean,
): Promise<Verdict<z.output<Schema>>> {
  const { provider, ask, patience, secrets, deadline } = request;
  if (heard.thrown) throw heard.thrown.error;
  if (ask.signal.aborted) return { is: 'aborted' };
  if (heard.stopped === 'secret') return { is: 'failed', failure: leaking(provider) };
  if (heard.stopped === 'too-much' || seen.broken === 'too-much')
    return { is: 'failed', failure: tooMuch(provider) };
  if (heard.finish === 'content-filter') return { is: 'failed', failure: declined(provider) };
  if (heard.reader.object !== null) {
    const checked = await checkAnswer(ask.schema, heard.reader.object);
    if ('fault' in checked) return invalid(heard, checked.fault);
    if (secrets.isIn(JSON.stringify(checked.value))) return { is: 'failed', failure: leaking(provider) };
    return { is: 'answered', value: checked.value };
  }
  if (deadline.aborted) return { is: 'failed', failure: late(provider, patience) };
  if (hasTimedOut) return { is: 'failed', failure: silent(provider, patience, heard.hasBegun) };
  if (heard.error !== null || seen.broken === 'cut')
    return { is: 'failed', failure: failureOf(heard, seen, provider, request.now()) };
  if (heard.finish === 'length')
    return invalid(heard, {
      pointer: '',
      message: `is longer than ${ask.outputTokensMax} tokens and was cut; say it in fewer words`,
    });
  if (heard.finish !== 'stop' || !heard.hasBegun) return { is: 'failed', failure: brokenOff(provider) };
  return invalid(heard, { pointer: '', message: 'is no complete JSON object' });
}

function invalid(heard: Heard, fault: AnswerFault): { is: 'invalid'; correction: Correction } {
  return { is: 'invalid', correction: { answer: heard.reader.text, fault } };
}
