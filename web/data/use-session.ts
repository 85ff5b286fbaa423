import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Entry } from './entry.ts';
import type { PumpStatus } from './outbox-pump.ts';
import type { Session } from './session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This belongs below a WorkspaceProvider.');
  return session;
}

/** What is not acknowledged yet, as it changes. */
export function useEntries(): readonly Entry[] {
  const { book } = useSession();
  return useSyncExternalStore(book.subscribe, book.entries, book.entries);
}

export function usePumpStatus(): PumpStatus {
  const { pump } = useSession();
  return useSyncExternalStore(pump.subscribe, pump.status, pump.status);
}
