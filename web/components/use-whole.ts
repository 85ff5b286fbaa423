import { useEffect } from 'react';
import type { Listed } from '../data/hooks.ts';

/** Reads on until the list is there as a whole: for lists that are counted, grouped or chosen from. */
export function useWhole<List extends Listed<unknown>>(list: List): List {
  const { hasMore, isFetching, error, loadMore } = list;
  useEffect(() => {
    if (hasMore && !isFetching && error === null) loadMore();
  }, [hasMore, isFetching, error, loadMore]);
  return list;
}
