import { parsePointer, pointer } from '@blossomer/json';
import { equal } from '@blossomer/merge';

/**
 * Where the value that a plan put at a place stands in the document as it is in the end: another place in a list, or
 * nowhere, because the person or a newer source says something else there.
 */
export function settledAt(planned: unknown, final: unknown, place: string): string | undefined {
  const path: (string | number)[] = [];
  let from = planned;
  let to = final;
  for (const token of parsePointer(place)) {
    const step = Array.isArray(from) ? indexIn(to, from[Number(token)], Number(token)) : token;
    from = memberOf(from, token);
    to = step === undefined ? undefined : memberOf(to, String(step));
    if (step === undefined || to === undefined) return undefined;
    path.push(step);
  }
  return equal(from, to) ? pointer(path) : undefined;
}

/** Items are found by their id, texts by themselves, all else by its place. */
function indexIn(list: unknown, item: unknown, index: number): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const id = idOf(item);
  const found =
    id !== undefined
      ? list.findIndex((other) => idOf(other) === id)
      : equal(list[index], item) || typeof item === 'object'
        ? index
        : list.indexOf(item);
  return found === -1 ? undefined : found;
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as { id?: unknown }).id : undefined;
}

function memberOf(value: unknown, token: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  return (value as Record<string, unknown>)[token];
}
