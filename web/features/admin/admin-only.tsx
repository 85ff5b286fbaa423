import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { meQuery } from '../../components/me-query.ts';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { PendingPage } from '../../components/pending-page.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { usePerson } from '../../person.ts';

/** For everybody else there is nothing here; the server says so, too. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { data: me, error } = useQuery(meQuery(usePerson()));
  if (me === undefined) return error ? <ProblemPage error={error} /> : <PendingPage />;
  return me.role === 'admin' ? children : <NotFoundPage />;
}
