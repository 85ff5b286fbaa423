import { useSyncExternalStore } from 'react';

/** How many cards stand beside each other; the same widths as `sm:grid-cols-2 xl:grid-cols-3`. */
const widths = [
  { query: '(min-width: 80rem)', columns: 3 },
  { query: '(min-width: 40rem)', columns: 2 },
];

export const columnStyles = 'grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3';

export function useColumns(): number {
  return useSyncExternalStore(subscribe, columnsNow);
}

function subscribe(changed: () => void): () => void {
  const lists = widths.map(({ query }) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}

function columnsNow(): number {
  return widths.find(({ query }) => window.matchMedia(query).matches)?.columns ?? 1;
}
