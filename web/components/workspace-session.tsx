import { Navigate, useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { type Place, paths } from '../paths.ts';
import { SignedInContext } from '../person.ts';
import { PendingPage } from './pending-page.tsx';
import { ProblemPage } from './problem-page.tsx';
import { type Opened, openPlace } from './workspace-opening.ts';

type State = { is: 'opening' } | { is: 'failed'; error: unknown } | { is: 'open'; opened: Opened };

/** Opens what stands behind the screens of a place, once for all of them. Give it a `key` of the place. */
export function WorkspaceSession({ place, children }: { place: Place; children: ReactNode }) {
  const state = useOpened(place);
  const { pathname, searchStr } = useLocation();
  if (state.is === 'opening') return <Waiting />;
  if (state.is === 'failed') return <ProblemPage error={state.error} />;
  if (state.opened === 'signed-out') return <Navigate to={paths.signIn(pathname + searchStr)} replace />;
  const { session, signedIn } = state.opened;
  return (
    <SignedInContext value={signedIn}>
      <WorkspaceProvider key={session.owner} session={session}>
        {children}
      </WorkspaceProvider>
    </SignedInContext>
  );
}

function useOpened(place: Place): State {
  const navigate = useNavigate();
  const [state, setState] = useState<State>({ is: 'opening' });
  useEffect(() => {
    let isHere = true;
    const opening = openPlace(place, () => void navigate({ to: paths.landing }));
    opening.then(
      (opened) => isHere && setState({ is: 'open', opened }),
      (error: unknown) => isHere && setState({ is: 'failed', error }),
    );
    return () => {
      isHere = false;
      setState({ is: 'opening' });
      void opening.then(
        (opened) => (opened === 'signed-out' ? undefined : opened.session.close()),
        () => undefined, // It failed: there is nothing to close.
      );
    };
  }, [place, navigate]);
  return state;
}

function Waiting() {
  return (
    <div className="px-4 py-10 sm:px-8">
      <PendingPage />
    </div>
  );
}
