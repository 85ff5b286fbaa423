import { promisifyRequest } from 'idb-keyval';
import { type KeptStrings, keep, keysUnder } from '../workspace/browser-storage.ts';
import type { Entry } from './entry.ts';
import { ownDatabase } from './own-database.ts';

/** Where entries outlive the page. `update` is atomic across tabs: what it is given is what is there. */
export interface EntryStore {
  all(): Promise<Entry[]>;
  update(id: string, next: (stored: Entry | undefined) => Entry | undefined): Promise<Entry | undefined>;
  /** With the place itself: nothing can be put there any more. */
  remove(): Promise<void>;
}

const outboxDatabase = (owner: string) => `gtm.outbox.${owner}`;

/** IndexedDB, one database a person. */
export function indexedEntryStore(owner: string): EntryStore {
  const { use: store, remove } = ownDatabase(outboxDatabase(owner), 'entries');
  return {
    all: () => store('readonly', (entries) => promisifyRequest<Entry[]>(entries.getAll())),
    update: (id, next) =>
      store('readwrite', (entries) => {
        return new Promise<Entry | undefined>((resolve, reject) => {
          const reading = entries.get(id);
          reading.onsuccess = () => {
            const stored = reading.result as Entry | undefined;
            const entry = next(stored);
            if (entry === undefined) entries.delete(id);
            else if (entry !== stored) entries.put(entry, id);
            // Only what is committed is kept.
            promisifyRequest(entries.transaction).then(() => resolve(entry), reject);
          };
          reading.onerror = () => reject(reading.error);
        });
      }),
    remove,
  };
}

/** For the playground, whose workspace is itself the place where edits are kept. */
export function memoryEntryStore(): EntryStore {
  const entries = new Map<string, Entry>();
  return {
    all: async () => [...entries.values()],
    update: async (id, next) => {
      const entry = next(entries.get(id));
      if (entry === undefined) entries.delete(id);
      else entries.set(id, entry);
      return entry;
    },
    remove: async () => entries.clear(),
  };
}

/**
 * The last words of a tab: IndexedDB may not finish in a page that dies, the other storage is written at once. Written when the
 * page is hidden, taken over by the store at the next start, and gone as soon as the store has them.
 */
export function lastWords(storage: KeptStrings | null, owner: string) {
  const prefix = `gtm.lastwords.${owner}.`;
  return {
    write(tab: string, entries: readonly Entry[]): void {
      if (storage === null) return;
      keep(storage, prefix + tab, entries.length > 0 ? JSON.stringify(entries) : null);
    },
    /** Those of all tabs that are gone; damaged ones are left where they are. */
    read(): { key: string; entries: Entry[] }[] {
      if (storage === null) return [];
      return keysUnder(storage, prefix).flatMap((key) => {
        const entries = parse(storage.getItem(key));
        return entries === null ? [] : [{ key, entries }];
      });
    },
    forget(key: string): void {
      if (storage !== null) keep(storage, key, null);
    },
    clear(): void {
      if (storage === null) return;
      for (const key of keysUnder(storage, prefix)) keep(storage, key, null);
    },
  };
}

export type LastWords = ReturnType<typeof lastWords>;

function parse(text: string | null): Entry[] | null {
  try {
    const entries = JSON.parse(text ?? 'null');
    return Array.isArray(entries) ? entries : null;
  } catch {
    return null;
  }
}
