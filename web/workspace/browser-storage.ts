import { StorageError } from './errors.ts';

/** What we use of `localStorage`. The only place that touches it: everything else is given one of these. */
export type KeptStrings = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The browser's own. Throws `StorageError('unavailable')` where it is blocked; asking for it alone may throw there. */
export function browserStorage(): KeptStrings {
  try {
    const storage: Storage | undefined = globalThis.localStorage;
    if (storage) return storage;
  } catch (error) {
    throw new StorageError('unavailable', error);
  }
  throw new StorageError('unavailable');
}

/** The same, or null where nothing can be kept: for what is only a convenience. */
export function keptHere(): KeptStrings | null {
  try {
    return browserStorage();
  } catch {
    return null;
  }
}

export function keysUnder(storage: KeptStrings, prefix: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key): key is string => key?.startsWith(prefix) ?? false);
}

/** Throws `StorageError`: `full`, or `unavailable` in browsers that let pages look but not write. */
export function keep(storage: KeptStrings, key: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch (error) {
    const isFull = (error as { name?: unknown } | null)?.name === 'QuotaExceededError';
    throw new StorageError(isFull && storage.length > 0 ? 'full' : 'unavailable', error);
  }
}
