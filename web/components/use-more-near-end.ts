import { useEffect } from 'react';
import type { Listed } from '../data/hooks.ts';

/** Asks for the next page as the end comes near. */
export function useMoreNearEnd(list: Listed<unknown>, isNearEnd: boolean): void {
  const { hasMore, isFetching, error, loadMore } = list;
  const wantsMore = isNearEnd && hasMore && !isFetching && error === null;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);
}
