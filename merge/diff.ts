import { escapeToken } from '@blossomer/json';
import { type IdList, idList, isReordered } from './id-list.ts';
import { equal, isObject, type JsonObject, member } from './json-value.ts';

/**
 * The RFC 6901 pointers of what differs, each once, keys in alphabetical order. Lists whose items have unique ids
 * are compared by id: an item is named by its index in `after`, a removed one by its index in `before`, and
 * the list itself when its items changed places. Other lists are one leaf. Missing (`undefined`) is not null.
 */
export function changedPointers(before: unknown, after: unknown): string[] {
  const found = new Set<string>();
  compare(before, after, '', found);
  return [...found];
}

function compare(before: unknown, after: unknown, pointer: string, found: Set<string>): void {
  if (before === after) return;
  if (isObject(before) && isObject(after)) {
    compareMembers(before, after, pointer, found);
    return;
  }
  const listBefore = idList(before);
  const listAfter = listBefore && idList(after);
  if (listBefore !== undefined && listAfter !== undefined)
    compareItems(listBefore, listAfter, pointer, found);
  else if (!equal(before, after)) found.add(pointer);
}

function compareMembers(before: JsonObject, after: JsonObject, pointer: string, found: Set<string>): void {
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    compare(member(before, key), member(after, key), `${pointer}/${escapeToken(key)}`, found);
  }
}

function compareItems(before: IdList, after: IdList, pointer: string, found: Set<string>): void {
  if (isReordered(before, after)) found.add(pointer);
  for (const [id, { item, index }] of after)
    compare(before.get(id)?.item, item, `${pointer}/${index}`, found);
  for (const [id, { index }] of before) if (!after.has(id)) found.add(`${pointer}/${index}`);
}
