import { admin } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { Page } from '../../components/page.tsx';
import { usePages } from '../../components/use-pages.ts';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { AdminOnly } from './admin-only.tsx';
import { PersonRow } from './person-row.tsx';

/** Everybody with an account: how much they have, never what. */
export function AdminPage() {
  return (
    <AdminOnly>
      <Page
        title="People"
        description="Who there is and how much they have. What it says, nobody but themselves can read."
        actions={
          <Button asChild>
            <Link to={paths.app.adminAudit}>
              <ScrollText aria-hidden="true" />
              Audit trail
            </Link>
          </Button>
        }
      >
        <People />
      </Page>
    </AdminOnly>
  );
}

function People() {
  const [search, setSearch] = useState('');
  const q = useDeferredValue(search.trim());
  const { items: people, ...query } = usePages(
    ['admin', 'users', q],
    async ({ api, cursor, signal }) =>
      (await api(admin.users, { query: { limit: 200, ...(q ? { q } : {}), ...cursor }, signal })).body,
    { keepsBefore: true },
  );
  return (
    <div className="flex flex-col gap-3">
      <SearchInput
        label="Search people"
        placeholder="Address, name or id"
        value={search}
        onChange={setSearch}
        maxLength={200}
        className="max-w-sm"
      />
      {query.error && query.data === undefined ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? (
        <Loading label="Loading people" className="flex flex-col gap-2">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </Loading>
      ) : null}
      {query.data ? (
        <>
          <p role="status" className="text-ink-muted text-sm">
            {people.length.toLocaleString('en')} {query.hasNextPage ? 'shown, there are more' : 'found'}
          </p>
          {people.length === 0 ? (
            <EmptyState title="Nobody is like that">
              Search for an id, or a part of an address or name.
            </EmptyState>
          ) : (
            <VirtualList
              label="People"
              items={people}
              idOf={({ id }) => id}
              estimate={76}
              className="max-h-[70dvh] rounded-lg border border-line bg-surface"
            >
              {(one) => <PersonRow one={one} />}
            </VirtualList>
          )}
          {query.hasNextPage ? (
            <Button
              className="self-start"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
