import { parsePointer, pointer as pointerOf, valueAt } from '@blossomer/json';
import { equal, mergeThreeWay } from '@blossomer/merge';

/**
 * Edits of single fields, and how they stand over a document that may have moved on. Lists are one field each: their
 * items are matched by id when they are merged, so an index that slipped can never hit the wrong item. Pure.
 */
export interface FieldEdit {
  /** RFC 6901, into the resource; never through a list. */
  pointer: string;
  /** What was there when the person began; absent where nothing was. */
  base?: unknown;
  /** What the person wants there; absent to remove it. */
  value?: unknown;
}

export type FieldConflict = FieldEdit & { theirs?: unknown };

/** The fields in which `after` differs, with what they were. Parts that both share are not looked into. */
export function editsBetween(before: unknown, after: unknown, path: readonly string[] = []): FieldEdit[] {
  if (before === after || equal(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [fieldEdit(pointerOf(path), before, after)];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => editsBetween(own(before, key), own(after, key), [...path, key]));
}

/** The document with this value at the pointer, sharing all else; `undefined` removes, `-` appends to a list. */
export function withValue<Value>(document: Value, pointer: string, value: unknown): Value {
  return placed(document, parsePointer(pointer), value) as Value;
}

/** One list of edits for two that came one after the other: as few as possible, each with its first base. */
export function coalesced(edits: readonly FieldEdit[], later: readonly FieldEdit[]): FieldEdit[] {
  return later.reduce(coalescedOne, [...edits]).filter(({ base, value }) => !equal(base, value));
}

/** The document as the person wants it: their fields over whatever is there now. Theirs wins nothing here. */
export function overlaid<Value>(document: Value, edits: readonly FieldEdit[]): Value {
  return edits.reduce(
    (current, edit) => withValue(current, edit.pointer, mergedField(current, edit).merged),
    document,
  );
}

/** What must be done to the document as it is now, or where somebody else changed the same thing differently. */
export function rebased(document: unknown, edits: readonly FieldEdit[]) {
  const conflicts: FieldConflict[] = [];
  const operations: SetOrRemove[] = [];
  let current = document;
  for (const edit of edits) {
    const { merged, conflicts: found } = mergedField(current, edit);
    const theirs = valueAt(current, edit.pointer);
    if (found.length > 0) conflicts.push({ ...edit, ...(theirs === undefined ? {} : { theirs }) });
    else if (!equal(merged, theirs)) {
      operations.push(operationFor(current, edit.pointer, merged));
      current = withValue(current, edit.pointer, merged);
    }
  }
  return { operations, conflicts };
}

export type SetOrRemove = { op: 'add'; path: string; value: never } | { op: 'remove'; path: string };

/** The edit as the person decided: it stands over `theirs` without a conflict, and takes over what nobody disputes. */
export function decided({ theirs, ...edit }: FieldConflict, choice: 'mine' | 'theirs'): FieldEdit {
  const { base, value } = edit;
  const { merged } =
    choice === 'mine'
      ? mergeThreeWay({ base, mine: value, theirs })
      : mergeThreeWay({ base, mine: theirs, theirs: value });
  return fieldEdit(edit.pointer, theirs, merged);
}

/**
 * What is left to do of `whole` where only `part` of it went out: it stands on what went out, and takes back what the
 * person has taken back since.
 */
export function beyond(part: readonly FieldEdit[], whole: readonly FieldEdit[]): FieldEdit[] {
  return coalesced(
    part.map(({ pointer, base, value }) => fieldEdit(pointer, value, base)),
    whole,
  );
}

function mergedField(document: unknown, { pointer, base, value }: FieldEdit) {
  return mergeThreeWay({ base, mine: value, theirs: valueAt(document, pointer) });
}

function coalescedOne(edits: FieldEdit[], later: FieldEdit): FieldEdit[] {
  const around = edits.find(({ pointer }) => isWithin(later.pointer, pointer));
  if (around !== undefined) {
    const value = withValue(around.value, later.pointer.slice(around.pointer.length), later.value);
    return edits.map((edit) => (edit === around ? fieldEdit(edit.pointer, edit.base, value) : edit));
  }
  const inside = edits.filter(({ pointer }) => isWithin(pointer, later.pointer));
  const base = inside.reduce(
    (whole, edit) => withValue(whole, edit.pointer.slice(later.pointer.length), edit.base),
    later.base,
  );
  return [...edits.filter((edit) => !inside.includes(edit)), fieldEdit(later.pointer, base, later.value)];
}

function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/** Missing parents are made on the way: the operation sets the outermost of them. */
function operationFor(document: unknown, pointer: string, value: unknown): SetOrRemove {
  if (value === undefined) return { op: 'remove', path: pointer };
  const tokens = parsePointer(pointer);
  for (let depth = 1; depth < tokens.length; depth += 1) {
    const path = pointerOf(tokens.slice(0, depth));
    if (isObject(valueAt(document, path))) continue;
    return { op: 'add', path, value: placed({}, tokens.slice(depth), value) as never };
  }
  return { op: 'add', path: pointer, value: value as never };
}

function placed(holder: unknown, [token, ...rest]: readonly string[], value: unknown): unknown {
  if (token === undefined) return value;
  if (Array.isArray(holder)) {
    const index = token === '-' ? holder.length : Number(token);
    const items = [...holder];
    const item = placed(items[index], rest, value);
    if (item === undefined) items.splice(index, 1);
    else items[index] = item;
    return items;
  }
  if (value === undefined && !isObject(holder)) return holder;
  const object = isObject(holder) ? holder : {};
  const member = placed(own(object, token), rest, value);
  const entries = Object.entries(object);
  if (member === undefined) return Object.fromEntries(entries.filter(([key]) => key !== token));
  const isNew = !Object.hasOwn(object, token);
  return Object.fromEntries(
    isNew ? [...entries, [token, member]] : entries.map(([key, was]) => [key, key === token ? member : was]),
  );
}

function fieldEdit(pointer: string, base: unknown, value: unknown): FieldEdit {
  return { pointer, ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
