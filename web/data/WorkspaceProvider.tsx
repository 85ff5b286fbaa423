import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Session } from './session.ts';
import { SessionContext } from './use-session.ts';

/** Makes one person's work, or the playground's, that of every screen below. Give it a `key` of the owner. */
export function WorkspaceProvider({ session, children }: { session: Session; children: ReactNode }) {
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={session.queryClient}>{children}</QueryClientProvider>
    </SessionContext>
  );
}
