import type { Change, EntityKind } from '@blossomer/contract';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { shapeOf } from '../workspace/kinds.ts';
import {
  type AskedList,
  type CompanyOf,
  matches,
  orderOf,
  type Row,
  summaryOf,
} from '../workspace/listing.ts';
import type { AnyDocument, Page } from '../workspace/workspace.ts';

/** Keys begin with whose work it is: nothing of one person can ever answer for another. */
export const keys = {
  all: (owner: string) => ['gtm', owner] as const,
  lists: (owner: string, kind: EntityKind) => ['gtm', owner, 'list', kind] as const,
  list: (owner: string, kind: EntityKind, query: object) => ['gtm', owner, 'list', kind, query] as const,
  documents: (owner: string, kind: EntityKind) => ['gtm', owner, 'document', kind] as const,
  document: (owner: string, kind: EntityKind, id: string) => ['gtm', owner, 'document', kind, id] as const,
  generations: (owner: string) => ['gtm', owner, 'generations'] as const,
  generation: (owner: string, id: string) => ['gtm', owner, 'generations', 'one', id] as const,
  active: (owner: string) => ['gtm', owner, 'generations', 'active'] as const,
  latest: (owner: string, documentId: string) => ['gtm', owner, 'generations', 'latest', documentId] as const,
  stale: (owner: string) => ['gtm', owner, 'generations', 'stale'] as const,
  trash: (owner: string) => ['gtm', owner, 'trash'] as const,
};

type Pages = InfiniteData<Page<EntityKind>, string | undefined>;
type Cache = { queryClient: QueryClient; owner: string };

/** The newest that was ever heard: an answer that was overtaken on its way changes nothing. */
export function newest<Document extends AnyDocument>(known: Document | undefined, heard: Document): Document {
  return known !== undefined && known.version > heard.version ? known : heard;
}

export function knownDocument(
  { queryClient, owner }: Cache,
  kind: EntityKind,
  id: string,
): AnyDocument | undefined {
  const document = queryClient.getQueryData<AnyDocument>(keys.document(owner, kind, id));
  if (document !== undefined) return document;
  for (const [, pages] of queryClient.getQueriesData<Pages>({ queryKey: keys.lists(owner, kind) })) {
    const row = pages?.pages.flatMap(({ items }) => items).find((item) => item.id === id);
    if (row !== undefined && 'data' in row) return row;
  }
  return undefined;
}

/** The company of an account as far as this browser has heard of either. */
export function companyIn({ queryClient, owner }: Cache): CompanyOf {
  return (accountId) => {
    const known = queryClient.getQueryData<AnyDocument>(keys.document(owner, 'account', accountId));
    if (known !== undefined) return (known as Row).companyId as string;
    for (const [, pages] of queryClient.getQueriesData<Pages>({ queryKey: keys.lists(owner, 'account') })) {
      for (const { items } of pages?.pages ?? []) {
        const row = items.find(({ id }) => id === accountId);
        if (row !== undefined) return (row as Row).companyId as string;
      }
    }
    return undefined;
  };
}

/** Puts a document where it belongs, in its own query and in every list that holds it or, when it is new, should. */
export function keepDocument(cache: Cache, kind: EntityKind, document: AnyDocument, created = false): void {
  const { queryClient, owner } = cache;
  queryClient.setQueryData<AnyDocument>(keys.document(owner, kind, document.id), (known) =>
    newest(known, document),
  );
  for (const [queryKey, pages] of queryClient.getQueriesData<Pages>({ queryKey: keys.lists(owner, kind) })) {
    if (pages === undefined) continue;
    const query = (queryKey[4] ?? {}) as AskedList;
    const next = withDocument(pages, kind, query, { document, created, companyOf: companyIn(cache) });
    if (next !== pages) queryClient.setQueryData(queryKey, next);
  }
}

function withDocument(
  pages: Pages,
  kind: EntityKind,
  query: AskedList,
  { document, created, companyOf }: { document: AnyDocument; created: boolean; companyOf: CompanyOf },
): Pages {
  const shown = query.fields === 'summary' ? (summaryOf(kind, document as Row) as AnyDocument) : document;
  const holds = pages.pages.some(({ items }) => items.some(({ id }) => id === document.id));
  if (holds) {
    const items = (page: Page<EntityKind>) =>
      page.items.map((item) => (item.id === document.id && item.version <= document.version ? shown : item));
    return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: items(page) })) };
  }
  const [first, ...rest] = pages.pages;
  if (!created || first === undefined || !matches(kind, document, query, companyOf)) return pages;
  const order = orderOf(kind, query.sort);
  const place = first.items.findIndex((item) => order(document, item as AnyDocument) < 0);
  if (place === -1 && first.nextCursor !== null) return pages;
  const items = [...first.items];
  items.splice(place === -1 ? items.length : place, 0, shown);
  return { ...pages, pages: [{ ...first, items }, ...rest] };
}

/** A document and what was below it, out of everything that shows it. */
export function dropDocument({ queryClient, owner }: Cache, kind: EntityKind, id: string): void {
  queryClient.removeQueries({ queryKey: keys.document(owner, kind, id) });
  const isGone = (ofKind: EntityKind, row: { id: string }) =>
    (ofKind === kind && row.id === id) ||
    shapeOf[ofKind].parents.some(([field, parent]) => parent === kind && (row as Row)[field] === id);
  for (const ofKind of ['company', 'account', 'persona', 'campaign'] as const) {
    for (const [queryKey, pages] of queryClient.getQueriesData<Pages>({
      queryKey: keys.lists(owner, ofKind),
    })) {
      if (!pages?.pages.some(({ items }) => items.some((item) => isGone(ofKind, item)))) continue;
      const kept = pages.pages.map((page) => ({
        ...page,
        items: page.items.filter((item) => !isGone(ofKind, item)),
      }));
      queryClient.setQueryData(queryKey, { ...pages, pages: kept });
    }
  }
}

/** Lists are asked again, those on the screen at once, the others when they are looked at. */
export function refreshLists({ queryClient, owner }: Cache, kind: EntityKind): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.lists(owner, kind) });
}

/** A document changed elsewhere: what was written from it may be out of step now. */
export function refreshStale({ queryClient, owner }: Cache): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.stale(owner) });
}

/** What the feed tells of writes elsewhere; those that this browser knows already change nothing. */
export async function takeIn(cache: Cache, changes: readonly Change[]): Promise<void> {
  const { queryClient, owner } = cache;
  const touched = new Set<EntityKind>();
  for (const { kind, id, version, op } of changes) {
    const known = queryClient.getQueryData<AnyDocument>(keys.document(owner, kind, id));
    if (op === 'delete') {
      if (known !== undefined && known.version > version) continue; // It lives again.
      dropDocument(cache, kind, id);
      touched.add(kind);
    } else if (known === undefined || known.version < version) {
      touched.add(kind);
      await queryClient.invalidateQueries({ queryKey: keys.document(owner, kind, id) });
    }
  }
  for (const kind of touched) await refreshLists(cache, kind);
  if (touched.size > 0) await refreshStale(cache);
  if (changes.some(({ op }) => op !== 'update')) {
    await queryClient.invalidateQueries({ queryKey: keys.trash(owner) });
  }
}
