import { uuidv7 } from 'uuidv7';
import { type Entry, isOpen, laneOf } from './entry.ts';
import type { EntryStore, LastWords } from './entry-store.ts';
import { beyond, editsBetween, type FieldEdit } from './fields.ts';

/**
 * The entries as this tab knows them: on the screen at once, in the store right after, and in the books of the other tabs.
 * Who sends them is not its business.
 */
export interface Book {
  entries(): readonly Entry[];
  subscribe(listener: () => void): () => void;
  get(id: string): Entry | undefined;
  /** Shown at once and stored; resolves when it is durable. */
  put(entry: Entry): Promise<void>;
  /** Decides over what is stored, for all tabs; resolves with what is there then. */
  settle(id: string, next: (stored: Entry) => Entry | undefined): Promise<Entry | undefined>;
  /** From another tab. */
  receive(message: BookMessage): void;
  /** What is not durable yet, for the last words. */
  unwritten(): Entry[];
  load(): Promise<void>;
  /** Until everything shown is durable. */
  written(): Promise<void>;
  isDurable(): boolean;
  clear(): Promise<void>;
}

export type BookMessage = { type: 'put'; entry: Entry } | { type: 'gone'; id: string };

export interface BookOptions {
  owner: string;
  store: EntryStore;
  words: LastWords;
  tell(message: BookMessage): void;
}

export function openBook({ store, words, tell }: BookOptions): Book {
  let shown: readonly Entry[] = [];
  let durable = true;
  const listeners = new Set<() => void>();
  /** As this tab last saw them stored: what came after is still to be written. */
  const stored = new Map<string, Entry>();
  const dirty = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  const get = (id: string) => shown.find((entry) => entry.id === id);
  function show(id: string, entry: Entry | undefined): void {
    const others = shown.filter((one) => one.id !== id);
    shown =
      entry === undefined ? others : [...others, entry].sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const listener of listeners) listener();
  }
  function enqueue<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = queue.then(work);
    queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Another tab may have sent it meanwhile: then only what came after that is a write of its own. */
  async function write(id: string): Promise<void> {
    const mine = get(id);
    if (mine === undefined || !dirty.has(id)) return;
    const known = stored.get(id);
    let wentOut: Entry | undefined;
    try {
      await store.update(id, (there) => {
        const isGone = there === undefined && known !== undefined;
        wentOut =
          isOpen(mine) && (isGone || (there !== undefined && !isOpen(there))) ? (there ?? known) : undefined;
        return wentOut === undefined ? mine : there;
      });
      durable = true;
    } catch {
      durable = false; // No IndexedDB, or no room: the last words keep it, and it is still sent.
      return;
    }
    if (get(id) === mine) dirty.delete(id);
    if (wentOut === undefined) {
      stored.set(id, mine);
      tell({ type: 'put', entry: mine });
      return;
    }
    dirty.delete(id);
    await splitOff(get(id) ?? mine, wentOut);
  }

  async function splitOff(mine: Entry, wentOut: Entry): Promise<void> {
    const isThere = (await store.all()).some(({ id }) => id === wentOut.id);
    show(mine.id, isThere ? wentOut : undefined);
    if (isThere) stored.set(mine.id, wentOut);
    else stored.delete(mine.id);
    await addRest(mine, wentOut);
  }

  /** What the person did to it after it had gone out is an entry of its own. */
  async function addRest(mine: Entry, wentOut: Entry): Promise<void> {
    const edits = editsAfter(mine, wentOut);
    if (edits.length === 0) return;
    const { owner, kind, entityId, createdAt, editedAt } = mine;
    const common = { id: uuidv7(), owner, kind, entityId, createdAt, editedAt };
    await add({ ...common, op: 'edit', state: 'waiting', baseVersion: 0, edits });
  }

  async function add(entry: Entry): Promise<void> {
    dirty.add(entry.id);
    show(entry.id, entry);
    await write(entry.id);
  }

  return {
    entries: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get,
    put: (entry) => {
      dirty.add(entry.id);
      show(entry.id, entry);
      return enqueue(() => write(entry.id));
    },
    settle: (id, next) =>
      enqueue(async () => {
        await write(id);
        const before = get(id);
        if (before === undefined) return undefined;
        let decision: Entry | undefined;
        try {
          await store.update(id, (there) => {
            decision = next(there ?? before);
            return decision;
          });
        } catch {
          durable = false;
          decision = next(before);
        }
        if (decision === undefined) stored.delete(id);
        else stored.set(id, decision);
        const mine = get(id);
        const typedMeanwhile = mine !== undefined && mine !== before;
        if (typedMeanwhile && decision !== undefined && isOpen(decision)) return mine; // Its own write follows.
        dirty.delete(id);
        show(id, decision);
        if (typedMeanwhile) await addRest(mine, decision ?? before);
        tell(decision === undefined ? { type: 'gone', id } : { type: 'put', entry: decision });
        return decision;
      }),
    receive: (message) => {
      const id = message.type === 'put' ? message.entry.id : message.id;
      if (dirty.has(id)) return; // Sorted out when it is written.
      const entry = message.type === 'put' ? message.entry : undefined;
      if (entry === undefined) stored.delete(id);
      else stored.set(id, entry);
      show(id, entry);
    },
    unwritten: () => shown.filter(({ id }) => dirty.has(id)),
    load: () =>
      enqueue(async () => {
        const entries = await store.all().catch(() => {
          durable = false;
          return [];
        });
        for (const entry of entries) {
          if (dirty.has(entry.id)) continue;
          stored.set(entry.id, entry);
          show(entry.id, entry);
        }
        for (const { key, entries: said } of words.read()) {
          for (const entry of said) await takeOver(entry);
          if (durable) words.forget(key);
        }
      }),
    written: () => enqueue(async () => undefined),
    isDurable: () => durable,
    clear: () => {
      for (const { id } of shown) show(id, undefined); // At once: what is not on its way yet must not go any more.
      return enqueue(async () => {
        for (const { id } of shown) show(id, undefined);
        stored.clear();
        dirty.clear();
        words.clear();
        await store.remove().catch(() => undefined);
      });
    },
  };

  /** What a tab said last, unless the store has heard it already. */
  async function takeOver(entry: Entry): Promise<void> {
    const there = get(entry.id);
    if (there !== undefined && there.editedAt >= entry.editedAt) return;
    if (there !== undefined && !isOpen(there)) return splitOff(entry, there);
    await add(entry);
  }
}

function editsAfter(mine: Entry, wentOut: Entry): FieldEdit[] {
  if (mine.op === 'edit' && wentOut.op === 'edit') return beyond(wentOut.edits, mine.edits);
  if (mine.op === 'create' && wentOut.op === 'create') return editsBetween(wentOut.document, mine.document);
  return [];
}

/** Of one document, in the order in which they were made. */
export function entriesOf(entries: readonly Entry[], kind: Entry['kind'], entityId: string): Entry[] {
  const lane = laneOf({ kind, entityId });
  return entries.filter((entry) => laneOf(entry) === lane);
}
