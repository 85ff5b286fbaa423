import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

export interface VirtualRowsOptions {
  count: number;
  /** What the rows stand in: how far down the page it begins. */
  container: RefObject<HTMLElement | null>;
  /** A first guess of the height of a row in pixels; each is measured when it is drawn. */
  estimate: number;
  gap?: number;
  keyOf: (index: number) => string;
}

/** Of many rows that scroll with the page, those in sight, with the room that the others would take. */
export function useVirtualRows({ count, container, estimate, gap = 0, keyOf }: VirtualRowsOptions) {
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = container.current?.getBoundingClientRect().top ?? 0;
    setScrollMargin(Math.round(top + window.scrollY));
  }, [container]);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    gap,
    overscan: Math.ceil(beyondPixels / estimate),
    scrollMargin,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    measure: virtual.measureElement,
    before: first === undefined ? 0 : first.start - scrollMargin,
    after: last === undefined ? 0 : virtual.getTotalSize() + scrollMargin - last.end,
    /** The end is near: whatever comes next is wanted. */
    nearEnd: last === undefined || last.index >= count - nearEndRows,
  };
}

const nearEndRows = 20;
/** Drawn beyond what is in sight: enough for a frame of fast scrolling, and no more to lay out than that. */
const beyondPixels = 400;
