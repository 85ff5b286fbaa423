import { isObject, type JsonObject, member } from './json-value.ts';

/** A list whose items are told apart by their `id`, in the order of the list. */
export type IdList = ReadonlyMap<string, { readonly item: JsonObject; readonly index: number }>;

/** The list by id; `undefined` where an item is no object, or its `id` is not text, or not unique. */
export function idList(value: unknown): IdList | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = new Map<string, { item: JsonObject; index: number }>();
  for (const [index, item] of value.entries()) {
    if (!isObject(item)) return undefined;
    const id = member(item, 'id');
    if (typeof id !== 'string' || list.has(id)) return undefined;
    list.set(id, { item, index });
  }
  return list;
}

/** Whether the ids that both lists have stand in another order. */
export function isReordered(before: IdList, after: IdList): boolean {
  let last = -1;
  for (const id of before.keys()) {
    const index = after.get(id)?.index ?? last;
    if (index < last) return true;
    last = index;
  }
  return false;
}

export interface IdLists {
  readonly base: IdList;
  readonly mine: IdList;
  readonly theirs: IdList;
}

/** All three by id, or `undefined`. A base that is missing counts as an empty list. */
export function idLists(base: unknown, mine: unknown, theirs: unknown): IdLists | undefined {
  const mineList = idList(mine);
  const theirList = mineList && idList(theirs);
  const baseList = theirList && idList(base === undefined ? [] : base);
  return mineList && theirList && baseList && { base: baseList, mine: mineList, theirs: theirList };
}

export function itemsOf(list: IdList): JsonObject[] {
  return Array.from(list.values(), ({ item }) => item);
}
