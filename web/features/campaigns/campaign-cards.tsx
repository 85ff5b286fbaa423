import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef, useSyncExternalStore } from 'react';
import { statusWord, typeWord } from '../../components/campaign-words.ts';
import { When } from '../../components/when.tsx';
import { usePlace, useScreenParam } from '../../place.ts';
import { Badge, Dot } from '../../ui/badge.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { CampaignMenu } from './campaign-menu.tsx';
import type { CampaignRow, useCampaignRows } from './use-campaign-rows.ts';
import { statusTone } from './words.ts';

/** As many beside each other as there is room for; only those in sight are in the page. */
export function CampaignCards({ found }: { found: ReturnType<typeof useCampaignRows> }) {
  const { rows, hasMore, isFetching, loadMore } = found;
  const columns = useColumns();
  const list = useRef<HTMLUListElement>(null);
  const lines = Math.ceil(rows.length / columns);
  const virtual = useVirtualRows({
    count: lines,
    container: list,
    estimate: 148,
    gap: 12,
    keyOf: (line) => rows[line * columns]?.campaign.id ?? String(line),
  });
  const wantsMore = virtual.nearEnd && hasMore && !isFetching;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);
  return (
    <div style={{ paddingTop: virtual.before, paddingBottom: virtual.after }}>
      <ul ref={list} aria-label="Campaigns" className="grid grid-cols-1 gap-3">
        {virtual.rows.map(({ index, key }) => (
          <li key={key} ref={virtual.measure} data-index={index}>
            <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
              {rows.slice(index * columns, (index + 1) * columns).map((row, place) => (
                <li
                  key={row.campaign.id}
                  aria-setsize={hasMore ? -1 : rows.length}
                  aria-posinset={index * columns + place + 1}
                  className="min-w-0"
                >
                  <CampaignCard row={row} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Drawn once for a row, however the list scrolls. */
const CampaignCard = memo(function CampaignCard({ row }: { row: CampaignRow }) {
  const { campaign, account, persona } = row;
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { id, name, type, status, updatedAt, description } = campaign;
  const subject = campaign.subject?.trim() ?? '';
  return (
    <article className="relative flex h-full min-w-0 flex-col wrap-anywhere gap-2 rounded-lg border border-line bg-surface px-4 py-3 shadow-card hover:border-line-strong">
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 truncate font-medium leading-6">
          <Link to={paths.campaign(companyId, id)} className="rounded-sm after:absolute after:inset-0">
            {subject || name}
          </Link>
        </h2>
        <span className="relative -my-0.5 -mr-2 pointer-coarse:-my-2">
          <CampaignMenu campaign={campaign} />
        </span>
      </div>
      <p className="line-clamp-2 min-h-[2lh] text-ink-muted text-sm">
        {description && description !== campaign.subject ? description : 'No text yet'}
      </p>
      <p className="grid grid-cols-1 gap-0.5 text-sm">
        <Whose tone="purple" name={persona} />
        <Whose tone="green" name={account} />
      </p>
      <p className="mt-auto flex flex-wrap items-center gap-2 text-ink-muted text-xs">
        <Badge tone={statusTone(status)}>
          <span className="truncate">{statusWord(status)}</span>
        </Badge>
        {type === 'email' ? null : <span className="max-w-full truncate">{typeWord(type)}</span>}
        <span className="ml-auto">
          <When at={updatedAt} />
        </span>
      </p>
    </article>
  );
});

function Whose({ tone, name }: { tone: 'purple' | 'green'; name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Dot tone={tone} className="size-1.5" />
      <span className="truncate">{name || 'Unknown'}</span>
    </span>
  );
}

/** The same widths as the grid's own. */
const widths = [
  { query: '(min-width: 80rem)', columns: 3 },
  { query: '(min-width: 40rem)', columns: 2 },
];

function useColumns(): number {
  return useSyncExternalStore(
    (changed) => {
      const lists = widths.map(({ query }) => window.matchMedia(query));
      for (const list of lists) list.addEventListener('change', changed);
      return () => {
        for (const list of lists) list.removeEventListener('change', changed);
      };
    },
    () => widths.find(({ query }) => window.matchMedia(query).matches)?.columns ?? 1,
  );
}
