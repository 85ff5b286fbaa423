import { me } from '@blossomer/contract';
import { AuditList } from '../../components/audit-list.tsx';
import { Failed } from '../../components/failed.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePages } from '../../components/use-pages.ts';
import { Button } from '../../ui/button.tsx';

/** What admins did for the person; nothing is shown to whom nothing was done. */
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
      {items.length === 0 && data ? <p className="text-ink-muted">Nothing so far.</p> : null}
      {items.length > 0 ? <AuditList items={items} /> : null}
      {hasNextPage ? (
        <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </SettingsSection>
  );
}
