import { type ImportSummary, imports } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { Failed } from '../../components/failed.tsx';
import { countsInWords } from '../../components/imports/work-facts.ts';
import { counted } from '../../components/kind-words.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePages } from '../../components/use-pages.ts';
import { exactTime } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';

/** Every import with its receipt, where it can be undone. */
export function HistorySection() {
  const { items, data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(
    ['imports'],
    async ({ api, cursor, signal }) =>
      (await api(imports.list, { query: { limit: 20, ...cursor }, signal })).body,
  );
  return (
    <SettingsSection
      id="history"
      title="Imports"
      description="What was brought in, each with a receipt of every value, and an undo."
    >
      {error && data === undefined ? <Failed error={error} retry={() => void refetch()} /> : null}
      {error === null && data === undefined ? (
        <Loading label="Loading the imports" className="flex flex-col gap-2">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </Loading>
      ) : null}
      {data && items.length === 0 ? <p className="text-ink-muted">Nothing was imported yet.</p> : null}
      {items.length > 0 ? (
        <ul className="-mx-4 divide-y divide-line border-line border-y">
          {items.map((one) => (
            <Item key={one.id} one={one} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </SettingsSection>
  );
}

function Item({
  one: { id, label, actor, createdAt, entities, findings, undoneAt, totals },
}: {
  one: ImportSummary;
}) {
  const touched = Object.fromEntries(
    Object.entries(entities).map(([kind, counts]) => [
      kind,
      counts.created + counts.updated + counts.recovered,
    ]),
  ) as Parameters<typeof countsInWords>[0];
  const changed = Object.values(touched).some((count) => count > 0);
  return (
    <li className="relative px-4 py-2.5 hover:bg-hover/60 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:-outline-offset-2">
      <p className="flex flex-wrap items-center gap-x-2">
        <Link
          to={paths.app.receipt(id)}
          className="break-words font-medium outline-none after:absolute after:inset-0"
        >
          {label || 'Import'}
        </Link>
        {actor === 'admin' ? <Badge tone="outline">by an admin</Badge> : null}
        {undoneAt === null ? null : <Badge tone="warning">undone</Badge>}
      </p>
      <p className="text-ink-muted text-sm">
        {exactTime(createdAt)}. {totals.leaves.toLocaleString('en')} values;{' '}
        {changed ? countsInWords(touched) : 'nothing new'}
        {findings > 0 ? `; ${counted(findings, { one: 'remark', many: 'remarks' })}` : ''}.
      </p>
    </li>
  );
}
