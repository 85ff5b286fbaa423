import { useMemo } from 'react';
import { useWhole } from '../../components/use-whole.ts';
import { useList } from '../../data/hooks.ts';
import type { Summaries } from '../../workspace/kinds.ts';
import type { ListView } from './list-view.ts';

export type CampaignSummary = Summaries['campaign'];

export interface CampaignRow {
  campaign: CampaignSummary;
  /** As they are called now. */
  account: string;
  persona: string;
}

/** The e-mails of one company, a page at a time, with the names of those they are written to. */
export function useCampaignRows(companyId: string, view: ListView) {
  const names = { companyId, fields: 'summary', sort: 'name', limit: 200 } as const;
  const accounts = useWhole(useList('account', names));
  const personas = useWhole(useList('persona', names));
  const list = useList('campaign', { companyId, ...queryOf(view), fields: 'summary' });
  const rows = useMemo(() => {
    const accountNames = namesOf(accounts.items);
    const personaNames = namesOf(personas.items);
    return list.items.map(
      (campaign): CampaignRow => ({
        campaign,
        account: accountNames.get(campaign.accountId) ?? '',
        persona: personaNames.get(campaign.personaId) ?? '',
      }),
    );
  }, [list.items, accounts.items, personas.items]);
  const { isLoading, hasMore, isFetching, loadMore, refresh } = list;
  return {
    ...{ rows, isLoading, hasMore, isFetching, loadMore, refresh },
    accounts: accounts.items,
    personas: personas.items,
    error: list.error ?? accounts.error,
  };
}

function namesOf(rows: readonly { id: string; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function queryOf({ q, accountId, personaId, type, status, sort }: ListView) {
  const filters = Object.entries({ q: q.trim(), accountId, personaId, type, status }).filter(
    ([, value]) => value !== '',
  );
  return { sort, limit: 100, ...Object.fromEntries(filters) };
}
