import { Link } from '@tanstack/react-router';
import { Columns2, Plus, UserRound } from 'lucide-react';
import { Failed } from '../../components/failed.tsx';
import { GeneratePersona } from '../../components/generation/generate-persona.tsx';
import { NewPersonaDialog } from '../../components/new-persona-dialog.tsx';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { useAdding } from '../../components/use-adding.ts';
import { useDocument } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { PersonaFilters } from './persona-filters.tsx';
import { PersonaGroups } from './persona-groups.tsx';
import { isFiltered, usePersonaView } from './persona-view.ts';
import { useCompanyPersonas } from './use-company-personas.ts';

export function PersonasPage() {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { isMissing } = useDocument('company', companyId);
  const [view, setView] = usePersonaView();
  const found = useCompanyPersonas(companyId, view);
  const [adding, setAdding] = useAdding();
  if (isMissing) return <NotFoundPage />;
  const { accounts, groups, isLoading, isWhole, error, refresh } = found;
  const count = groups.reduce((sum, { personas }) => sum + personas.length, 0);
  return (
    <Page
      title="Personas"
      description="The people in those companies who decide, grouped by account."
      actions={
        accounts.length === 0 ? null : (
          <>
            <Button asChild>
              <Link to={paths.comparePersonas(companyId)}>
                <Columns2 aria-hidden="true" />
                Compare
              </Link>
            </Button>
            <GeneratePersona companyId={companyId} accounts={accounts} />
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              New persona
            </Button>
          </>
        )
      }
    >
      <PersonaFilters view={view} setView={setView} />
      {error && accounts.length === 0 ? <Failed error={error} retry={refresh} /> : null}
      {isLoading ? <ListSkeleton /> : null}
      {!isLoading && !error && accounts.length === 0 ? <NoAccount to={paths.accounts(companyId)} /> : null}
      {!isLoading && accounts.length > 0 ? (
        <>
          <p role="status" data-numbers className="mb-2 text-ink-muted text-sm">
            {count === 1 ? '1 persona' : `${count.toLocaleString('en')} personas`}
            {isWhole ? '' : ', more are on their way'}
          </p>
          {count === 0 && isFiltered(view) && isWhole ? (
            <EmptyState
              title="Nobody matches"
              actions={
                <Button onClick={() => setView({ q: '', seniority: '', priority: '' })}>Show all</Button>
              }
            >
              No persona of this company has all of what is asked for above.
            </EmptyState>
          ) : (
            <PersonaGroups groups={groups} companyId={companyId} withEmpty={!isFiltered(view)} />
          )}
        </>
      ) : null}
      <NewPersonaDialog
        companyId={companyId}
        accounts={accounts}
        open={adding && accounts.length > 0}
        onOpenChange={setAdding}
      />
    </Page>
  );
}

function NoAccount({ to }: { to: string }) {
  return (
    <EmptyState
      icon={<UserRound />}
      title="First an account"
      actions={
        <Button asChild variant="primary">
          <Link to={to}>To the accounts</Link>
        </Button>
      }
    >
      A persona works in an account, the kind of company that you sell to. This company has no account yet.
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the personas" className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {['one', 'two', 'three'].map((card) => (
        <div key={card} className="rounded-lg border border-line bg-surface p-4">
          <Skeleton className="w-3/5" />
          <Skeleton className="mt-3" />
        </div>
      ))}
    </Loading>
  );
}
