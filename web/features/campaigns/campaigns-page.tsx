import { Link } from '@tanstack/react-router';
import { Mail, Plus } from 'lucide-react';
import { Failed } from '../../components/failed.tsx';
import { Page } from '../../components/page.tsx';
import { usePlace, useScreenParam } from '../../place.ts';
import { useLayout } from '../../preferences.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { CampaignCards } from './campaign-cards.tsx';
import { CampaignArrangement, CampaignFilters } from './campaign-filters.tsx';
import { CampaignTable } from './campaign-table.tsx';
import { isFiltered, useListView } from './list-view.ts';
import { useCampaignRows } from './use-campaign-rows.ts';

export function CampaignsPage() {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const [view, setView] = useListView();
  const [layout] = useLayout();
  const found = useCampaignRows(companyId, view);
  const { rows, isLoading, error, hasMore } = found;
  const nothingYet = rows.length === 0 && !isLoading && !isFiltered(view) && error === null;
  return (
    <Page
      title="Campaigns"
      description={nothingYet ? undefined : 'E-mails and other messages, each for one persona.'}
      actions={
        nothingYet ? null : (
          <Button asChild variant="primary">
            <Link to={paths.newCampaign(companyId, fromFilters(view))}>
              <Plus aria-hidden="true" />
              New e-mail
            </Link>
          </Button>
        )
      }
    >
      {nothingYet ? (
        <NothingYet to={paths.newCampaign(companyId)} />
      ) : (
        <>
          <CampaignFilters view={view} setView={setView} found={found} />
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <p role="status" data-numbers className="text-ink-muted text-sm">
              {isLoading ? 'Loading' : countOf(rows.length, hasMore)}
            </p>
            <CampaignArrangement view={view} setView={setView} />
          </div>
          {error ? <Failed className="mb-4" error={error} retry={found.refresh} /> : null}
          {isLoading && rows.length === 0 ? <ListSkeleton /> : null}
          {rows.length === 0 && !isLoading && !error ? (
            <EmptyState
              title="No e-mail matches"
              actions={
                <Button
                  onClick={() => setView({ q: '', accountId: '', personaId: '', type: '', status: '' })}
                >
                  Show all
                </Button>
              }
            >
              Nothing in this company has all of what is asked for above.
            </EmptyState>
          ) : null}
          {rows.length === 0 ? null : layout === 'table' ? (
            <CampaignTable found={found} sort={view.sort} setSort={(sort) => setView({ sort })} />
          ) : (
            <CampaignCards found={found} />
          )}
        </>
      )}
    </Page>
  );
}

function fromFilters({ accountId, personaId }: { accountId: string; personaId: string }) {
  return { ...(accountId ? { accountId } : {}), ...(personaId ? { personaId } : {}) };
}

function countOf(count: number, hasMore: boolean): string {
  if (hasMore) return `The first ${count.toLocaleString('en')}; more come as you scroll`;
  return count === 1 ? '1 e-mail' : `${count.toLocaleString('en')} e-mails`;
}

function NothingYet({ to }: { to: string }) {
  return (
    <EmptyState
      icon={<Mail />}
      title="No e-mail yet"
      actions={
        <Button asChild variant="primary">
          <Link to={to}>New e-mail</Link>
        </Button>
      }
    >
      An e-mail is written for one persona, about one of their use cases. Three short questions make a first
      draft from what you wrote down about them.
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the campaigns" className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {['one', 'two', 'three', 'four', 'five', 'six'].map((card) => (
        <div key={card} className="rounded-lg border border-line bg-surface p-4">
          <Skeleton className="w-3/5" />
          <Skeleton className="mt-3" />
          <Skeleton className="mt-2 w-4/5" />
        </div>
      ))}
    </Loading>
  );
}
