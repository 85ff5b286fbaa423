import { Link } from '@tanstack/react-router';
import { memo, useRef } from 'react';
import { PriorityBadge } from '../../components/priority-badge.tsx';
import { columnStyles, useColumns } from '../../components/use-columns.ts';
import { useMoreNearEnd } from '../../components/use-more-near-end.ts';
import { usePlace } from '../../place.ts';
import { Dot } from '../../ui/badge.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { factsOf, signalWords } from './account-facts.ts';
import type { AccountRow, AccountRows } from './account-results.tsx';

/** As many beside each other as there is room for; only those in sight are in the page. */
export function AccountCards({ rows, companyId }: { rows: AccountRows; companyId: string }) {
  const { paths } = usePlace();
  const { items, hasMore } = rows;
  const columns = useColumns();
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtualRows({
    count: Math.ceil(items.length / columns),
    container: list,
    estimate: 132,
    gap: 12,
    keyOf: (line) => items[line * columns]?.id ?? String(line),
  });
  useMoreNearEnd(rows, virtual.nearEnd);
  return (
    <div style={{ paddingTop: virtual.before, paddingBottom: virtual.after }}>
      <ul ref={list} aria-label="Accounts" className="grid grid-cols-1 gap-3">
        {virtual.rows.map(({ index, key }) => (
          <li key={key} ref={virtual.measure} data-index={index}>
            <ul className={columnStyles}>
              {items.slice(index * columns, (index + 1) * columns).map((account, place) => (
                <li
                  key={account.id}
                  aria-setsize={hasMore ? -1 : items.length}
                  aria-posinset={index * columns + place + 1}
                  className="min-w-0"
                >
                  <AccountCard account={account} to={paths.account(companyId, account.id)} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

const AccountCard = memo(function AccountCard({ account, to }: { account: AccountRow; to: string }) {
  const { description, industry, signals } = factsOf(account);
  return (
    <article className="relative flex h-full flex-col gap-1.5 rounded-lg border border-line bg-surface px-4 py-3 shadow-card hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <div className="flex items-start gap-2">
        <Dot tone="green" className="mt-2" />
        <h2 className="min-w-0 flex-1 break-words font-medium leading-6">
          <Link to={to} className="outline-none after:absolute after:inset-0">
            {account.name}
          </Link>
        </h2>
        <PriorityBadge signals={signals} />
      </div>
      <p className="line-clamp-2 min-h-[2lh] text-ink-muted text-sm">{description || 'No description yet'}</p>
      <p className="mt-auto flex items-center justify-between gap-3 text-ink-faint text-xs">
        <span className="truncate">{industry.slice(0, 3).join(', ')}</span>
        <span className="shrink-0">{signalWords(signals)}</span>
      </p>
    </article>
  );
});
