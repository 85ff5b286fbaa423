import { faultsOf } from '@blossomer/contract';
import { readStrict } from '@blossomer/json';
import type { z } from 'zod';
import { withoutNulls } from './without-nulls.ts';

/** The first thing that is wrong with an answer. */
export interface AnswerFault {
  /** RFC 6901; empty: the answer as a whole. */
  pointer: string;
  message: string;
}

/** A whole answer held against its schema; `text` is null when no JSON object in it ever closed. */
export async function checkAnswer<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): Promise<{ value: z.output<Schema> } | { fault: AnswerFault }> {
  if (text === null) return { fault: { pointer: '', message: 'is no complete JSON object' } };
  const read = readStrict(text);
  if ('faults' in read) {
    const [fault] = read.faults;
    return { fault: { pointer: fault?.pointer ?? '', message: fault?.message ?? 'is not valid JSON' } };
  }
  const parsed = await schema.safeParseAsync(withoutNulls(read.value, schema));
  if (parsed.success) return { value: parsed.data };
  const [fault] = faultsOf(parsed.error, 'body');
  return { fault: { pointer: fault?.pointer ?? '', message: fault?.message ?? 'is not valid' } };
}
