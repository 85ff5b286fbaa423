import { me } from '@blossomer/contract';
import { queryOptions } from '@tanstack/react-query';
import type { SignedIn } from '../sessions.ts';

/** Who the person is on our server: since when, and in which role. */
export function meQuery({ person, api }: Pick<SignedIn, 'person' | 'api'>) {
  return queryOptions({
    queryKey: [person.id, 'me'],
    queryFn: async ({ signal }) => (await api(me.view, { signal })).body,
    staleTime: 5 * 60_000,
  });
}
