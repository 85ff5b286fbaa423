import { QueryClient } from '@tanstack/react-query';
import { BusyError, UnreachableError } from '../workspace/errors.ts';
import { keptMilliseconds } from './kept-cache.ts';

/** Whether the network is there is seen by requests, not asked of the browser. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        gcTime: keptMilliseconds,
        refetchOnWindowFocus: false, // The feed says what changed.
        refetchOnReconnect: true,
        retry: (failures, error) =>
          failures < 3 && (error instanceof UnreachableError || error instanceof BusyError),
        retryDelay: (failures, error) =>
          error instanceof BusyError && error.retryAfterSeconds !== null
            ? error.retryAfterSeconds * 1000
            : 500 * 2 ** failures,
      },
    },
  });
}
