import { escapeToken } from '@blossomer/json';
import { type IdList, idList, isReordered, itemsOf } from './id-list.ts';
import { equal, isObject, type JsonObject, member } from './json-value.ts';

/** Nobody had edited it. Without `before` it is new, without `after` it is gone. */
export interface Taken extends Place {
  before?: unknown;
  after?: unknown;
}

/** The person's own. Without `mine` they deleted it, without `generated` the new generation has no such thing. */
export interface Kept extends Place {
  mine?: unknown;
  generated?: unknown;
}

interface Place {
  pointer: string;
  /** Of the item of a list that it is or lies in: the index holds for `merged` only, the id for as long as it is there. */
  id?: string;
}

export interface Sides {
  mine: unknown;
  generated: unknown;
  merged: unknown;
}

/**
 * Every place where mine and generated differ, once, by what `merged` has of the two. Pointers name places in `merged`. An item
 * that is not in it has an index beyond its end: first those that went (`before` alone), then those that stay away
 * (`generated` alone); to bring one back is to append it. Where items stand in another order, the list itself is a place:
 * its values are the items of `merged` in the one order and the other.
 */
export function reportOf(sides: Sides): { taken: Taken[]; kept: Kept[] } {
  const report: Report = { taken: [], kept: [] };
  compare(sides, { pointer: '' }, report);
  return report;
}

interface Report {
  taken: Taken[];
  kept: Kept[];
}

function compare(sides: Sides, place: Place, report: Report): void {
  const { mine, generated, merged } = sides;
  if (equal(mine, generated)) return;
  const lists = { mine: idList(mine), generated: idList(generated), merged: idList(merged) };
  // Of what the generation has none of, a part was edited and stays; the rest went.
  const isPart = generated === undefined && !equal(mine, merged);
  const members = isPart ? {} : generated;
  if (isObject(mine) && isObject(merged) && isObject(members)) {
    compareMembers({ mine, generated: members, merged }, place, report);
  } else if (areLists(lists)) compareItems(lists, place, report);
  else if (equal(merged, mine)) addKept(report, place, mine, generated);
  else addTaken(report, place, mine, generated);
}

function compareMembers(
  { mine, generated, merged }: Record<keyof Sides, JsonObject>,
  place: Place,
  report: Report,
): void {
  for (const key of [...new Set([...Object.keys(mine), ...Object.keys(generated)])].sort()) {
    const sides = { mine: member(mine, key), generated: member(generated, key), merged: member(merged, key) };
    compare(sides, { ...place, pointer: `${place.pointer}/${escapeToken(key)}` }, report);
  }
}

type Lists = Record<keyof Sides, IdList>;

function areLists(lists: Record<keyof Sides, IdList | undefined>): lists is Lists {
  return lists.mine !== undefined && lists.generated !== undefined && lists.merged !== undefined;
}

function compareItems(lists: Lists, list: Place, report: Report): void {
  const { mine, generated, merged } = lists;
  const { pointer } = list;
  compareOrder(lists, list, report);
  for (const [id, { item, index }] of merged) {
    const place = { pointer: `${pointer}/${index}`, id };
    const [own, fresh] = [mine.get(id)?.item, generated.get(id)?.item];
    if (own === undefined) addTaken(report, place, own, fresh);
    else if (fresh === undefined) addKept(report, place, own, fresh);
    else compare({ mine: own, generated: fresh, merged: item }, place, report);
  }
  let beyond = merged.size;
  for (const [id, { item }] of mine) {
    if (!merged.has(id)) addTaken(report, { pointer: `${pointer}/${beyond++}`, id }, item, undefined);
  }
  for (const [id, { item }] of generated) {
    if (!merged.has(id)) addKept(report, { pointer: `${pointer}/${beyond++}`, id }, undefined, item);
  }
}

function compareOrder({ mine, generated, merged }: Lists, place: Place, report: Report): void {
  if (!isReordered(mine, generated)) return;
  const now = itemsOf(merged);
  if (isReordered(mine, merged)) addTaken(report, place, arranged(merged, mine), now);
  else addKept(report, place, now, arranged(merged, generated));
}

/** The same items, those of `order` in its order on the places that they have together. */
function arranged(list: IdList, order: IdList): JsonObject[] {
  const next = [...order.keys()].filter((id) => list.has(id)).values();
  return Array.from(list, ([id, { item }]) => {
    const other = order.has(id) ? next.next().value : undefined;
    return (other !== undefined && list.get(other)?.item) || item;
  });
}

function addTaken(report: Report, place: Place, before: unknown, after: unknown): void {
  const values = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  report.taken.push({ ...place, ...values });
}

function addKept(report: Report, place: Place, mine: unknown, generated: unknown): void {
  const values = {
    ...(mine === undefined ? {} : { mine }),
    ...(generated === undefined ? {} : { generated }),
  };
  report.kept.push({ ...place, ...values });
}
