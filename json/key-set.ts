/** The keys of one object so far. Most objects have few: for those a list is searched faster than a Set is built. */
export interface KeySet {
  readonly few: string[];
  many: Set<string> | undefined;
}

export function newKeySet(): KeySet {
  return { few: [], many: undefined };
}

/** False when the key was there already. */
export function addKey(keys: KeySet, key: string): boolean {
  if (keys.many !== undefined) return keys.many.size < keys.many.add(key).size;
  if (keys.few.includes(key)) return false;
  if (keys.few.push(key) > FEW_MAX) keys.many = new Set(keys.few);
  return true;
}

const FEW_MAX = 16;
