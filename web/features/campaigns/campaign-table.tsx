import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef } from 'react';
import { statusWord, typeWord } from '../../components/campaign-words.ts';
import { When } from '../../components/when.tsx';
import { usePlace, useScreenParam } from '../../place.ts';
import { Badge } from '../../ui/badge.tsx';
import { Cell, Column, Row, Table } from '../../ui/table.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { CampaignMenu } from './campaign-menu.tsx';
import type { Sort } from './list-view.ts';
import type { CampaignRow, useCampaignRows } from './use-campaign-rows.ts';
import { statusTone } from './words.ts';

interface TableProps {
  found: ReturnType<typeof useCampaignRows>;
  sort: Sort;
  setSort: (sort: Sort) => void;
}

export function CampaignTable({ found, sort, setSort }: TableProps) {
  const { rows, hasMore, isFetching, loadMore } = found;
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useVirtualRows({
    count: rows.length,
    container: body,
    estimate: 57,
    keyOf: (index) => rows[index]?.campaign.id ?? String(index),
  });
  const wantsMore = virtual.nearEnd && hasMore && !isFetching;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);
  const sortable = (field: 'name' | 'updatedAt') => ({
    sorted:
      sort === field
        ? ('ascending' as const)
        : sort === `-${field}`
          ? ('descending' as const)
          : ('none' as const),
    onSort: () => setSort(sort === field ? `-${field}` : sort === `-${field}` ? field : first[field]),
  });
  return (
    <Table label="Campaigns" aria-rowcount={hasMore ? -1 : rows.length + 1} className="min-w-190 table-fixed">
      <thead>
        <tr aria-rowindex={1}>
          <Column {...sortable('name')} className="w-[34%]">
            Name and subject
          </Column>
          <Column>Persona</Column>
          <Column>Account</Column>
          <Column className="w-36">Status</Column>
          <Column {...sortable('updatedAt')} className="w-30">
            Changed
          </Column>
          <Column className="w-12">
            <span className="sr-only">More</span>
          </Column>
        </tr>
      </thead>
      <tbody ref={body}>
        <Room height={virtual.before} />
        {virtual.rows.map(({ index, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Row key={key} ref={virtual.measure} data-index={index} aria-rowindex={index + 2}>
              <Cells row={row} />
            </Row>
          );
        })}
        <Room height={virtual.after} />
      </tbody>
    </Table>
  );
}

/** Drawn once for a row, however the table scrolls. */
const Cells = memo(function Cells({ row }: { row: CampaignRow }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { campaign, persona, account } = row;
  return (
    <>
      <Cell>
        <Link
          to={paths.campaign(companyId, campaign.id)}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {campaign.name}
        </Link>
        <span className="block truncate text-ink-muted text-sm">{campaign.subject || 'No subject'}</span>
      </Cell>
      <Cell className="truncate">{persona}</Cell>
      <Cell className="truncate">{account}</Cell>
      <Cell>
        <Badge tone={statusTone(campaign.status)}>
          <span className="truncate">{statusWord(campaign.status)}</span>
        </Badge>
        {campaign.type === 'email' ? null : (
          <span className="block truncate text-ink-muted text-xs">{typeWord(campaign.type)}</span>
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-ink-muted">
        <When at={campaign.updatedAt} />
      </Cell>
      <Cell className="py-1 pr-1 pl-0 text-right">
        <CampaignMenu campaign={campaign} />
      </Cell>
    </>
  );
});

/** Where a press on a column begins: names from A, dates from the newest. */
const first = { name: 'name', updatedAt: '-updatedAt' } as const;

/** The room of rows that are out of sight. */
function Room({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={6} style={{ height }} />
    </tr>
  );
}
