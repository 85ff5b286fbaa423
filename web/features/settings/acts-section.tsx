import { me } from '@blossomer/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { AuditList } from '../../components/audit-list.tsx';
import { Failed } from '../../components/failed.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';

/** What admins did for the person; nothing is shown to whom nothing was done. */
export function ActsSection() {
  const { person, api } = usePerson();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [person.id, 'acts'],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await api(me.audit, { query, signal })).body;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
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
