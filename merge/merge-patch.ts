import { isObject, type JsonObject, member, setMember } from './json-value.ts';

/**
 * Applies an RFC 7396 JSON merge patch: null removes a member, an object is applied member by member, anything else
 * replaces. The inputs stay as they are; the answer may share untouched parts with them.
 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const before: JsonObject = isObject(target) ? target : {};
  const after: JsonObject = {};
  for (const key of Object.keys(before)) {
    const change = member(patch, key);
    if (change === undefined) setMember(after, key, before[key]);
    else if (change !== null) setMember(after, key, applyMergePatch(before[key], change));
  }
  for (const key of Object.keys(patch)) {
    if (Object.hasOwn(before, key) || patch[key] === null || patch[key] === undefined) continue;
    setMember(after, key, applyMergePatch(undefined, patch[key]));
  }
  return after;
}
