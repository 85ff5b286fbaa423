import { promisifyRequest, type UseStore } from 'idb-keyval';

/** One store in a database of IndexedDB that is one person's, so that it goes with its name when they sign out. */
export interface OwnDatabase {
  use: UseStore;
  /** For good: whatever comes to it later from this tab is refused. */
  remove(): Promise<void>;
}

export function ownDatabase(name: string, storeName: string): OwnDatabase {
  let opening: Promise<IDBDatabase> | undefined;
  let isRemoved = false;

  async function open(): Promise<IDBDatabase> {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    const database = await promisifyRequest(request);
    const letGo = () => {
      database.close();
      opening = undefined;
    };
    database.onversionchange = letGo; // Another tab takes it away.
    database.onclose = letGo;
    return database;
  }
  const use: UseStore = async (mode, work) => {
    if (isRemoved) throw new Error(`${storeName} of somebody who signed out`);
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return work((await opening).transaction(storeName, mode).objectStore(storeName));
  };
  return {
    use,
    remove: async () => {
      isRemoved = true;
      const database = await opening?.catch(() => undefined);
      database?.close();
      await deleted(name);
    },
  };
}

/** What a sign-out left that could not be finished: databases of others with nothing in them. Unsent edits are never touched. */
export async function removeEmptied(isTheirs: (name: string) => boolean): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (isTheirs(name) && (await isEmpty(name))) await deleted(name);
  }
}

async function isEmpty(name: string): Promise<boolean> {
  const database = await promisifyRequest(indexedDB.open(name));
  try {
    for (const store of database.objectStoreNames) {
      if ((await promisifyRequest(database.transaction(store).objectStore(store).count())) > 0) return false;
    }
    return true;
  } finally {
    database.close();
  }
}

/** A tab that does not let go is not waited for: the browser deletes as soon as it does. */
function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onblocked = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
