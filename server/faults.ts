import { type FaultPlace, faultsOf, type ProblemCode, sentenceOf } from '@blossomer/contract';
import type { z } from 'zod';
import { Failure } from './failures.ts';

/** Throws the failure with a pointer for each fault. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: FaultPlace,
  code: ProblemCode,
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const faults = faultsOf(result.error, place);
  throw new Failure(code, sentenceOf(faults), { faults });
}
