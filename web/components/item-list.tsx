import { Plus, Trash2 } from 'lucide-react';
import { memo, type ReactNode, useRef } from 'react';
import { uuidv7 } from 'uuidv7';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { SortableList } from '../ui/sortable-list.tsx';
import { withArticle } from './article.ts';
import { type ChangeList, useListAt } from './editing.tsx';
import { shortText } from './short-text.ts';
import { quietControls } from './string-list.tsx';
import { useRowFocus } from './use-row-focus.ts';
import { useUndo } from './use-undo.ts';

interface Identified {
  id: string;
}

export interface ItemListProps<Item extends Identified> {
  pointer: string;
  label: string;
  /** Of one item, such as "buying signal". */
  noun: string;
  nameOf: (item: Item) => string;
  /** What a new one begins with, beside its id. */
  fresh?: Omit<Item, 'id'>;
  /** Shown while there is none. */
  empty: ReactNode;
  children: (row: ItemRow<Item>) => ReactNode;
}

export interface ItemRow<Item> {
  item: Item;
  /** The pointer of the item now, for the faults of its fields. */
  at: string;
  /** Changes these fields of this item alone; `undefined` takes one away. */
  set: (fields: { [Field in keyof Item]?: Item[Field] | undefined }) => void;
  /** Handle, up, down and delete. */
  controls: ReactNode;
}

/** Things of a document in an order, each addressed by its id: what is done to one leaves the others as they are. */
export function ItemList<Item extends Identified>(props: ItemListProps<Item>) {
  return <Items {...props} {...useListAt<Item>(props.pointer)} />;
}

interface ItemsProps<Item extends Identified> extends ItemListProps<Item> {
  items: readonly Item[];
  change: ChangeList<Item>;
}

/** Drawn again only when one of its own items changes, as long as what it is given stays the same. */
const Items = memo(EachItem) as typeof EachItem;

function EachItem<Item extends Identified>(props: ItemsProps<Item>) {
  const { pointer, label, noun, nameOf, fresh, empty, children, items, change } = props;
  const offerUndo = useUndo();
  const place = useRef<HTMLDivElement>(null);
  const focusRow = useRowFocus(place);
  const calledOf = (item: Item) => shortText(nameOf(item)) || `${noun} without a name`;

  function remove(item: Item) {
    const index = items.findIndex(({ id }) => id === item.id);
    focusRow(index);
    change((now) => now.filter(({ id }) => id !== item.id));
    offerUndo(`Deleted: ${calledOf(item)}`, () =>
      change((now) => (now.some(({ id }) => id === item.id) ? now : now.toSpliced(index, 0, item))),
    );
  }

  return (
    <div ref={place}>
      {items.length === 0 ? (
        <div className="mb-3 text-ink-muted">{empty}</div>
      ) : (
        <SortableList
          label={label}
          items={items}
          idOf={({ id }) => id}
          nameOf={calledOf}
          onReorder={(ids) => change((now) => inOrder(now, ids))}
          className="mb-3 gap-3"
        >
          {(item, controls) => (
            <div data-row className="rounded-md border border-line p-3">
              {children({
                item,
                at: `${pointer}/${items.indexOf(item)}`,
                set: (fields) =>
                  change((now) => now.map((one) => (one.id === item.id ? changed(one, fields) : one))),
                controls: (
                  <span className={classNames('inline-flex', quietControls)}>
                    {controls}
                    <IconButton
                      label={`Delete ${calledOf(item)}`}
                      icon={<Trash2 />}
                      size="small"
                      onClick={() => remove(item)}
                    />
                  </span>
                ),
              })}
            </div>
          )}
        </SortableList>
      )}
      <Button
        data-add
        onClick={() => {
          focusRow(items.length);
          change((now) => [...now, { ...fresh, id: uuidv7() } as Item]);
        }}
      >
        <Plus aria-hidden="true" />
        {`Add ${withArticle(noun)}`}
      </Button>
    </div>
  );
}

/** Whatever arrived meanwhile and is not in the order keeps its place at the end. */
function inOrder<Item extends Identified>(now: readonly Item[], ids: readonly string[]): readonly Item[] {
  const known = new Map(now.map((item) => [item.id, item]));
  const ordered = ids.flatMap((id) => known.get(id) ?? []);
  return [...ordered, ...now.filter(({ id }) => !ids.includes(id))];
}

function changed<Item extends Identified>(item: Item, fields: Partial<Record<keyof Item, unknown>>): Item {
  const next: Item = { ...item };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) Reflect.deleteProperty(next, field);
    else Reflect.set(next, field, value);
  }
  return next;
}
