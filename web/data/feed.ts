import type { Change } from '@blossomer/contract';
import { isProblem } from '../workspace/errors.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Follows the feed of changes: what another device did is here on focus, and within 15 seconds. */
export interface Feed {
  /** Asks at once. Calls while a question is on its way are one more question, so that each hears of all before it. */
  ask(): Promise<void>;
  stop(): void;
}

export interface FeedOptions {
  workspace: Pick<Workspace, 'changes'>;
  /** Where one left off, kept by the caller; undefined at the very first time. */
  cursor: { get(): Promise<string | undefined>; set(cursor: string | undefined): Promise<void> };
  takeIn(changes: readonly Change[]): Promise<void>;
  /** The cursor is of an earlier life of the database: whatever was read may be wrong. */
  startOver(): Promise<void>;
  isVisible(): boolean;
  pollMilliseconds?: number;
}

export function followFeed(options: FeedOptions): Feed {
  const { isVisible, pollMilliseconds = 15_000 } = options;
  let asking: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  function begin(): Promise<void> {
    next = undefined;
    const mine = askAll(options).finally(() => {
      if (asking === mine) asking = undefined;
    });
    asking = mine;
    return mine;
  }
  function ask(): Promise<void> {
    if (asking === undefined) return begin();
    next ??= asking.then(begin, begin);
    return next;
  }
  const timer = setInterval(() => {
    if (isVisible()) ask().catch(() => undefined); // The next round asks again; the outbox says that we are offline.
  }, pollMilliseconds);
  return { ask, stop: () => clearInterval(timer) };
}

async function askAll({ workspace, cursor, takeIn, startOver }: FeedOptions): Promise<void> {
  let after = await cursor.get();
  // What was written before the first question is in what is read anyway.
  const isFirst = after === undefined;
  for (let more = true; more; ) {
    try {
      const page = await workspace.changes(after);
      if (!isFirst && page.items.length > 0) await takeIn(page.items);
      after = page.nextCursor;
      more = page.more;
    } catch (error) {
      if (!isProblem(error, 'cursor-expired') && !isProblem(error, 'bad-cursor')) throw error;
      await cursor.set(undefined);
      return startOver();
    }
    await cursor.set(after);
  }
}
