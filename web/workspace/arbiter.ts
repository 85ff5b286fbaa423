import { createStore, get, set } from 'idb-keyval';

/**
 * Tabs in processes of their own see each other's localStorage a moment late, even under a lock. IndexedDB is not late: it
 * says how many changes there were, and who sees fewer waits before it changes anything. So no update can be lost.
 */
export interface Arbiter {
  /** Resolves when `seen` shows the last change. */
  catchUp(seen: () => number | undefined): Promise<void>;
  settle(revision: number): Promise<void>;
}

/** undefined where there is no IndexedDB. */
export function indexedArbiter(name: string): Arbiter | undefined {
  if (globalThis.indexedDB === undefined) return undefined;
  const store = createStore(`${name}revisions`, 'revisions');
  const quietly = <Value>(work: Promise<Value>) => work.catch(() => undefined); // Then it is as without one.
  return {
    catchUp: async (seen) => {
      const last = (await quietly(get<number>('last', store))) ?? 0;
      const start = Date.now();
      for (let now = seen(); (now ?? 0) < last; now = seen()) {
        if (Date.now() - start > (now === undefined ? clearedMilliseconds : lateMilliseconds)) return;
        await rest(5);
      }
    },
    settle: async (revision) => void (await quietly(set('last', revision, store))),
  };
}

/** Longer than any delay that was seen: what is still missing then was taken away, not late. */
const lateMilliseconds = 2000;
/** Nothing at all: most likely the person cleared this browser. */
const clearedMilliseconds = 250;

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
