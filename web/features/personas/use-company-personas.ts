import type { Persona } from '@blossomer/contract';
import { useMemo } from 'react';
import { useWhole } from '../../components/use-whole.ts';
import { useList } from '../../data/hooks.ts';
import type { Summaries } from '../../workspace/kinds.ts';
import { type PersonaView, personaQuery } from './persona-view.ts';

export interface AccountGroup {
  account: Summaries['account'];
  personas: readonly Persona[];
}

/** The personas of one company, by account. All pages are read so that no group is shown in part. */
export function useCompanyPersonas(companyId: string, view: PersonaView) {
  const accounts = useWhole(useList('account', { companyId, fields: 'summary', sort: 'name', limit: 200 }));
  const personas = useWhole(useList('persona', { companyId, ...personaQuery(view), limit: 100 }));
  const groups = useMemo(() => {
    const byAccount = new Map<string, Persona[]>();
    for (const persona of personas.items) {
      byAccount.set(persona.accountId, [...(byAccount.get(persona.accountId) ?? []), persona]);
    }
    return accounts.items.map(
      (account): AccountGroup => ({ account, personas: byAccount.get(account.id) ?? [] }),
    );
  }, [accounts.items, personas.items]);
  return {
    accounts: accounts.items,
    /** Every account of the company, those without a persona too, in the order of their names. */
    groups,
    isLoading: accounts.isLoading || personas.isLoading,
    isWhole: !accounts.hasMore && !personas.hasMore,
    error: accounts.error ?? personas.error,
    refresh: () => {
      accounts.refresh();
      personas.refresh();
    },
  };
}
