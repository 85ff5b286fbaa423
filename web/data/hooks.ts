import { type EntityKind, type Fault, JsonPatch, ProblemError, type TrashEntry } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import { applyJsonPatch, applyMergePatch, type PatchOperation } from '@blossomer/merge';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Summaries } from '../workspace/kinds.ts';
import type { AskedList, Row } from '../workspace/listing.ts';
import { patchedRow } from '../workspace/local-documents.ts';
import type { AnyDocument, Documents, ListQuery, NewDocuments, Patch } from '../workspace/workspace.ts';
import { companyIn } from './cache.ts';
import type { Entry } from './entry.ts';
import { withValue } from './fields.ts';
import type { Choice } from './outbox.ts';
import { entriesOf } from './outbox-book.ts';
import { documentQuery, listQuery, trashQuery } from './queries.ts';
import { type SaveState, saveStateOf } from './save-state.ts';
import { shownDocument, shownList } from './shown.ts';
import { useEntries, usePumpStatus, useSession } from './use-session.ts';

/** Screens read and write through these alone; they are the same in the playground and for a person. */

export interface Listed<Item> {
  items: readonly Item[];
  /** Nothing was ever read: show a skeleton. Rows of an earlier visit are shown while they are read again. */
  isLoading: boolean;
  isFetching: boolean;
  error: Error | null;
  hasMore: boolean;
  loadMore(): void;
  refresh(): void;
}

/** With `fields: 'summary'` rows have `description` and no `data`. */
export function useList<Kind extends EntityKind>(
  kind: Kind,
  query: ListQuery<Kind> & { fields: 'summary' },
): Listed<Summaries[Kind]>;
export function useList<Kind extends EntityKind>(
  kind: Kind,
  query?: ListQuery<Kind>,
): Listed<Documents[Kind]>;
export function useList<Kind extends EntityKind>(kind: Kind, query: ListQuery<Kind> = {}): Listed<unknown> {
  const session = useSession();
  const entries = useEntries();
  const result = useInfiniteQuery(listQuery(session, kind, query));
  const { data, hasNextPage, fetchNextPage, refetch } = result;
  const asked = JSON.stringify(query);
  const items = useMemo(() => {
    const rows = (data?.pages ?? []).flatMap((page) => page.items) as AnyDocument[];
    const companyOf = companyIn(session);
    return shownList(kind, JSON.parse(asked) as AskedList, {
      rows,
      entries,
      isWhole: !hasNextPage,
      companyOf,
    });
  }, [data, entries, kind, asked, hasNextPage, session]);
  return {
    items,
    isLoading: result.isPending && items.length === 0,
    isFetching: result.isFetching,
    error: result.error,
    hasMore: hasNextPage,
    loadMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    refresh: useCallback(() => void refetch(), [refetch]),
  };
}

export interface Shown<Document> {
  /** With the person's own edits over it; undefined while it is read, and when it is not there. */
  document: Document | undefined;
  isLoading: boolean;
  /** There is none with this id, or it was deleted: show the not-found page. */
  isMissing: boolean;
  error: Error | null;
  /** Of what is on the screen now, by the contract's schema: show them beside their fields. */
  faults: readonly Fault[];
  refresh(): void;
}

export function useDocument<Kind extends EntityKind>(kind: Kind, id: string): Shown<Documents[Kind]> {
  const session = useSession();
  const all = useEntries();
  const entries = useMemo(() => entriesOf(all, kind, id), [all, kind, id]);
  const isNew = entries.some(({ op }) => op === 'create');
  const isRemoved = entries.some((entry) => entry.op === 'remove' && !entry.undone);
  const { data, error, isPending, refetch } = useQuery({
    ...documentQuery(session, kind, id),
    enabled: !isNew && !isRemoved,
  });
  const document = useMemo(() => shownDocument(data, entries), [data, entries]);
  const faults = useMemo(
    () => (document === undefined ? [] : faultsOfDocument(kind, document)),
    [kind, document],
  );
  const isGone = error instanceof ProblemError && [400, 404].includes(error.problem.status);
  return {
    document: document as Documents[Kind] | undefined,
    isLoading: document === undefined && isPending && !isNew && !isRemoved,
    isMissing: isRemoved || (isGone && document === undefined),
    error: isGone ? null : error,
    faults,
    refresh: useCallback(() => void refetch(), [refetch]),
  };
}

/** For what is done with a document that is not on the screen: as the person sees it, read when it is not here. */
export function useReadDocument<Kind extends EntityKind>(
  kind: Kind,
): (id: string) => Promise<Documents[Kind]> {
  const session = useSession();
  return useCallback(
    async (id) => {
      const shown = () => session.shown(kind, id) as Documents[Kind] | undefined;
      const known = shown();
      if (known !== undefined) return known;
      const read = await session.queryClient.fetchQuery(documentQuery(session, kind, id));
      return shown() ?? read;
    },
    [session, kind],
  );
}

function faultsOfDocument(kind: EntityKind, document: AnyDocument): readonly Fault[] {
  try {
    patchedRow(kind, document as Row, {});
    return [];
  } catch (error) {
    return error instanceof ProblemError ? error.problem.errors : [];
  }
}

