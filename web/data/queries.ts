import type { EntityKind, TrashEntry } from '@blossomer/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Documents, ListQuery, Page } from '../workspace/workspace.ts';
import { keys, knownDocument, newest } from './cache.ts';
import type { Session } from './session.ts';

/** What can be asked, with the keys it is kept under; loaders of routes and hooks use the same. */
export function documentQuery<Kind extends EntityKind>(session: Session, kind: Kind, id: string) {
  const { workspace, queryClient, owner } = session;
  const queryKey = keys.document(owner, kind, id);
  return queryOptions<Documents[Kind]>({
    queryKey,
    queryFn: async ({ signal }) => {
      const heard = await workspace.view(kind, id, signal);
      return newest(queryClient.getQueryData<Documents[Kind]>(queryKey), heard);
    },
    // A row of a list that was read whole is shown at once, and read again.
    initialData: () => knownDocument(session, kind, id) as Documents[Kind] | undefined,
    initialDataUpdatedAt: 0,
  });
}

export function listQuery<Kind extends EntityKind>(session: Session, kind: Kind, query: ListQuery<Kind>) {
  const { workspace, owner } = session;
  return infiniteQueryOptions({
    queryKey: keys.list(owner, kind, query),
    queryFn: ({ pageParam, signal }): Promise<Page<Kind>> =>
      workspace.list(kind, pageParam === null ? query : { ...query, cursor: pageParam }, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }: Page<Kind>) => nextCursor,
  });
}

export function trashQuery({ workspace, owner }: Session) {
  return infiniteQueryOptions({
    queryKey: keys.trash(owner),
    queryFn: ({ pageParam }) => workspace.listTrash(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }: { items: TrashEntry[]; nextCursor: string | null }) => nextCursor,
  });
}

/** Not undefined: lists are kept over a reload as JSON, which has no such thing. */
const firstPage = null as string | null;
