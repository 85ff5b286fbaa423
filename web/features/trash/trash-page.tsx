import { Trash2 } from 'lucide-react';
import { Failed } from '../../components/failed.tsx';
import { Page } from '../../components/page.tsx';
import { useTrash } from '../../data/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { EmptyTrash } from './empty-trash.tsx';
import { TrashRow } from './trash-row.tsx';

export function TrashPage() {
  const trash = useTrash();
  const { items, isLoading, error, hasMore, loadMore, refresh } = trash;
  const isEmpty = items.length === 0 && !isLoading && error === null;
  return (
    <Page
      title="Trash"
      description={
        isEmpty
          ? undefined
          : 'What you deleted, the last first. Restoring brings back exactly what one delete took away.'
      }
    >
      {error === null ? null : <Failed error={error} retry={refresh} className="mb-4" />}
      {isLoading ? <TrashSkeleton /> : null}
      {isEmpty ? (
        <EmptyState icon={<Trash2 />} title="The trash is empty">
          What you delete waits here, with all that was below it, until you restore it or delete it for good.
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <>
          <EmptyTrash empty={trash.empty} hasMore={hasMore} items={items} />
          <ul aria-label="Deleted documents" className="rounded-lg border border-line bg-surface shadow-card">
            {items.map((entry) => (
              <TrashRow key={entry.id} entry={entry} restore={trash.restore} purge={trash.purge} />
            ))}
          </ul>
          {hasMore ? (
            <Button className="mt-4" onClick={loadMore} busy={trash.isFetching}>
              Show more
            </Button>
          ) : null}
        </>
      )}
    </Page>
  );
}

function TrashSkeleton() {
  return (
    <Loading label="Loading the trash" className="rounded-lg border border-line bg-surface">
      {['one', 'two', 'three'].map((row) => (
        <div key={row} className="border-line px-4 py-3.5 not-last:border-b">
          <Skeleton className="w-2/5" />
          <Skeleton className="mt-2 h-3 w-3/5" />
        </div>
      ))}
    </Loading>
  );
}
