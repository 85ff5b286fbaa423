import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePerson } from '../person.ts';
import type { Api } from '../workspace/remote.ts';

interface Asking {
  api: Api;
  /** To be spread into the query: nothing on the first page. */
  cursor: { cursor?: string };
  signal: AbortSignal;
}

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

interface Options {
  /** What was read never changes. */
  isFinal?: boolean;
  /** While another key is read for the first time, what was shown before stays. */
  keepsBefore?: boolean;
}

/** A list of the API that only people with an account have, page by page; `key` without the person. */
export function usePages<Item>(
  key: readonly unknown[],
  read: (asking: Asking) => Promise<Page<Item>>,
  { isFinal = false, keepsBefore = false }: Options = {},
) {
  const { person, api } = usePerson();
  const query = useInfiniteQuery<
    Page<Item>,
    Error,
    InfiniteData<Page<Item>, string | null>,
    QueryKey,
    string | null
  >({
    queryKey: [person.id, ...key],
    queryFn: ({ pageParam, signal }) =>
      read({ api, cursor: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    ...(isFinal ? { staleTime: Number.POSITIVE_INFINITY } : {}),
    ...(keepsBefore ? { placeholderData: keepPreviousData } : {}),
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, items };
}
