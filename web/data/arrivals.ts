import type { EntityKind } from '@blossomer/contract';
import type { QueryClient } from '@tanstack/react-query';
import { dropDocument, keepDocument, keys, refreshLists, refreshStale } from './cache.ts';
import type { Acknowledged } from './outbox-sender.ts';
import type { TabMessage } from './tabs.ts';

/** What becomes of a write once it is answered: in the cache of this tab at once, and told to the others. */
export interface Arrivals {
  acknowledged(entryId: string, result: Acknowledged): void;
  /** The same, answered in another tab. */
  heard(message: Extract<TabMessage, { type: 'document' | 'removed' }>): void;
  /** The entry of the trash that a delete ended in; undefined when it is not answered, null when it was gone already. */
  trashIdOf(entryId: string): string | null | undefined;
  stop(): void;
}

/** How long the person must rest before lists are asked for again: an edit can move its row. */
const quietMilliseconds = 1000;

export function receiveArrivals(
  cache: { queryClient: QueryClient; owner: string },
  tell: (message: TabMessage) => void,
): Arrivals {
  const trashIds = new Map<string, string | null>();
  const stale = new Set<EntityKind>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function refreshWhenQuiet(kind: EntityKind): void {
    stale.add(kind);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const one of stale) void refreshLists(cache, one);
      stale.clear();
    }, quietMilliseconds);
  }
  function heard(message: Parameters<Arrivals['heard']>[0]): void {
    if (message.type === 'document') keepDocument(cache, message.kind, message.document, message.created);
    else {
      dropDocument(cache, message.kind, message.id);
      trashIds.set(message.entryId, message.trashId);
      void cache.queryClient.invalidateQueries({ queryKey: keys.trash(cache.owner) });
    }
    refreshWhenQuiet(message.kind);
  }
  return {
    heard: (message) => {
      heard(message);
      void refreshStale(cache);
    },
    acknowledged: (entryId, { kind, id, ...result }) => {
      const message =
        result.document !== null
          ? ({ type: 'document', kind, document: result.document, created: result.created } as const)
          : ({ type: 'removed', kind, id, entryId, trashId: result.trashId } as const);
      heard(message);
      tell(message);
    },
    trashIdOf: (entryId) => trashIds.get(entryId),
    stop: () => clearTimeout(timer),
  };
}
