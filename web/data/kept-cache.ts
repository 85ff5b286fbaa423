import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import type { QueryClient } from '@tanstack/react-query';
import { persistQueryClient } from '@tanstack/react-query-persist-client';
import { clear, createStore, del, get, set } from 'idb-keyval';
import { keys } from './cache.ts';

/** What a person read, kept for their next visit: one database a person, so that it goes as a whole. */
export function openKeptCache(owner: string) {
  const store = createStore(`gtm.cache.${owner}`, 'cache');
  let isForgotten = false;
  const quietly = <Value>(work: Promise<Value>) => work.catch(() => undefined); // Only a cache: without it, it is read.
  return {
    cursor: {
      get: () => quietly(get<string>('cursor', store)),
      set: async (cursor: string | undefined) => {
        if (isForgotten) return;
        await quietly(cursor === undefined ? del('cursor', store) : set('cursor', cursor, store));
      },
    },
    /** Brings back what was kept, and keeps from then on. */
    async follow(queryClient: QueryClient): Promise<() => void> {
      const persister = createAsyncStoragePersister({
        key: 'queries',
        throttleTime: 1000,
        storage: {
          getItem: async (key) => (await quietly(get<string>(key, store))) ?? null,
          // What was on its way when the person signed out must not arrive after that.
          setItem: async (key, value) => (isForgotten ? undefined : quietly(set(key, value, store))),
          removeItem: (key) => quietly(del(key, store)),
        },
      });
      const [stop, restored] = persistQueryClient({
        queryClient,
        persister,
        maxAge: keptMilliseconds,
        buster: cacheVersion,
        dehydrateOptions: {
          shouldDehydrateQuery: ({ queryKey, state }) =>
            state.status === 'success' &&
            queryKey[0] === 'gtm' &&
            queryKey[1] === keys.all(owner)[1] &&
            !(queryKey[4] as { q?: string } | undefined)?.q, // Each letter of a search is a list.
        },
      });
      await restored;
      await queryClient.invalidateQueries({ queryKey: keys.all(owner), refetchType: 'none' }); // Shown, and asked again.
      return stop;
    },
    clear: async () => {
      isForgotten = true;
      await quietly(clear(store));
    },
  };
}

export const keptMilliseconds = 7 * 24 * 60 * 60 * 1000;
/** Of the shape of what is kept; another one is thrown away and read anew. */
const cacheVersion = '1';
