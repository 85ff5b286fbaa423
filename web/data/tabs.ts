import type { EntityKind } from '@blossomer/contract';
import type { AnyDocument } from '../workspace/workspace.ts';
import type { BookMessage } from './outbox-book.ts';

/** What the tabs of one browser tell each other about one person's work. */
export type TabMessage =
  | BookMessage
  | { type: 'document'; kind: EntityKind; document: AnyDocument; created: boolean }
  | { type: 'removed'; kind: EntityKind; id: string; entryId: string; trashId: string | null }
  | { type: 'trash' }
  | { type: 'signed-in' }
  | { type: 'signed-out' };

export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

export function openTabs(owner: string, hear: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(`gtm.${owner}`);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => hear(data);
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

/**
 * Exactly one tab sends what is in the outbox. Without locks every tab does: the keys still see to it that each write is
 * carried out once.
 */
export function leadWhenAlone(
  locks: Pick<LockManager, 'request'> | undefined,
  owner: string,
  lead: (isLeader: boolean) => void,
): () => void {
  if (locks === undefined) {
    lead(true);
    return () => lead(false);
  }
  const giveUp = new AbortController();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const request = locks.request(`gtm.outbox.${owner}`, { signal: giveUp.signal }, () => {
    lead(true);
    return held;
  });
  request.catch(() => undefined); // Given up before it came.
  return () => {
    lead(false);
    release();
    giveUp.abort();
  };
}
