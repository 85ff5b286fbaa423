import { escapeToken } from '@blossomer/json';
import { type IdLists, idLists, isReordered, itemsOf } from './id-list.ts';
import { equal, isObject, type JsonObject, member, setMember } from './json-value.ts';
import { mergedOrder } from './merged-order.ts';

export interface ThreeWay {
  /** What both began with. `undefined`, here and in the others, stands for missing. */
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** Where both changed the same leaf differently. A property that is absent says that the value is missing there. */
export interface Conflict {
  pointer: string;
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
}

/** Pointers name places in `merged`; those of list items that are gone carry their index in `base`. */
export interface Merged {
  merged: unknown;
  conflicts: Conflict[];
  /** What changed in theirs only, and now stands in `merged`. */
  taken: string[];
  /** What changed in mine, and stands in `merged` as mine has it, conflicts included. */
  kept: string[];
}

/**
 * The one three-way merge. What one side left alone is taken from the other; what both changed differently stays as
 * mine and is a conflict. Objects merge by key; lists whose items have unique ids by id, with an edited item
 * winning over its removal; other lists are one leaf. Where both moved items differently the conflict is the
 * list's. The inputs stay as they are; `merged` may share parts with them.
 */
export function mergeThreeWay({ base, mine, theirs }: ThreeWay): Merged {
  const outcome: Outcome = { conflicts: [], taken: new Set(), kept: new Set() };
  const merged = mergeValue(base, mine, theirs, '', outcome);
  return { merged, conflicts: outcome.conflicts, taken: [...outcome.taken], kept: [...outcome.kept] };
}

interface Outcome {
  readonly conflicts: Conflict[];
  readonly taken: Set<string>;
  readonly kept: Set<string>;
}

function mergeValue(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  pointer: string,
  outcome: Outcome,
): unknown {
  // What both added alike is one addition, not one for each of its members.
  if (base !== undefined || !equal(mine, theirs)) {
    if (isObject(mine) && isObject(theirs) && (base === undefined || isObject(base))) {
      return mergeMembers(base, mine, theirs, pointer, outcome);
    }
    const lists = idLists(base, mine, theirs);
    if (lists !== undefined) return mergeItems(lists, pointer, outcome);
  }
  return mergeLeaf(base, mine, theirs, pointer, outcome);
}

function mergeLeaf(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  pointer: string,
  outcome: Outcome,
): unknown {
  if (equal(base, mine)) {
    if (!equal(base, theirs)) outcome.taken.add(pointer);
    return theirs;
  }
  outcome.kept.add(pointer);
  if (!equal(base, theirs) && !equal(mine, theirs))
    outcome.conflicts.push(conflict(pointer, base, mine, theirs));
  return mine;
}

function mergeMembers(
  base: JsonObject | undefined,
  mine: JsonObject,
  theirs: JsonObject,
  pointer: string,
  outcome: Outcome,
): JsonObject {
  const merged: JsonObject = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs), ...Object.keys(base ?? {})])) {
    const path = `${pointer}/${escapeToken(key)}`;
    const value = mergeValue(member(base, key), member(mine, key), member(theirs, key), path, outcome);
    if (value !== undefined) setMember(merged, key, value);
  }
  return merged;
}

function mergeItems(lists: IdLists, pointer: string, outcome: Outcome): unknown[] {
  const { base, mine, theirs } = lists;
  recordMoves(lists, pointer, outcome);
  const order = mergedOrder(lists);
  const staying = new Set(order);
  for (const [id, { index }] of base) {
    if (!staying.has(id)) (mine.has(id) ? outcome.taken : outcome.kept).add(`${pointer}/${index}`);
  }
  return order.map((id, index) => {
    const path = `${pointer}/${index}`;
    return mergeItem(base.get(id)?.item, mine.get(id)?.item, theirs.get(id)?.item, path, outcome);
  });
}

/** An item that stays: in both, or added by one, or removed by one and edited by the other. */
function mergeItem(
  base: JsonObject | undefined,
  mine: JsonObject | undefined,
  theirs: JsonObject | undefined,
  pointer: string,
  outcome: Outcome,
): unknown {
  if (mine !== undefined && theirs !== undefined) return mergeValue(base, mine, theirs, pointer, outcome);
  if (base !== undefined) outcome.conflicts.push(conflict(pointer, base, mine, theirs));
  if (mine !== undefined) outcome.kept.add(pointer);
  else if (base === undefined) outcome.taken.add(pointer);
  return mine ?? theirs;
}

function recordMoves({ base, mine, theirs }: IdLists, pointer: string, outcome: Outcome): void {
  const movedByTheirs = isReordered(base, theirs);
  if (!isReordered(base, mine)) {
    if (movedByTheirs) outcome.taken.add(pointer);
    return;
  }
  outcome.kept.add(pointer);
  if (movedByTheirs && isReordered(mine, theirs)) {
    outcome.conflicts.push(conflict(pointer, itemsOf(base), itemsOf(mine), itemsOf(theirs)));
  }
}

function conflict(pointer: string, base: unknown, mine: unknown, theirs: unknown): Conflict {
  const found: Conflict = { pointer };
  if (base !== undefined) found.base = base;
  if (mine !== undefined) found.mine = mine;
  if (theirs !== undefined) found.theirs = theirs;
  return found;
}
