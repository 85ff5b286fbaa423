import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Where the focus goes when a list changed: to the row at an index, or to its neighbour when that was the last, or to
 * what adds the first. Rows carry `data-row`, and what adds one `data-add`.
 */
export function useRowFocus(list: RefObject<HTMLElement | null>): (index: number) => void {
  const wanted = useRef<{ index: number } | null>(null);
  useLayoutEffect(() => {
    const place = list.current;
    if (wanted.current === null || place === null) return;
    const rows = [...place.querySelectorAll<HTMLElement>('[data-row]')];
    const row = rows[Math.min(wanted.current.index, rows.length - 1)];
    const field = row?.querySelector<HTMLElement>('input, textarea');
    (field ?? place.querySelector<HTMLElement>('[data-add]'))?.focus();
    wanted.current = null;
  });
  return (index) => {
    wanted.current = { index };
  };
}
