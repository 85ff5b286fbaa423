import type { EntityKind } from '@blossomer/contract';
import type { QueryClient } from '@tanstack/react-query';
import { uuidv7 } from 'uuidv7';
import { type KeptStrings, keptHere } from '../workspace/browser-storage.ts';
import { playground, playgroundSignal } from '../workspace/local.ts';
import type { AnyDocument, Workspace, WriteOperation } from '../workspace/workspace.ts';
import { receiveArrivals } from './arrivals.ts';
import { keepDocument, keys, knownDocument, takeIn } from './cache.ts';
import { indexedEntryStore, lastWords, memoryEntryStore } from './entry-store.ts';
import { type Feed, type FeedOptions, followFeed } from './feed.ts';
import { openKeptCache } from './kept-cache.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type Book, entriesOf, openBook } from './outbox-book.ts';
import { createPump, type Pump } from './outbox-pump.ts';
import { createSender } from './outbox-sender.ts';
import { removeEmptied } from './own-database.ts';
import { browserPage, listen, type Page } from './page.ts';
import { newQueryClient } from './query-client.ts';
import { shownDocument } from './shown.ts';
import { leadWhenAlone, openTabs, type TabMessage } from './tabs.ts';
import { whenIdle } from './when-idle.ts';

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
  /** Up to 100 writes at once, all or nothing, past the outbox: after what waits there, and not offline. */
  writeTogether(operations: readonly WriteOperation[]): Promise<void>;
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
  /** What else this browser keeps of the person goes with a sign-out, too, whichever tab it was in. */
  forgetToo?(): void;
  /** Another tab of this person signed out. */
  signedOutElsewhere?(): void;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const parts = openParts(options);
  const { owner, workspace, queryClient, book, outbox, pump, feed, arrivals, tabs } = parts;
  const { stop, forgetHere } = await begin(parts, options);
  parts.forgetHere = forgetHere;

  /** What may touch anything: this tab and the others read again. */
  async function changeMuch(work: () => Promise<unknown>): Promise<void> {
    await work();
    tabs.tell({ type: 'trash' });
    await queryClient.invalidateQueries({ queryKey: keys.all(owner) });
  }
  const once = () => ({ idempotencyKey: uuidv7() });
  const restore = (trashId: string) => changeMuch(() => workspace.restore(trashId, once()));
  return {
    ...{ owner, workspace, queryClient, book, outbox, pump, feed, restore },
    shown: (kind, id) => shownDocument(knownDocument(parts, kind, id), entriesOf(book.entries(), kind, id)),
    undoRemove: async (entryId) => {
      if (await outbox.takeBack(entryId)) return;
      const trashId = arrivals.trashIdOf(entryId);
      if (trashId != null) await restore(trashId);
    },
    purge: (trashId) => changeMuch(() => workspace.purge(trashId, once())),
    emptyTrash: () => changeMuch(() => workspace.emptyTrash(once())),
    writeTogether: async (operations) => {
      await pump.flush();
      await changeMuch(() => workspace.batch(operations, once()));
    },
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

type Parts = ReturnType<typeof openParts>;

/** Everything that one tab needs, connected, and not yet begun. */
function openParts({ workspace, storage = keptHere(), ...options }: SessionOptions) {
  const { owner } = workspace;
  const isLocal = owner === playground;
  const queryClient = newQueryClient();
  const cache = { queryClient, owner };
  const words = lastWords(storage, owner);
  const kept = isLocal ? null : openKeptCache(owner);
  const tabs = openTabs(owner, (message) => hear(parts, message, options.signedOutElsewhere));
  const arrivals = receiveArrivals(cache, tabs.tell);
  const store = isLocal ? memoryEntryStore() : indexedEntryStore(owner);
  // In the playground each tab writes its own edits: they are in the workspace a moment later.
  const book = openBook({ owner, store, words, tell: isLocal ? () => {} : tabs.tell });
  const pump = createPump({
    book,
    send: createSender({
      workspace,
      book,
      known: (kind, id) => knownDocument(cache, kind, id),
      heard: (kind, document) => keepDocument(cache, kind, document),
      acknowledged: (entry, result) => arrivals.acknowledged(entry.id, result),
    }),
    restMilliseconds: options.restMilliseconds ?? (isLocal ? 150 : 600),
    ...(options.outageMilliseconds === undefined ? {} : { outageMilliseconds: options.outageMilliseconds }),
  });
  const page = 'page' in options ? options.page : browserPage();
  const feed = followFeed({
    workspace,
    cursor: kept?.cursor ?? memoryCursor(),
    takeIn: (changes) => takeIn(cache, changes),
    startOver: () => queryClient.invalidateQueries({ queryKey: keys.all(owner) }),
    isVisible: () => page?.document.visibilityState !== 'hidden',
    ...(options.pollMilliseconds === undefined ? {} : { pollMilliseconds: options.pollMilliseconds }),
  });
  const outbox = createOutbox({ owner, book, changed: pump.changed });
  const forgetHere = async () => {};
  const parts = {
    ...cache,
    workspace,
    isLocal,
    words,
    kept,
    tabs,
    arrivals,
    book,
    pump,
    outbox,
    page,
    feed,
    forgetHere,
  };
  return parts;
}

/** At a start, when nobody waits: see `removeEmptied`. */
export function tidyUp(owner: string): void {
  const isTheirs = (name: string) => /^gtm\.(cache|outbox)\./.test(name) && !name.endsWith(`.${owner}`);
  whenIdle(() => void quietly(() => removeEmptied(isTheirs)));
}

/** Brings back what was kept, then sends, follows and listens. */
async function begin(parts: Parts, { locks = globalThis.navigator?.locks, forgetToo }: SessionOptions) {
  const { owner, isLocal, queryClient, words, kept, tabs, arrivals, book, pump, page, feed } = parts;
  const tab = uuidv7();
  const stopKeeping = await kept?.follow(queryClient);
  await book.load();
  const stopLeading = leadWhenAlone(isLocal ? undefined : locks, owner, pump.lead);
  const ask = () => void feed.ask().catch(() => undefined); // Asked again; that we are offline, the pump says.
  // The playground's own place is written to in a moment; until then an edit is nowhere else.
  const say = () => words.write(tab, isLocal ? book.entries() : book.unwritten());
  const stopListening = listen(page, {
    leave: () => {
      void quietly(async () => say());
      const flushed = pump.flush();
      void quietly(async () => {
        await (isLocal ? flushed : book.written());
        say();
      });
    },
    arrive: () => {
      ask();
      void pump.flush();
    },
    kept: (key) => {
      if (isLocal && key === playgroundSignal) ask();
    },
  });
  ask();

  async function stop(): Promise<void> {
    stopListening();
    stopLeading();
    pump.stop();
    feed.stop();
    arrivals.stop();
    stopKeeping?.();
    await book.written();
  }
  async function forgetHere(): Promise<void> {
    pump.stop();
    await Promise.all([stop(), book.clear()]);
    tabs.close();
    queryClient.clear();
    await book.clear();
    await kept?.remove();
    forgetToo?.();
  }
  return { stop, forgetHere };
}

function hear(parts: Parts, message: TabMessage, signedOutElsewhere: (() => void) | undefined): void {
  const { arrivals, queryClient, owner, pump, book } = parts;
  if (message.type === 'document' || message.type === 'removed') arrivals.heard(message);
  else if (message.type === 'trash') void queryClient.invalidateQueries({ queryKey: keys.all(owner) });
  else if (message.type === 'signed-in') pump.signedIn();
  else if (message.type === 'signed-out') void parts.forgetHere().then(signedOutElsewhere);
  else {
    book.receive(message);
    pump.changed();
  }
}

/** No room and no database either: then the page cannot do more, and `isDurable` has said so. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined);
}

function memoryCursor(): FeedOptions['cursor'] {
  let cursor: string | undefined;
  return {
    get: async () => cursor,
    set: async (next) => {
      cursor = next;
    },
  };
}
