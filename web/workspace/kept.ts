import type { Arbiter } from './arbiter.ts';
import { type KeptStrings, keep, keysUnder } from './browser-storage.ts';
import { StorageError } from './errors.ts';

/** Values as JSON under keys with one prefix, changed together or not at all. */
export interface Kept {
  read<Value>(key: string): Value | undefined;
  /** Names without the prefix, in no order. */
  names(under: string): string[];
  /** All that `work` wrote is kept when it returns, nothing when it throws or there is no room for all of it. */
  change<Value>(work: (change: Change) => Value): Promise<Value>;
  readonly prefix: string;
}

export interface Change {
  read<Value>(key: string): Value | undefined;
  names(under: string): string[];
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

export interface KeptOptions {
  storage: KeptStrings;
  prefix: string;
  /** One tab changes at a time. Where there are no locks each change still is one uninterrupted step of its tab. */
  locks?: Pick<LockManager, 'request'> | undefined;
  arbiter?: Arbiter | undefined;
}

/** Counts the changes, so that a tab can tell that it does not see the last one yet. */
const revisionKey = 'revision';

export function openKept({ storage, prefix, locks, arbiter }: KeptOptions): Kept {
  const parsed = new Map<string, { raw: string; value: unknown }>();

  function read<Value>(key: string): Value | undefined {
    const raw = storage.getItem(prefix + key);
    if (raw === null) {
      parsed.delete(key);
      return undefined;
    }
    const known = parsed.get(key);
    if (known?.raw === raw) return known.value as Value;
    const value = parse(raw);
    parsed.set(key, { raw, value });
    return value as Value;
  }

  const names = (under: string) => keysUnder(storage, prefix + under).map((key) => key.slice(prefix.length));

  function attempt<Value>(work: (change: Change) => Value): Value {
    const staged = new Map<string, string | null>();
    const result = work({
      read: (key) => {
        const raw = staged.get(key);
        if (raw === undefined) return read(key);
        return raw === null ? undefined : JSON.parse(raw);
      },
      names: (under) => {
        const all = new Set(names(under));
        for (const [key, raw] of staged) {
          if (raw === null) all.delete(key);
          else if (key.startsWith(under)) all.add(key);
        }
        return [...all];
      },
      write: (key, value) => staged.set(key, JSON.stringify(value)),
      remove: (key) => staged.set(key, null),
    });
    if (staged.size > 0) staged.set(revisionKey, String((read<number>(revisionKey) ?? 0) + 1));
    commit(storage, prefix, staged);
    return result;
  }

  /** The whole of a change under the lock: see all others first, be seen by all others after. */
  async function changeLast<Value>(work: (change: Change) => Value): Promise<Value> {
    await arbiter?.catchUp(() => read<number>(revisionKey));
    const before = read<number>(revisionKey);
    const result = attempt(work);
    const after = read<number>(revisionKey);
    if (after !== undefined && after !== before) await arbiter?.settle(after);
    return result;
  }

  const change: Kept['change'] = (work) =>
    locks ? locks.request(prefix, () => changeLast(work)) : Promise.resolve().then(() => changeLast(work));
  return { prefix, read, names, change };
}

/** Copies are written before their originals go, so that a tab that dies in between leaves one too many, not none. */
function commit(storage: KeptStrings, prefix: string, staged: ReadonlyMap<string, string | null>): void {
  const writesFirst = [...staged].sort(([, one], [, other]) => Number(one === null) - Number(other === null));
  try {
    apply(storage, prefix, writesFirst);
  } catch (error) {
    if (!(error instanceof StorageError) || error.reason !== 'full') throw error;
    apply(storage, prefix, writesFirst.reverse()); // With what goes gone, there may be room.
  }
}

function apply(
  storage: KeptStrings,
  prefix: string,
  changes: readonly (readonly [string, string | null])[],
): void {
  const before = new Map<string, string | null>();
  try {
    for (const [key, value] of changes) {
      before.set(key, storage.getItem(prefix + key));
      keep(storage, prefix + key, value);
    }
  } catch (error) {
    for (const [key] of before) keep(storage, prefix + key, null);
    for (const [key, value] of before) keep(storage, prefix + key, value);
    throw error;
  }
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new StorageError('damaged', error);
  }
}
