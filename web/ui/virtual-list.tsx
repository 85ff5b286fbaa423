import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { classNames } from './class-names.ts';

export interface VirtualListProps<Item> {
  label: string;
  items: readonly Item[];
  idOf: (item: Item) => string;
  /** A first guess of the height of an item in pixels; each is measured when it is drawn. */
  estimate: number;
  gap?: number;
  children: (item: Item, index: number) => ReactNode;
  /** Its height: it scrolls within itself. */
  className?: string;
}

/** Ten thousand items, of which only those in sight are in the page. */
export function VirtualList<Item>({
  label,
  items,
  idOf,
  estimate,
  gap = 0,
  children,
  className,
}: VirtualListProps<Item>) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
    gap,
    overscan: 8,
  });
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={classNames('overflow-y-auto', className)}
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(item, index)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
