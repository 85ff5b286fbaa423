import type { EntityKind } from '@blossomer/contract';
import { QueryClient } from '@tanstack/react-query';
import { uuidv7 } from 'uuidv7';
import { type KeptStrings, keptHere } from '../workspace/browser-storage.ts';
import { BusyError, UnreachableError } from '../workspace/errors.ts';
import { playground, playgroundSignal } from '../workspace/local.ts';
import type { AnyDocument, Workspace } from '../workspace/workspace.ts';
import { dropDocument, keepDocument, keys, knownDocument, refreshLists, takeIn } from './cache.ts';
import { type EntryStore, indexedEntryStore, lastWords, memoryEntryStore } from './entry-store.ts';
import { type Feed, followFeed } from './feed.ts';
import { type KeptCache, keptMilliseconds, openKeptCache } from './kept-cache.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type Book, entriesOf, openBook } from './outbox-book.ts';
import { createPump, type Pump } from './outbox-pump.ts';
import { type Acknowledged, createSender } from './outbox-sender.ts';
import { shownDocument } from './shown.ts';
import { leadWhenAlone, openTabs, type TabMessage } from './tabs.ts';

/** One person's work in one tab: the workspace, what was read of it, and what is still to be written. */
export interface Session {
  readonly owner: string;
  readonly workspace: Workspace;
  readonly queryClient: QueryClient;
  readonly book: Book;
  readonly outbox: Outbox;
  readonly pump: Pump;
  readonly feed: Feed;
  /** What the person sees of a document now; undefined when it is not known or deleted. */
  shown(kind: EntityKind, id: string): AnyDocument | undefined;
  /** Takes a delete back, whether it went out or not. */
  undoRemove(entryId: string): Promise<void>;
  restore(trashId: string): Promise<void>;
  purge(trashId: string): Promise<void>;
  emptyTrash(): Promise<void>;
  /** Everything that the server does not have yet. Ask before signing out. */
  unsentCount(): number;
  /** After signing in again: what waited goes out. */
  signedIn(): void;
  /** The page goes on without this session; nothing is lost. */
  close(): Promise<void>;
  /** Signs out: this person's cache, outbox and last words leave this browser, unsent edits included. */
  forget(): Promise<void>;
}

export interface SessionOptions {
  workspace: Workspace;
  /** null: nothing can be kept here. The default is the browser's. */
  storage?: KeptStrings | null;
  locks?: Pick<LockManager, 'request'> | undefined;
  /** Where `visibilitychange`, `pagehide`, `online`, `focus` and `storage` come from; none outside of a browser. */
  page?: Page | undefined;
  restMilliseconds?: number;
  outageMilliseconds?: number;
  pollMilliseconds?: number;
  /** Another tab of this person signed out. */
  signedOutElsewhere?(): void;
}

export interface Page {
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const { workspace, locks = globalThis.navigator?.locks } = options;
  const { owner } = workspace;
  const isLocal = owner === playground;
  const storage = options.storage === undefined ? keptHere() : options.storage;
  const page = 'page' in options ? options.page : browserPage();
  const words = lastWords(storage, owner);
  const store: EntryStore = isLocal ? memoryEntryStore() : indexedEntryStore(owner);
  const kept: KeptCache | null = isLocal ? null : openKeptCache(owner);
  const queryClient = newQueryClient();
  const cache = { queryClient, owner };
  const tab = uuidv7();

  const tabs = openTabs(owner, hear);
  const book = openBook({ owner, store, words, tell: isLocal ? () => {} : (message) => tabs.tell(message) });
  const send = createSender({
    workspace,
    book,
    known: (kind, id) => knownDocument(cache, kind, id),
    heard: (kind, document) => keepDocument(cache, kind, document),
    acknowledged: (entry, result) => acknowledge(entry.id, result),
  });
  const pump = createPump({
    book,
    send,
    restMilliseconds: options.restMilliseconds ?? (isLocal ? 150 : 600),
    ...(options.outageMilliseconds === undefined ? {} : { outageMilliseconds: options.outageMilliseconds }),
  });
  const outbox = createOutbox({ owner, book, changed: pump.changed });
  const removed = new Map<string, string | null>();

  function acknowledge(entryId: string, result: Acknowledged): void {
    const { kind, id } = result;
    if (result.document !== null) {
      keepDocument(cache, kind, result.document, result.created);
      tabs.tell({ type: 'document', kind, document: result.document, created: result.created });
    } else {
      tookAway(kind, id, entryId, result.trashId);
      tabs.tell({ type: 'removed', kind, id, entryId, trashId: result.trashId });
    }
    refreshWhenQuiet(kind);
  }
  function tookAway(kind: EntityKind, id: string, entryId: string, trashId: string | null): void {
    dropDocument(cache, kind, id);
    removed.set(entryId, trashId);
    void queryClient.invalidateQueries({ queryKey: keys.trash(owner) });
  }

