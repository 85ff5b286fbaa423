import { scanLeaves } from '@blossomer/json';
import { rawText } from './raw-text.ts';
import { isSecret } from './secrets.ts';

/**
 * How many leaves a dump holds, counted in the raw strings by a tokenizer, never by walking parsed values: the
 * receipt of `plan`, which does walk them, is checked against this number. A key that is refused, cannot be parsed
 * or nests too deep counts as one.
 */
export function countLeaves(dump: Record<string, unknown>): { total: number; byKey: Record<string, number> } {
  const counts = Object.entries(dump).map(([key, given]): [string, number] => [key, countOf(key, given)]);
  return {
    total: counts.reduce((total, [, count]) => total + count, 0),
    byKey: Object.fromEntries(counts),
  };
}

/**
 * Arrays and objects inside one another. Deeper than this a key is not read at all: the pointers of a text that
 * is nothing but brackets would be far longer than the text.
 */
export const keyDepthMax = 200;

function countOf(key: string, given: unknown): number {
  const raw = rawText(given);
  if (isSecret(key, raw)) return 1;
  const { leaves, error } = scanLeaves(raw, () => {}, { depthMax: keyDepthMax });
  return error === undefined ? leaves : 1;
}
