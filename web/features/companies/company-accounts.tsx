import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { GenerateAccount } from '../../components/generation/generate-account.tsx';
import { NewAccountDialog } from '../../components/new-account-dialog.tsx';
import { useList } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';

const shownMax = 10;
const countedMax = 200;

/** The accounts of the company on screen, the most urgent first, with what is below each. */
export function CompanyAccounts({ companyId }: { companyId: string }) {
  const { paths } = usePlace();
  const [adding, setAdding] = useState(false);
  const { items, isLoading, error, hasMore, refresh } = useList('account', {
    companyId,
    fields: 'summary',
    sort: '-priority',
    limit: countedMax,
  });
  const countOf = useCountsBelow(companyId);
  return (
    <Card aria-labelledby="accounts-heading" className="lg:sticky lg:top-4">
      <CardHeader
        title={
          <span id="accounts-heading" className="inline-flex items-center gap-2">
            <Dot tone="green" />
            Accounts
          </span>
        }
        description={isLoading ? undefined : countWords(items.length, hasMore)}
        actions={<IconButton label="New account" icon={<Plus />} onClick={() => setAdding(true)} />}
      />
      <CardBody>
        {isLoading ? <RowsSkeleton /> : null}
        {error && items.length === 0 ? <Failed error={error} retry={refresh} /> : null}
        {items.length === 0 && !isLoading && !error ? (
          <>
            <p className="text-ink-muted">
              An account is a kind of company worth selling to: with filters that find such companies, and
              signals that say when.
            </p>
            <div className="mt-3 flex flex-wrap gap-2">
              <GenerateAccount companyId={companyId} label="Generate the first account" variant="primary" />
              <Button onClick={() => setAdding(true)}>
                <Plus aria-hidden="true" />
                Add the first account
              </Button>
            </div>
          </>
        ) : null}
        <ul className="-mx-2">
          {items.slice(0, shownMax).map(({ id, name }) => (
            <li key={id}>
              <Link to={paths.account(companyId, id)} className="block rounded-md px-2 py-1.5 hover:bg-hover">
                <span className="block font-medium">{name}</span>
                <span className="block text-ink-muted text-sm">{countOf(id)}</span>
              </Link>
            </li>
          ))}
        </ul>
        {items.length > 0 ? (
          <Link
            to={paths.accounts(companyId)}
            className="mt-2 inline-block text-link underline-offset-4 hover:underline"
          >
            {items.length > shownMax ? 'All accounts' : 'To the accounts'}
          </Link>
        ) : null}
      </CardBody>
      <NewAccountDialog companyId={companyId} open={adding} onOpenChange={setAdding} />
    </Card>
  );
}

/** How many personas and e-mails an account has; nothing is said where there are more than are counted here. */
function useCountsBelow(companyId: string): (accountId: string) => string {
  const personas = useList('persona', { companyId, fields: 'summary', limit: countedMax });
  const campaigns = useList('campaign', { companyId, fields: 'summary', limit: countedMax });
  const isKnown = ![personas, campaigns].some(
    ({ isLoading, hasMore, error }) => isLoading || hasMore || error,
  );
  const counts = useMemo(
    () => ({ personas: countedBy(personas.items), campaigns: countedBy(campaigns.items) }),
    [personas.items, campaigns.items],
  );
  return (id) => {
    if (!isKnown) return '';
    const [some, mails] = [counts.personas.get(id) ?? 0, counts.campaigns.get(id) ?? 0];
    return `${some === 1 ? '1 persona' : `${some} personas`}, ${mails === 1 ? '1 campaign' : `${mails} campaigns`}`;
  };
}

function countedBy(rows: readonly { accountId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { accountId } of rows) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return counts;
}

function countWords(count: number, hasMore: boolean): string {
  if (hasMore) return `More than ${count}`;
  return count === 0 ? 'None yet' : count === 1 ? '1 account' : `${count} accounts`;
}

function RowsSkeleton() {
  return (
    <Loading label="Loading the accounts">
      <Skeleton className="w-4/5" />
      <Skeleton className="mt-2 w-1/2" />
      <Skeleton className="mt-4 w-3/5" />
    </Loading>
  );
}
