import { parsePointer } from '@blossomer/json';
import { equal, isObject, setMember } from './json-value.ts';

/** RFC 6902. `value` is any JSON value. */
export type PatchOperation =
  | { op: 'add'; path: string; value: unknown }
  | { op: 'replace'; path: string; value: unknown }
  | { op: 'test'; path: string; value: unknown }
  | { op: 'remove'; path: string }
  | { op: 'move'; path: string; from: string }
  | { op: 'copy'; path: string; from: string };

/** Which operation could not be done, and which of its members is to blame. */
export class JsonPatchError extends Error {
  override readonly name = 'JsonPatchError';
  readonly reason: 'no-such-place' | 'test-failed' | 'too-large';
  readonly index: number;
  readonly member: 'path' | 'from';

  constructor(reason: JsonPatchError['reason'], index: number, member: 'path' | 'from' = 'path') {
    super(`operation ${index}: ${reason} (${member})`);
    this.reason = reason;
    this.index = index;
    this.member = member;
  }
}

/**
 * Applies an RFC 6902 JSON patch: all of it, or it throws `JsonPatchError`. The inputs stay as they are. Stricter than
 * most: only own members exist, an index is written as RFC 6901 says and lies within the list, the root itself is not
 * replaced, and `copy` may copy at most `copiedCharactersMax` of JSON text in all, so that doubling ends early.
 */
export function applyJsonPatch(
  document: unknown,
  operations: readonly PatchOperation[],
  copiedCharactersMax: number,
): unknown {
  const patched: unknown = structuredClone(document);
  let copied = 0;
  for (const [index, operation] of operations.entries()) {
    const { op } = operation;
    const at = placeOf(patched, operation.path, index, 'path');
    if (op === 'test') {
      if (at === undefined || !exists(at) || !equal(valueIn(at), operation.value))
        throw new JsonPatchError('test-failed', index);
      continue;
    }
    if (op === 'add') insert(at, structuredClone(operation.value), index);
    else if (op === 'remove') take(at, index, 'path');
    else if (op === 'replace') replace(at, structuredClone(operation.value), index);
    else {
      const from = placeOf(patched, operation.from, index, 'from');
      if (from === undefined || !exists(from)) throw new JsonPatchError('no-such-place', index, 'from');
      if (op === 'copy') {
        const text = JSON.stringify(valueIn(from));
        copied += text.length;
        if (copied > copiedCharactersMax) throw new JsonPatchError('too-large', index);
        insert(at, JSON.parse(text), index);
      } else move(patched, from, operation.path, operation.from, index);
    }
  }
  return patched;
}

/** A member of an object or an item of a list, there or not. */
type Place = { object: Record<string, unknown>; key: string } | { list: unknown[]; index: number };

const machinery: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const listIndex = /^(?:0|[1-9]\d{0,9})$/;

/** undefined when what should hold the place does not exist; throws for a path that can name nothing. */
function placeOf(root: unknown, path: string, index: number, member: 'path' | 'from'): Place | undefined {
  const tokens = parsePointer(path);
  const last = tokens.pop();
  if (last === undefined || machinery.has(last)) throw new JsonPatchError('no-such-place', index, member);
  let holder = root;
  for (const token of tokens) {
    if (machinery.has(token)) throw new JsonPatchError('no-such-place', index, member);
    const place = within(holder, token);
    if (place === undefined || !exists(place)) return undefined;
    holder = valueIn(place);
  }
  return within(holder, last);
}

function within(holder: unknown, token: string): Place | undefined {
  if (Array.isArray(holder)) {
    if (token === '-') return { list: holder, index: holder.length };
    return listIndex.test(token) ? { list: holder, index: Number(token) } : undefined;
  }
  return isObject(holder) ? { object: holder, key: token } : undefined;
}

function exists(place: Place): boolean {
  return 'list' in place ? place.index < place.list.length : Object.hasOwn(place.object, place.key);
}

function valueIn(place: Place): unknown {
  return 'list' in place ? place.list[place.index] : place.object[place.key];
}

function insert(place: Place | undefined, value: unknown, index: number): void {
  if (place === undefined) throw new JsonPatchError('no-such-place', index);
  if (!('list' in place)) setMember(place.object, place.key, value);
  else if (place.index <= place.list.length) place.list.splice(place.index, 0, value);
  else throw new JsonPatchError('no-such-place', index);
}

function replace(place: Place | undefined, value: unknown, index: number): void {
  if (place === undefined || !exists(place)) throw new JsonPatchError('no-such-place', index);
  if ('list' in place) place.list[place.index] = value;
  else setMember(place.object, place.key, value);
}

function take(place: Place | undefined, index: number, member: 'path' | 'from'): unknown {
  if (place === undefined || !exists(place)) throw new JsonPatchError('no-such-place', index, member);
  const value = valueIn(place);
  if ('list' in place) place.list.splice(place.index, 1);
  else delete place.object[place.key];
  return value;
}

/** Out of one place and into another, whose address counts after the taking (RFC 6902, section 4.4). */
function move(root: unknown, from: Place, path: string, fromPath: string, index: number): void {
  if (path === fromPath) return;
  if (path.startsWith(`${fromPath}/`)) throw new JsonPatchError('no-such-place', index);
  const value = take(from, index, 'from');
  insert(placeOf(root, path, index, 'path'), value, index);
}
