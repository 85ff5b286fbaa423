import { useMemo } from 'react';
import { useWhole } from '../../components/use-whole.ts';
import { useDocument, useList } from '../../data/hooks.ts';
import { type MapNode, treeOf } from './map-tree.ts';

export interface MapOfCompany {
  tree: MapNode | null;
  isLoading: boolean;
  isMissing: boolean;
  error: Error | null;
  refresh(): void;
}

/** Reads everything below the company. */
export function useMap(companyId: string): MapOfCompany {
  const whole = { companyId, fields: 'summary', sort: 'name', limit: 200 } as const;
  const company = useDocument('company', companyId);
  const accounts = useWhole(useList('account', whole));
  const personas = useWhole(useList('persona', whole));
  const campaigns = useWhole(useList('campaign', whole));
  const { document } = company;
  const tree = useMemo(
    () =>
      document === undefined
        ? null
        : treeOf({
            company: { id: document.id, name: document.name, description: document.data.description },
            accounts: accounts.items,
            personas: personas.items,
            campaigns: campaigns.items,
          }),
    [document, accounts.items, personas.items, campaigns.items],
  );
  const lists = [accounts, personas, campaigns];
  return {
    tree,
    isMissing: company.isMissing,
    isLoading: company.isLoading || lists.some(({ isLoading, hasMore }) => isLoading || hasMore),
    error: company.error ?? lists.find(({ error }) => error !== null)?.error ?? null,
    refresh: () => {
      company.refresh();
      for (const { refresh } of lists) refresh();
    },
  };
}
