import type { EntityKind } from '@blossomer/contract';
import { useEffect, useRef, useState } from 'react';
import { useList } from '../../data/hooks.ts';

/** A row of the results: a document of any kind. */
export interface Found {
  kind: EntityKind;
  id: string;
  name: string;
  description: string | null;
  updatedAt: string;
}

export interface FoundGroups {
  groups: { kind: EntityKind; items: Found[] }[];
  isLoading: boolean;
  /** Of the first kind that could not be searched. */
  error: Error | null;
  refresh(): void;
}

/** Over everything of this person. While the next answer is on its way, the last one stays. */
export function useFound(typed: string): FoundGroups {
  const query = { q: typed.slice(0, 200), fields: 'summary', sort: '-updatedAt', limit: shownMax } as const;
  return useGroups({
    company: useList('company', query),
    account: useList('account', query),
    persona: useList('persona', query),
    campaign: useList('campaign', query),
  });
}

/** What was changed last, of any kind. */
export function useRecent(): { items: Found[]; isLoading: boolean } {
  const query = { fields: 'summary', sort: '-updatedAt', limit: shownMax } as const;
  const { groups, isLoading } = useGroups({
    company: useList('company', query),
    account: useList('account', query),
    persona: useList('persona', query),
    campaign: useList('campaign', query),
  });
  const items = groups.flatMap((group) => group.items);
  return {
    isLoading,
    items: items.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1)).slice(0, shownMax),
  };
}

const shownMax = 6;

interface OneList {
  items: readonly Omit<Found, 'kind'>[];
  isLoading: boolean;
  error: Error | null;
  refresh(): void;
}

function useGroups(lists: Record<EntityKind, OneList>): FoundGroups {
  const all = Object.entries(lists) as [EntityKind, OneList][];
  const isLoading = all.some(([, list]) => list.isLoading);
  const groups = all
    .map(([kind, { items }]) => ({ kind, items: items.map((item) => ({ ...item, kind })) }))
    .filter(({ items }) => items.length > 0);
  const last = useRef(groups);
  useEffect(() => {
    if (!isLoading) last.current = groups;
  });
  return {
    groups: isLoading ? last.current : groups,
    isLoading,
    error: all.find(([, { error }]) => error !== null)?.[1].error ?? null,
    refresh: () => {
      for (const [, { error, refresh }] of all) if (error !== null) refresh();
    },
  };
}

/** The value once it has rested. */
export function useRested(value: string, milliseconds: number): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}
