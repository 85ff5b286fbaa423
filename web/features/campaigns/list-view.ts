import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

const sorts = ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt', 'name', '-name'] as const;
export type Sort = (typeof sorts)[number];

/** What is listed, and in which order: in the address, so that a link and the way back show the same. */
export interface ListView {
  q: string;
  accountId: string;
  personaId: string;
  type: string;
  status: string;
  sort: Sort;
}

export function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = useMemo(() => viewOf(search), [search]);
  const set = useCallback(
    (change: Partial<ListView>) =>
      void navigate({
        to: '.',
        search: searchOf({ ...view, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [view, navigate],
  );
  return [view, set];
}

export function isFiltered({ q, accountId, personaId, type, status }: ListView): boolean {
  return [q.trim(), accountId, personaId, type, status].some((filter) => filter !== '');
}

/** A person may type anything into an address: what is no sort is the usual one. */
export function viewOf(search: Record<string, unknown>): ListView {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    q: word('q').slice(0, queryCharactersMax),
    accountId: word('accountId'),
    personaId: word('personaId'),
    type: word('type'),
    status: word('status'),
    sort: sorts.find((sort) => sort === search.sort) ?? '-updatedAt',
  };
}
const queryCharactersMax = 200;

function searchOf(view: ListView): Record<string, string> {
  return Object.fromEntries(
    Object.entries(view).filter(
      ([name, value]) => value !== '' && !(name === 'sort' && value === '-updatedAt'),
    ),
  );
}
