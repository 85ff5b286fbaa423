import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Page } from './page.tsx';

type Reason = 'full' | 'unavailable' | 'damaged' | 'newer';

/** Of a `StorageError`, told by its shape: the class would bring the workspace to the landing page. */
export function storageReason(error: unknown): Reason | null {
  if (!(error instanceof Error) || error.name !== 'StorageError') return null;
  const { reason } = error as Error & { reason?: unknown };
  return reasons.find((known) => known === reason) ?? 'unavailable';
}

const reasons = ['full', 'unavailable', 'damaged', 'newer'] as const;

const waysOn: Record<Reason, string> = {
  full: 'Delete something of this site in the settings of the browser, or sign in: with an account the work is on the server.',
  unavailable:
    'Leave the private window, or allow this site to keep data, and try again. With an account the work is on the server, and nothing has to be kept here.',
  damaged:
    'Another program or an extension may have changed it. Nothing of it was deleted. With an account you can go on at once.',
  newer: 'Reload the page to get the version that wrote it.',
};

/** The playground has nowhere to put anything: says why, and the ways on. */
export function StorageProblem({ error, retry }: { error: Error; retry: () => void }) {
  const reason = storageReason(error) ?? 'unavailable';
  return (
    <Page title="The playground cannot be opened here">
      <ErrorState
        title="This browser does not keep your work"
        actions={
          <>
            <Button variant="primary" onClick={reason === 'newer' ? () => location.reload() : retry}>
              {reason === 'newer' ? 'Reload the page' : 'Try again'}
            </Button>
            <Button asChild>
              <Link to={paths.signIn(paths.app.home)}>Sign in instead</Link>
            </Button>
            <Button asChild variant="quiet">
              <Link to={paths.landing}>To the start</Link>
            </Button>
          </>
        }
      >
        <p>{error.message}</p>
        <p className="mt-1">{waysOn[reason]}</p>
      </ErrorState>
    </Page>
  );
}
