import { type Priority, priorities } from '@blossomer/contract';
import { oneOf } from '../../components/filter-choices.ts';
import { useAsked } from '../../components/list-search.tsx';

const accountSorts = ['-priority', 'name', '-name', '-updatedAt', '-createdAt', 'createdAt'] as const;
export type AccountSort = (typeof accountSorts)[number];

/** What of the accounts is listed, and in which order. */
export interface AccountView {
  q: string;
  priority: Priority | undefined;
  sort: AccountSort;
}

export function useAccountView(): [AccountView, (change: Record<string, string>) => void] {
  const [asked, set] = useAsked();
  const view = {
    q: asked('q'),
    priority: oneOf(priorities, asked('priority')),
    sort: oneOf(accountSorts, asked('sort')) ?? '-priority',
  };
  return [view, set];
}

/** For the list of the workspace. */
export function accountQuery(companyId: string, { q, priority, sort }: AccountView) {
  const words = q.trim();
  return {
    companyId,
    sort,
    ...(words === '' ? {} : { q: words }),
    ...(priority === undefined ? {} : { priority }),
  };
}
