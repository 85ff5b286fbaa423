import type { EntityKind } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { documentQuery } from '../data/queries.ts';
import type { Session } from '../data/session.ts';
import { useSession } from '../data/use-session.ts';
import type { PlacePaths } from '../paths.ts';
import { usePlace } from '../place.ts';
import { showProblem } from '../ui/toast.tsx';
import { failureOf } from './problem.ts';

/** Goes to the screen of a document of which only the kind and id are known: its company is found through its parents. */
export function useOpenDocument(): (kind: EntityKind, id: string, how?: { replace: boolean }) => void {
  const session = useSession();
  const { paths } = usePlace();
  const navigate = useNavigate();
  return useCallback(
    (kind, id, how = { replace: false }) => {
      addressOf(session, paths, { kind, id })
        .then((to) => navigate({ to, ...how }))
        .catch((error: unknown) => {
          const { title, detail } = failureOf(error);
          showProblem(title, { detail });
        });
    },
    [session, paths, navigate],
  );
}

async function addressOf(
  session: Session,
  paths: PlacePaths,
  { kind, id }: { kind: EntityKind; id: string },
): Promise<string> {
  if (kind === 'company') return paths.company(id);
  if (kind === 'account') return paths.account((await read(session, kind, id)).companyId, id);
  const { accountId } = await read(session, kind, id);
  const { companyId } = await read(session, 'account', accountId);
  return kind === 'persona' ? paths.persona(companyId, id) : paths.campaign(companyId, id);
}

/** What is on the screen or in the cache first: a new document is nowhere else, and parents rarely move. */
async function read<Kind extends EntityKind>(session: Session, kind: Kind, id: string) {
  const shown = session.shown(kind, id);
  type Found = Awaited<ReturnType<typeof session.workspace.view<Kind>>>;
  if (shown !== undefined) return shown as Found;
  return session.queryClient.fetchQuery(documentQuery(session, kind, id));
}
