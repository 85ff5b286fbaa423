import {
  hydrate,
  type InfiniteData,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { del, delMany, entries, get, set, setMany } from 'idb-keyval';
import { keys } from './cache.ts';
import { ownDatabase } from './own-database.ts';
import { whenIdle } from './when-idle.ts';

/** What a person read, kept for their next visit: one database a person, so that it goes as a whole. */
export function openKeptCache(owner: string) {
  const { use: store, remove } = ownDatabase(`gtm.cache.${owner}`, 'cache');
  const quietly = <Value>(work: Promise<Value>) => work.catch(() => undefined); // Only a cache: without it, it is read.
  return {
    cursor: {
      get: () => quietly(get<string>('cursor', store)),
      set: async (cursor: string | undefined) => {
        await quietly(cursor === undefined ? del('cursor', store) : set('cursor', cursor, store));
      },
    },
    /** Brings back what was kept, and keeps from then on. */
    async follow(queryClient: QueryClient): Promise<() => void> {
      const { fresh, outdated } = sorted((await quietly(entries<string, unknown>(store))) ?? []);
      if (outdated.length > 0) void quietly(delMany(outdated, store));
      hydrate(queryClient, { mutations: [], queries: fresh.map(asRead) });
      await queryClient.invalidateQueries({ queryKey: keys.all(owner), refetchType: 'none' }); // Shown, and asked again.
      return keepChanges(queryClient, owner, (changed) => {
        const gone = changed.filter(([, kept]) => kept === undefined).map(([key]) => key);
        const kept = changed.filter(([, kept]) => kept !== undefined);
        if (kept.length > 0) void quietly(setMany(kept as [string, Kept][], store));
        if (gone.length > 0) void quietly(delMany(gone, store));
      });
    },
    /** What was on its way when the person signed out does not arrive after that. */
    remove: () => quietly(remove()),
  };
}

export const keptMilliseconds = 7 * 24 * 60 * 60 * 1000;
const prefix = 'query.';
/** Of the shape of what is kept; another one is thrown away and read anew. */
const cacheVersion = 2;
/** Of a long list only the beginning is kept: it is what the next visit shows first, and the rest is read as it is wanted. */
const keptPagesMax = 2;
const writtenAtOnce = 20;

interface Kept {
  cacheVersion: typeof cacheVersion;
  queryKey: QueryKey;
  data: unknown;
  dataUpdatedAt: number;
}

/**
 * What changed is written when the browser has nothing better to do, each query on its own and a few at a time: however
 * much a person has read, a change costs what it weighs itself.
 */
function keepChanges(
  queryClient: QueryClient,
  owner: string,
  write: (changed: [string, Kept | undefined][]) => void,
): () => void {
  const changed = new Map<string, Query | undefined>();
  let stopWaiting: (() => void) | undefined;
  const writeSome = () => {
    stopWaiting = undefined;
    const some = [...changed].slice(0, writtenAtOnce);
    for (const [hash] of some) changed.delete(hash);
    write(some.map(([hash, query]) => [prefix + hash, query === undefined ? undefined : keptOf(query)]));
    if (changed.size > 0) stopWaiting = whenIdle(writeSome);
  };
  const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
    const { query } = event;
    if (!isKept(query, owner)) return;
    if (event.type === 'removed') changed.set(query.queryHash, undefined);
    else if (event.type === 'updated' && event.action.type === 'success') changed.set(query.queryHash, query);
    else return;
    stopWaiting ??= whenIdle(writeSome);
  });
  return () => {
    unsubscribe();
    stopWaiting?.();
    if (changed.size > 0) writeSome();
  };
}

function isKept({ queryKey }: Query, owner: string): boolean {
  const [first, whose, , , asked] = queryKey;
  const isSearch = Boolean((asked as { q?: string } | undefined)?.q); // Each letter of a search is a list.
  return first === keys.all(owner)[0] && whose === owner && !isSearch;
}

function keptOf({ queryKey, state }: Query): Kept {
  const { data, dataUpdatedAt } = state;
  return { cacheVersion, queryKey, data: beginningOf(data), dataUpdatedAt };
}

function beginningOf(data: unknown): unknown {
  const { pages, pageParams } = (data ?? {}) as Partial<InfiniteData<unknown>>;
  if (!Array.isArray(pages) || !Array.isArray(pageParams) || pages.length <= keptPagesMax) return data;
  return { pages: pages.slice(0, keptPagesMax), pageParams: pageParams.slice(0, keptPagesMax) };
}

function sorted(all: [string, unknown][]): { fresh: [string, Kept][]; outdated: string[] } {
  const oldest = Date.now() - keptMilliseconds;
  const isFresh = (entry: [string, unknown]): entry is [string, Kept] => {
    const kept = entry[1] as Partial<Kept> | undefined;
    return kept?.cacheVersion === cacheVersion && (kept.dataUpdatedAt ?? 0) >= oldest;
  };
  const queries = all.filter(([key]) => key !== 'cursor');
  return {
    fresh: queries.filter(isFresh),
    outdated: queries.filter((entry) => !isFresh(entry)).map(([key]) => key),
  };
}

function asRead([key, { queryKey, data, dataUpdatedAt }]: [string, Kept]) {
  return {
    queryKey,
    queryHash: key.slice(prefix.length),
    dehydratedAt: dataUpdatedAt,
    state: {
      data,
      dataUpdatedAt,
      dataUpdateCount: 1,
      error: null,
      errorUpdateCount: 0,
      errorUpdatedAt: 0,
      fetchFailureCount: 0,
      fetchFailureReason: null,
      fetchMeta: null,
      isInvalidated: false,
      status: 'success' as const,
      fetchStatus: 'idle' as const,
    },
  };
}