export interface Edit {
  /**
   * `/name`, `/data/positioning/keyMarketBelief`, `/data/segments/0/text`; `-` appends to a list, `undefined` removes.
   * On the screen in the same frame; call it with every keystroke. Missing objects on the way are made.
   */
  setField(pointer: string, value: unknown): void;
  /** As `setField`, from what is there at that moment: for lists, whose items are found anew with each change. */
  changeField<Value>(pointer: string, change: (now: Value | undefined) => Value | undefined): void;
  /** Several changes as one: RFC 6902 operations or an RFC 7396 merge patch. Throws `JsonPatchError` when one cannot be done. */
  applyPatch(patch: Patch): void;
  /** Any change of what is shown, for what patches say badly (reordering): return the document as it should be. */
  change<Document extends AnyDocument>(change: (shown: Document) => Document): void;
}

/** Each works on what is shown at that moment, so several calls in a row add up. Throws when the document is not shown. */
export function useEdit<Kind extends EntityKind>(kind: Kind, id: string): Edit {
  const session = useSession();
  return useMemo(() => {
    const change: Edit['change'] = (how) => {
      const shown = session.shown(kind, id);
      if (shown === undefined) throw new Error(`The ${kind} is not here to be edited.`);
      session.outbox.edit(kind, shown, how(shown as never));
    };
    return {
      change,
      setField: (pointer, value) => change((shown) => withValue(shown, pointer, value)),
      changeField: (pointer, how) =>
        change((shown) => withValue(shown, pointer, how(valueAt(shown, pointer) as never))),
      applyPatch: (patch) =>
        change((shown) => {
          if (!Array.isArray(patch)) return applyMergePatch(shown, patch) as typeof shown;
          const operations = JsonPatch.parse(patch) as PatchOperation[];
          return applyJsonPatch(shown, operations, copiedCharactersMax) as typeof shown;
        }),
    };
  }, [session, kind, id]);
}

const copiedCharactersMax = 1_000_000;

/**
 * Answers with the id at once; the document is on the screen and may be opened, edited, and be a parent, before the server
 * has it. Throws the contract's `ProblemError` with faults for the form when the content is not valid.
 */
export function useCreate<Kind extends EntityKind>(
  kind: Kind,
): (document: Omit<NewDocuments[Kind], 'id'> & { id?: string }) => string {
  const session = useSession();
  return useCallback(
    (document) => {
      const id = document.id ?? uuidv7();
      session.outbox.create(kind, { ...document, id } as NewDocuments[Kind]);
      return id;
    },
    [session, kind],
  );
}

/** Gone from the screen at once, with all below it. `undo` brings it back, whether the server had been told or not. */
export function useRemove(): (kind: EntityKind, id: string) => { undo(): Promise<void> } {
  const session = useSession();
  return useCallback(
    (kind, id) => {
      const entryId = session.outbox.remove(kind, id, session.shown(kind, id)?.name ?? '');
      return { undo: () => session.undoRemove(entryId) };
    },
    [session],
  );
}

export interface Trash extends Listed<TrashEntry> {
  /** Each rejects with a `ProblemError` (`parent-gone`, `id-taken`) or `UnreachableError` that has a sentence. */
  restore(trashId: string): Promise<void>;
  purge(trashId: string): Promise<void>;
  empty(): Promise<void>;
}

export function useTrash(): Trash {
  const session = useSession();
  const result = useInfiniteQuery(trashQuery(session));
  const { data, fetchNextPage, refetch } = result;
  return {
    items: useMemo(() => (data?.pages ?? []).flatMap((page) => page.items), [data]),
    isLoading: result.isPending,
    isFetching: result.isFetching,
    error: result.error,
    hasMore: result.hasNextPage,
    loadMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    refresh: useCallback(() => void refetch(), [refetch]),
    restore: session.restore,
    purge: session.purge,
    empty: session.emptyTrash,
  };
}

/** Of one document, or without arguments of everything. */
export function useSaveState(kind?: EntityKind, id?: string): SaveState {
  const entries = useEntries();
  const status = usePumpStatus();
  return useMemo(
    () => saveStateOf(entries, status, kind === undefined || id === undefined ? undefined : { kind, id }),
    [entries, status, kind, id],
  );
}

export interface OutboxView {
  /** All that the server does not have yet, in order. */
  entries: readonly Entry[];
  /** The tray: those that need the person. `problem.detail` is a sentence; of a conflict, `conflict.fields` has all three values. */
  needing: readonly Entry[];
  /** False: this browser cannot keep edits over a reload; say so. */
  isDurable: boolean;
  retry(entryId: string): Promise<void>;
  discard(entryId: string): Promise<void>;
  /** The undo of a discard. */
  bringBack(entry: Entry): Promise<void>;
  /** The undo of a delete that is still here. */
  takeBack(entryId: string): Promise<void>;
  resolve(entryId: string, choice: Choice | Readonly<Record<string, Choice>>): Promise<void>;
  /** Send now, do not wait. */
  flush(): Promise<void>;
}

export function useOutbox(): OutboxView {
  const { outbox, book, pump, undoRemove } = useSession();
  const entries = useEntries();
  const { retry, discard, bringBack, resolve } = outbox;
  return useMemo(
    () => ({
      entries,
      needing: entries.filter(({ state }) => state !== 'waiting'),
      isDurable: book.isDurable(),
      retry,
      discard,
      bringBack,
      takeBack: undoRemove,
      resolve,
      flush: pump.flush,
    }),
    [entries, book, retry, discard, bringBack, undoRemove, resolve, pump],
  );
}
