import { Link, useRouter } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { mainId, Page } from './page.tsx';
import { failureOf } from './problem.ts';
import { StorageProblem, storageReason } from './storage-problem.tsx';

/** In place of a screen that failed: what happened, the request, and the way on. */
export function ProblemPage({ error }: { error: unknown }) {
  const router = useRouter();
  const failure = failureOf(error);
  if (failure.kind === 'missing') return <NotFoundPage />;
  const retry = failure.kind === 'outdated' ? () => location.reload() : () => void router.invalidate();
  if (error instanceof Error && storageReason(error) !== null) {
    return (
      <OutsideMain>
        <StorageProblem error={error} retry={retry} />
      </OutsideMain>
    );
  }
  return (
    <OutsideMain>
      <Page title="A problem">
        <ErrorState
          title={failure.title}
          requestId={failure.requestId}
          actions={
            <>
              <Button variant="primary" onClick={retry}>
                {failure.kind === 'outdated' ? 'Reload the page' : 'Try again'}
              </Button>
              <Button asChild>
                <Link to={paths.landing}>To the start</Link>
              </Button>
            </>
          }
        >
          <p>{failure.detail}</p>
        </ErrorState>
      </Page>
    </OutsideMain>
  );
}

/** A failure of a layout leaves no main around it. */
function OutsideMain({ children }: { children: React.ReactNode }) {
  if (document.getElementById(mainId)) return children;
  return (
    <main id={mainId} className="px-4 py-10 sm:px-8">
      {children}
    </main>
  );
}
