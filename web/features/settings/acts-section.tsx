import { me } from '@blossomer/contract';
import { AuditList } from '../../components/audit-list.tsx';
import { Failed } from '../../components/failed.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePages } from '../../components/use-pages.ts';
import { Button } from '../../ui/button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';

/** What admins did for the person, or that none did anything. */
export function ActsSection() {
  const { items, data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(
    ['acts'],
    async ({ api, cursor, signal }) =>
      (await api(me.audit, { query: { limit: 20, ...cursor }, signal })).body,
  );
  return (
    <SettingsSection
      id="acts"
      title="What admins did for you"
      description="Each act, with the reason that was given. It is written down as it happens and never changed."
    >
      {error && data === undefined ? <Failed error={error} retry={() => void refetch()} /> : null}
      {error === null && data === undefined ? (
        <Loading label="Loading what admins did">
          <Skeleton className="h-10" />
        </Loading>
      ) : null}
      {items.length === 0 && data ? (
        <p className="text-ink-muted">No admin has done anything for you.</p>
      ) : null}
      {items.length > 0 ? <AuditList items={items} /> : null}
      {hasNextPage ? (
        <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </SettingsSection>
  );
}
