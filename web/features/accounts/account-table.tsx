import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { PriorityBadge } from '../../components/priority-badge.tsx';
import { useMoreNearEnd } from '../../components/use-more-near-end.ts';
import { When } from '../../components/when.tsx';
import { usePlace } from '../../place.ts';
import { Cell, Column, Row, Table } from '../../ui/table.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { factsOf } from './account-facts.ts';
import type { AccountRow, AccountRows } from './account-results.tsx';
import { type AccountSort, useAccountView } from './account-view.ts';

interface AccountTableProps {
  rows: AccountRows;
  companyId: string;
  /** Whole documents: there is more to show of each. */
  isDetailed: boolean;
}

export function AccountTable({ rows, companyId, isDetailed }: AccountTableProps) {
  const { paths } = usePlace();
  const { items, hasMore } = rows;
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useVirtualRows({
    count: items.length,
    container: body,
    estimate: 55,
    keyOf: (index) => items[index]?.id ?? String(index),
  });
  useMoreNearEnd(rows, virtual.nearEnd);
  const columns = isDetailed ? 5 : 2;
  return (
    <Table label="Accounts" aria-rowcount={hasMore ? -1 : items.length + 1} className="min-w-170 table-fixed">
      <Head isDetailed={isDetailed} />
      <tbody ref={body}>
        <Room height={virtual.before} columns={columns} />
        {virtual.rows.map(({ index, key }) => {
          const account = items[index];
          return account === undefined ? null : (
            <Row key={key} ref={virtual.measure} data-index={index} aria-rowindex={index + 2}>
              <Cells account={account} to={paths.account(companyId, account.id)} isDetailed={isDetailed} />
            </Row>
          );
        })}
        <Room height={virtual.after} columns={columns} />
      </tbody>
    </Table>
  );
}

function Head({ isDetailed }: { isDetailed: boolean }) {
  const [{ sort }, setView] = useAccountView();
  const sortable = (ascending: AccountSort | undefined, descending: AccountSort) => ({
    sorted:
      sort === ascending
        ? ('ascending' as const)
        : sort === descending
          ? ('descending' as const)
          : ('none' as const),
    onSort: () => setView({ sort: ascending === undefined || sort === ascending ? descending : ascending }),
  });
  return (
    <thead>
      <tr aria-rowindex={1}>
        <Column {...sortable('name', '-name')}>Name and description</Column>
        {isDetailed ? (
          <>
            <Column {...sortable(undefined, '-priority')} className="w-26">
              Priority
            </Column>
            <Column className="w-40">Industry</Column>
            <Column className="w-24 text-right">Signals</Column>
          </>
        ) : null}
        <Column {...sortable(undefined, '-updatedAt')} className="w-32">
          Changed
        </Column>
      </tr>
    </thead>
  );
}

function Cells({ account, to, isDetailed }: { account: AccountRow; to: string; isDetailed: boolean }) {
  const { description, industry, signals } = factsOf(account);
  return (
    <>
      <Cell>
        <Link to={to} className="block truncate font-medium underline-offset-4 hover:underline">
          {account.name}
        </Link>
        <span className="block truncate text-ink-muted text-sm">{description || 'No description yet'}</span>
      </Cell>
      {isDetailed ? (
        <>
          <Cell>
            <PriorityBadge signals={signals} />
          </Cell>
          <Cell className="truncate text-ink-muted">{industry.join(', ')}</Cell>
          <Cell className="text-right text-ink-muted">{signals?.length ?? ''}</Cell>
        </>
      ) : null}
      <Cell className="whitespace-nowrap text-ink-muted">
        <When at={account.updatedAt} />
      </Cell>
    </>
  );
}

/** The room of rows that are out of sight. */
function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
