import { useEffect } from 'react';
import type { Listed } from '../../data/hooks.ts';

/** Reads on until the list is there as a whole: for lists that are chosen from. */
export function useWhole<Item>(list: Listed<Item>): Listed<Item> {
  const { hasMore, isFetching, error, loadMore } = list;
  useEffect(() => {
    if (hasMore && !isFetching && error === null) loadMore();
  }, [hasMore, isFetching, error, loadMore]);
  return list;
}
