import type { Campaign } from '@blossomer/contract';
import { useEffect, useMemo } from 'react';
import { useWhole } from '../../components/use-whole.ts';
import { useList } from '../../data/hooks.ts';
import type { ListView } from './list-view.ts';

export interface CampaignRow {
  campaign: Campaign;
  /** As they are called now; as they were called when it was written, where they are not known. */
  account: string;
  persona: string;
}

/**
 * The e-mails of one company. The API's list of campaigns has no filter by company: what belongs to others is taken out
 * here, and pages are read on until there is enough to show.
 */
export function useCampaignRows(companyId: string, view: ListView) {
  const accounts = useWhole(useList('account', { companyId, fields: 'summary', sort: 'name', limit: 200 }));
  const personas = useWhole(useList('persona', { fields: 'summary', sort: 'name', limit: 200 }));
  const accountNames = useMemo(
    () => new Map(accounts.items.map(({ id, name }) => [id, name])),
    [accounts.items],
  );
  const ofCompany = useMemo(
    () => personas.items.filter(({ accountId }) => accountNames.has(accountId)),
    [personas.items, accountNames],
  );
  const personaNames = useMemo(() => new Map(ofCompany.map(({ id, name }) => [id, name])), [ofCompany]);
  const list = useList('campaign', queryOf(view));
  const rows = useMemo(
    () =>
      list.items
        .filter(({ accountId }) => accountNames.has(accountId))
        .map((campaign): CampaignRow => {
          const { account, persona } = campaign.data.snapshots ?? {};
          return {
            campaign,
            account: accountNames.get(campaign.accountId) ?? account?.name ?? '',
            persona: personaNames.get(campaign.personaId) ?? persona?.name ?? '',
          };
        }),
    [list.items, accountNames, personaNames],
  );
  const { hasMore, isFetching, error, loadMore } = list;
  const wantsMore = hasMore && !isFetching && error === null && rows.length < firstRows;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);
  return {
    rows,
    accounts: accounts.items,
    personas: ofCompany,
    isLoading: list.isLoading || accounts.isLoading || (rows.length === 0 && hasMore && error === null),
    error: list.error ?? accounts.error,
    hasMore,
    isFetching,
    loadMore,
    refresh: list.refresh,
  };
}

/** As many as fill the largest screen. */
const firstRows = 60;

function queryOf({ q, accountId, personaId, type, status, sort }: ListView) {
  const filters = Object.entries({ q: q.trim(), accountId, personaId, type, status }).filter(
    ([, value]) => value !== '',
  );
  return { sort, limit: 100, ...Object.fromEntries(filters) };
}