  /** An edit can move a row in its list; once the person rests, the order is asked for again. */
  const stale = new Set<EntityKind>();
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  function refreshWhenQuiet(kind: EntityKind): void {
    stale.add(kind);
    clearTimeout(quietTimer);
    quietTimer = setTimeout(() => {
      for (const one of stale) void refreshLists(cache, one);
      stale.clear();
    }, quietMilliseconds);
  }

  function hear(message: TabMessage): void {
    if (message.type === 'document') keepDocument(cache, message.kind, message.document, message.created);
    else if (message.type === 'removed') tookAway(message.kind, message.id, message.entryId, message.trashId);
    else if (message.type === 'trash') void queryClient.invalidateQueries({ queryKey: keys.all(owner) });
    else if (message.type === 'signed-in') pump.signedIn();
    else if (message.type === 'signed-out') {
      void forgetHere().then(() => options.signedOutElsewhere?.());
    } else {
      book.receive(message);
      pump.changed();
    }
  }

  const memory: { cursor?: string | undefined } = {};
  const feed = followFeed({
    workspace,
    cursor: kept?.cursor ?? {
      get: async () => memory.cursor,
      set: async (cursor) => {
        memory.cursor = cursor;
      },
    },
    takeIn: (changes) => takeIn(cache, changes),
    startOver: () => queryClient.invalidateQueries({ queryKey: keys.all(owner) }),
    isVisible: () => page?.document.visibilityState !== 'hidden',
    ...(options.pollMilliseconds === undefined ? {} : { pollMilliseconds: options.pollMilliseconds }),
  });

  const stopKeeping = await kept?.follow(queryClient);
  await book.load();
  const stopLeading = leadWhenAlone(isLocal ? undefined : locks, owner, pump.lead);
  const stopListening = listen(page, {
    leave: () => {
      try {
        words.write(tab, book.unwritten());
      } catch {
        // No room and no IndexedDB either: the page cannot do more.
      }
      void pump.flush();
      void book
        .written()
        .then(() => words.write(tab, book.unwritten()))
        .catch(() => undefined);
    },
    arrive: () => {
      void feed.ask().catch(() => undefined);
      void pump.flush();
    },
    kept: (key) => {
      if (isLocal && key === playgroundSignal) void feed.ask().catch(() => undefined);
    },
  });
  void feed.ask().catch(() => undefined);

  async function stop(): Promise<void> {
    clearTimeout(quietTimer);
    stopListening();
    stopLeading();
    pump.stop();
    feed.stop();
    stopKeeping?.();
    await book.written();
  }
  async function forgetHere(): Promise<void> {
    await stop();
    tabs.close();
    queryClient.clear();
    await book.clear();
    await kept?.clear();
  }
  async function changeTrash(work: () => Promise<unknown>): Promise<void> {
    await work();
    tabs.tell({ type: 'trash' });
    await queryClient.invalidateQueries({ queryKey: keys.all(owner) });
  }
  const restore = (trashId: string) =>
    changeTrash(() => workspace.restore(trashId, { idempotencyKey: uuidv7() }));

  return {
    owner,
    workspace,
    queryClient,
    book,
    outbox,
    pump,
    feed,
    shown: (kind, id) => shownDocument(knownDocument(cache, kind, id), entriesOf(book.entries(), kind, id)),
    undoRemove: async (entryId) => {
      if (await outbox.takeBack(entryId)) return;
      const trashId = removed.get(entryId);
      if (trashId != null) await restore(trashId);
    },
    restore,
    purge: (trashId) => changeTrash(() => workspace.purge(trashId, { idempotencyKey: uuidv7() })),
    emptyTrash: () => changeTrash(() => workspace.emptyTrash({ idempotencyKey: uuidv7() })),
    unsentCount: () => book.entries().length,
    signedIn: () => {
      pump.signedIn();
      tabs.tell({ type: 'signed-in' });
    },
    close: async () => {
      await stop();
      tabs.close();
    },
    forget: async () => {
      tabs.tell({ type: 'signed-out' });
      await forgetHere();
    },
  };
}

const quietMilliseconds = 1000;

/** Whether the network is there is seen by requests, not asked of the browser. */
function newQueryClient(): QueryClient {
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

function browserPage(): Page | undefined {
  return typeof window === 'undefined' ? undefined : { window, document };
}

function listen(
  page: Page | undefined,
  on: { leave(): void; arrive(): void; kept(key: string | null): void },
): () => void {
  if (page === undefined) return () => {};
  const { window, document } = page;
  const visibility = () => (document.visibilityState === 'hidden' ? on.leave() : on.arrive());
  const storage = (event: StorageEvent) => on.kept(event.key);
  document.addEventListener('visibilitychange', visibility);
  window.addEventListener('pagehide', on.leave);
  window.addEventListener('online', on.arrive);
  window.addEventListener('focus', on.arrive);
  window.addEventListener('storage', storage);
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    window.removeEventListener('pagehide', on.leave);
    window.removeEventListener('online', on.arrive);
    window.removeEventListener('focus', on.arrive);
    window.removeEventListener('storage', storage);
  };
}
