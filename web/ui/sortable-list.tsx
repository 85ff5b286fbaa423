import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

export interface SortableListProps<Item> {
  label: string;
  items: readonly Item[];
  idOf: (item: Item) => string;
  /** What an item is called in the names of its buttons and in what is announced. */
  nameOf: (item: Item) => string;
  /** Called with every id, in the new order. */
  onReorder: (ids: string[]) => void;
  /** Draws an item; where `controls` go (handle, up, down) is its own choice. */
  children: (item: Item, controls: ReactNode) => ReactNode;
  className?: string;
}

/**
 * Three ways to put things in order: drag the handle; Space on the handle, then arrows, then Space; the buttons up and
 * down. Each is announced with the new position.
 */
export function SortableList<Item>(props: SortableListProps<Item>) {
  const { label, items, idOf, nameOf, onReorder, children, className } = props;
  const ids = items.map(idOf);
  const [spoken, setSpoken] = useState('');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const nameOfId = (id: UniqueIdentifier) => {
    const item = items[ids.indexOf(String(id))];
    return item === undefined ? '' : nameOf(item);
  };

  function move(from: number, to: number) {
    if (from === to || from < 0 || to < 0 || to >= ids.length) return;
    onReorder(arrayMove(ids, from, to));
  }

  function onDragEnd({ active, over }: DragEndEvent) {
    if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{
        announcements: announcementsOf(nameOfId, (id) => place(ids.indexOf(String(id)), ids.length)),
        screenReaderInstructions: { draggable: instructions },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul aria-label={label} className={classNames('flex flex-col', className)}>
          {items.map((item, index) => (
            <SortableItem
              key={idOf(item)}
              id={idOf(item)}
              name={nameOf(item)}
              first={index === 0}
              last={index === items.length - 1}
              onMove={(step) => {
                move(index, index + step);
                setSpoken(`${nameOf(item)} moved to ${place(index + step, items.length)}`);
              }}
            >
              {(controls) => children(item, controls)}
            </SortableItem>
          ))}
        </ul>
      </SortableContext>
      <span aria-live="polite" className="sr-only">
        {spoken}
      </span>
    </DndContext>
  );
}

const instructions =
  'Press Space to pick this up, the arrow keys to move it, Space again to put it down, Escape to leave it where it was.';

function place(index: number, count: number): string {
  return `position ${index + 1} of ${count}`;
}

function announcementsOf(
  nameOf: (id: UniqueIdentifier) => string,
  placeOf: (id: UniqueIdentifier) => string,
): Announcements {
  // Above its own place, at the beginning too: dnd-kit tells that right after the start, and one sentence must do.
  const held = (id: UniqueIdentifier) => `${nameOf(id)} is picked up, at ${placeOf(id)}`;
  return {
    onDragStart: ({ active }) => held(active.id),
    onDragOver: ({ active, over }) => {
      if (!over) return undefined;
      return over.id === active.id ? held(active.id) : `${nameOf(active.id)} is at ${placeOf(over.id)}`;
    },
    onDragEnd: ({ active, over }) =>
      `${nameOf(active.id)} was put down${over ? ` at ${placeOf(over.id)}` : ''}`,
    onDragCancel: ({ active }) => `${nameOf(active.id)} stays where it was`,
  };
}

interface SortableItemProps {
  id: string;
  name: string;
  first: boolean;
  last: boolean;
  onMove: (step: -1 | 1) => void;
  children: (controls: ReactNode) => ReactNode;
}

function SortableItem({ id, name, first, last, onMove, children }: SortableItemProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id });
  const item = useRef<HTMLLIElement | null>(null);
  const pressed = useRef<-1 | 1 | null>(null);

  // Moving an element in the page takes its focus away; at an end of the list the other button takes over.
  useLayoutEffect(() => {
    if (pressed.current === null) return;
    const up = (pressed.current === -1 && !first) || last;
    pressed.current = null;
    item.current?.querySelector<HTMLButtonElement>(up ? '[data-move="up"]' : '[data-move="down"]')?.focus();
  });

  const press = (step: -1 | 1) => {
    pressed.current = step;
    onMove(step);
  };
  const controls = (
    <span className="inline-flex shrink-0 items-center">
      <IconButton
        ref={setActivatorNodeRef}
        label={`Drag ${name}`}
        icon={<GripVertical />}
        size="small"
        className="cursor-grab touch-none active:cursor-grabbing"
        {...attributes}
        {...listeners}
      />
      <IconButton
        label={`Move ${name} up`}
        icon={<ArrowUp />}
        size="small"
        disabled={first}
        data-move="up"
        onClick={() => press(-1)}
      />
      <IconButton
        label={`Move ${name} down`}
        icon={<ArrowDown />}
        size="small"
        disabled={last}
        data-move="down"
        onClick={() => press(1)}
      />
    </span>
  );
  return (
    <li
      ref={(element) => {
        item.current = element;
        setNodeRef(element);
      }}
      style={{
        transform: transform
          ? `translate3d(${Math.round(transform.x)}px, ${Math.round(transform.y)}px, 0)`
          : undefined,
        transition,
      }}
      className={classNames(isDragging && 'relative z-10 rounded-md bg-raised shadow-float')}
    >
      {children(controls)}
    </li>
  );
}
