export type JsonObject = Record<string, unknown>;

/** An object that JSON can hold, not an array, not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member of that name; `undefined` stands for missing, which JSON cannot say in another way. */
export function member(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own member. A plain assignment to `__proto__` would replace the prototype instead. */
export function setMember(object: JsonObject, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Equal as JSON: the order of keys does not matter, that of lists does, -0 is 0, an undefined member is missing. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!equal(a[index], b[index])) return false;
    return true;
  }
  if (!isObject(a) || !isObject(b)) return false;
  for (const key of Object.keys(a)) if (!equal(a[key], member(b, key))) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && member(a, key) === undefined) return false;
  return true;
}
