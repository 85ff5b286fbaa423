import type { Evidence, Generation } from '@blossomer/contract';
import { parsePointer, pointer as pointerOf, valueAt } from '@blossomer/json';
import { equal } from '@blossomer/merge';

/** Where the text of a field comes from, as long as it is still the generated one. Pure. */
export interface Grounds {
  /** A fact has a quote that stands on a page that was read; all else is concluded. */
  isFact: boolean;
  evidence: readonly Evidence[];
}

/**
 * null: the field is empty, or somebody edited it. In lists the text is found wherever it was generated: people move items.
 */
export function groundsFor(generation: Generation, pointer: string, value: unknown): Grounds | null {
  if (isEmpty(value) || generation.result === null) return null;
  const at = generatedPlace(generation.result, parsePointer(pointer), value);
  if (at === null) return null;
  const isAbout = ({ pointer: told }: Evidence) =>
    told === at || told.startsWith(`${at}/`) || isAround(told, at);
  const evidence = generation.evidence.filter(isAbout);
  return { isFact: evidence.some(({ found, quote }) => found && quote !== null), evidence };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** What is told of a whole item, or of a whole list of texts, holds for each part of it. */
function isAround(told: string, at: string): boolean {
  return told !== '/data' && /\/\d+(\/|$)/.test(at) && at.startsWith(`${told}/`);
}

function generatedPlace(result: unknown, tokens: readonly string[], value: unknown): string | null {
  const depth = tokens.findIndex((token) => /^\d+$/.test(token));
  if (depth < 0) {
    const pointer = pointerOf(tokens);
    return equal(valueAt(result, pointer), value) ? pointer : null;
  }
  const list = valueAt(result, pointerOf(tokens.slice(0, depth)));
  if (!Array.isArray(list)) return null;
  const own = Number(tokens[depth]);
  const order = [own, ...list.keys()].filter((index) => index < list.length);
  for (const index of order) {
    const pointer = pointerOf(tokens.with(depth, String(index)));
    if (equal(valueAt(result, pointer), value)) return pointer;
  }
  return null;
}
