import type { Account } from '@blossomer/contract';
import { type ReactNode, useMemo } from 'react';
import { Failed } from '../../components/failed.tsx';
import { GenerateAccount } from '../../components/generation/generate-account.tsx';
import { type Listed, useList } from '../../data/hooks.ts';
import { useLayout } from '../../preferences.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import type { Summaries } from '../../workspace/kinds.ts';
import { AccountCards } from './account-cards.tsx';
import { AccountTable } from './account-table.tsx';
import { type AccountView, accountQuery } from './account-view.ts';

/** A row of a long list is a summary until its document is known. */
export type AccountRow = Account | Summaries['account'];
export type AccountRows = Listed<AccountRow>;

interface AccountResultsProps {
  companyId: string;
  view: AccountView;
  setView: (change: Record<string, string>) => void;
  icon: ReactNode;
  onAdd: () => void;
}

const detailedMax = 100;
const pageMax = 200;

/** As long as there are not many, whole documents: they show more, and open at once. */
export function AccountResults(props: AccountResultsProps) {
  const { companyId, view, setView, icon, onAdd } = props;
  const list = useList('account', { ...accountQuery(companyId, view), limit: detailedMax });
  const { items, isLoading, error, hasMore, refresh } = list;
  if (isLoading) return <ListSkeleton />;
  if (error && items.length === 0) return <Failed error={error} retry={refresh} />;
  if (items.length === 0 && view.q.trim() === '' && view.priority === undefined) {
    return (
      <EmptyState
        icon={icon}
        title="No account yet"
        actions={
          <>
            <GenerateAccount companyId={companyId} label="Generate the first account" variant="primary" />
            <Button onClick={onAdd}>Add the first account</Button>
          </>
        }
      >
        Begin with the segment that you would bet on: the customers who needed it most, described so that more
        of them can be found.
      </EmptyState>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        title="No account matches"
        actions={<Button onClick={() => setView({ q: '', priority: '' })}>Show all</Button>}
      >
        Nothing in this company has all of what is asked for above.
      </EmptyState>
    );
  }
  return hasMore ? (
    <ManyAccounts first={list} companyId={companyId} view={view} />
  ) : (
    <Found rows={list} companyId={companyId} isDetailed />
  );
}

function ManyAccounts(props: { first: Listed<Account>; companyId: string; view: AccountView }) {
  const { first, companyId, view } = props;
  const summaries = useList('account', {
    ...accountQuery(companyId, view),
    fields: 'summary',
    limit: pageMax,
  });
  const rows = useMemo(() => {
    const known = summaries.isLoading || summaries.items.length === 0 ? first.items : summaries.items;
    return { ...summaries, items: known as readonly AccountRow[] };
  }, [summaries, first.items]);
  return <Found rows={rows} companyId={companyId} />;
}

function Found(props: { rows: AccountRows; companyId: string; isDetailed?: boolean }) {
  const { rows, companyId, isDetailed = false } = props;
  const [layout] = useLayout();
  const { length } = rows.items;
  const count = length.toLocaleString('en');
  return (
    <>
      <p role="status" data-numbers className="mb-2 text-ink-muted text-sm">
        {rows.hasMore
          ? `The first ${count}; more come as you scroll`
          : length === 1
            ? '1 account'
            : `${count} accounts`}
      </p>
      {layout === 'table' ? (
        <AccountTable rows={rows} companyId={companyId} isDetailed={isDetailed} />
      ) : (
        <AccountCards rows={rows} companyId={companyId} />
      )}
    </>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the accounts" className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
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
