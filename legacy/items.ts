import { type Fields, readFields, type Shape } from './fields.ts';
import { itemId } from './ids.ts';
import { claimAt, keepAside, place } from './keep.ts';
import { type List, openList } from './open-list.ts';
import { carriedItem, type ItemSchema } from './overlay.ts';
import { canonical, isPlain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { aside } from './shapes.ts';
import { itemIdKey, type Path, put, valueIn } from './sketch.ts';
import {
  claimAbsent,
  elementsOf,
  isBlank,
  isObject,
  type JsonObject,
  memberOf,
  type Spot,
  saysNothing,
} from './spot.ts';
import { textAt } from './text-at.ts';

export interface ItemParts {
  fields: Fields;
  /** Where an export of ours may say more of an item than the old shape can (`_gtm`). */
  schema?: ItemSchema;
  /** Members that tell one item from the others, the best first: an id made of them survives edits of the rest. */
  toldBy: readonly string[];
  /** The field for an item that is a bare text. */
  textIn: string;
  /** A text without which the contract takes no item. */
  needs?: string;
}

/** A list whose items a person edits one by one: each gets an id that is the same at every import. */
export function items(parts: ItemParts): Shape {
  return (spot, reading, path) => {
    if (!Array.isArray(spot.value) || isBlank(spot.value)) aside(spot, reading);
    else itemsFrom(elementsOf(spot), parts, reading, path);
  };
}

/** A list whose items stand in different places of the source. */
export function itemsFrom(elements: readonly Spot[], parts: ItemParts, reading: Reading, path: Path): void {
  const list = { ...parts, ...openList(reading, path), used: new Set<string>(), occurrences: new Map() };
  for (const [index, element] of elements.entries()) readItem(element, index, list);
}

/** The id of an item that brings its own; `items` has put it in place, if it can be one. */
export function ownId(spot: Spot, reading: Reading, path: Path): void {
  if (valueIn(reading.sketch, path) === spot.value) claimAt(spot, reading.sketch, path, 'stored');
  else aside(spot, reading);
}

interface ItemList extends ItemParts, List {
  readonly used: Set<string>;
  readonly occurrences: Map<string, number>;
}

function readItem(element: Spot, index: number, list: ItemList): void {
  const { value } = element;
  if (saysNothing(value)) claimAbsent(element);
  else if (!isItem(value, list)) keepAside(element, list.reading);
  else placeItem(element, value, index, list);
}

function isItem(value: unknown, { needs }: ItemParts): value is string | JsonObject {
  return typeof value === 'string' || (isObject(value) && (needs === undefined || isText(value[needs])));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function placeItem(element: Spot, value: string | JsonObject, index: number, list: ItemList): void {
  const { reading, path, known, isNew, textIn } = list;
  const id = idOf(element, value, list);
  const item = [...path, known.get(id) ?? known.size];
  if (isNew && !known.has(id)) {
    known.set(id, known.size);
    reading.sketch.itemIds.set(itemIdKey(path, index), id);
    put(reading.sketch, [...item, 'id'], id);
  }
  if (!known.has(id)) keepAside(element, reading, 'conflict-kept-both');
  else if (isObject(value)) readFields(element, reading, list.fields, item);
  else place(element, reading, [...item, textIn]);
}

function idOf(element: Spot, value: string | JsonObject, list: ItemList): string {
  const carried = carriedItem(element, list.schema);
  const overlaid = carried === undefined ? undefined : memberOf(element, '_gtm');
  if (overlaid !== undefined) list.reading.carriedItems.add(overlaid);
  const own = carried ?? (typeof value === 'string' ? undefined : value.id);
  const id = isItemId(own) && !list.used.has(own) ? own : madeId(value, list);
  list.used.add(id);
  return id;
}

function isItemId(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 200 && isPlain(value);
}

function madeId(value: string | JsonObject, list: ItemList): string {
  const { reading, path, toldBy, used, occurrences } = list;
  const fingerprint = typeof value === 'string' ? value : (textAt(value, ...toldBy) ?? canonical(value));
  for (;;) {
    const occurrence = occurrences.get(fingerprint) ?? 0;
    occurrences.set(fingerprint, occurrence + 1);
    const id = itemId(reading.sketch.id, String(path.at(-1)), fingerprint, occurrence);
    if (!used.has(id)) return id;
  }
}
