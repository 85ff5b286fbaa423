import type { Regeneration } from '@blossomer/contract';
import { parsePointer, pointer as pointerOf, valueAt } from '@blossomer/json';
import { equal } from '@blossomer/merge';
import { withValue } from '../../data/fields.ts';
import { fieldName } from '../field-names.ts';
import { shortText } from '../short-text.ts';

/**
 * One place in which a new generation and the document differed: what it has since, and the other text that it could have.
 * Items of lists are found by their id, so a place stays right while others are chosen, moved or deleted. Pure.
 */
export interface Change {
  pointer: string;
  id: string | undefined;
  has: unknown;
  other: unknown;
}

export function takenChanges({ taken }: Regeneration): Change[] {
  return taken
    .filter(isShown)
    .map(({ pointer, id, before, after }) => ({ pointer, id, has: after, other: before }));
}

export function keptChanges({ kept }: Regeneration): Change[] {
  return kept
    .filter(isShown)
    .map(({ pointer, id, mine, generated }) => ({ pointer, id, has: mine, other: generated }));
}

/** What a document says of itself and of its making is not what a person decides on. */
function isShown({ pointer }: { pointer: string }): boolean {
  return !/^\/data\/(metadata|schemaVersion|provenance|snapshots|breakdown)(\/|$)/.test(pointer);
}

/** `edited`: neither of the two any more; nothing is offered that would overwrite it. */
export type ChangeState = 'has' | 'other' | 'edited';

export function stateOf(document: unknown, change: Change): ChangeState {
  const now = valueNow(document, change);
  if (isOrder(change)) {
    if (sameOrder(now, change.has)) return 'has';
    return sameOrder(now, change.other) ? 'other' : 'edited';
  }
  if (equal(now, change.has)) return 'has';
  return equal(now, change.other) ? 'other' : 'edited';
}

/** The document with the one text or the other in this place. */
export function chosen<Document>(document: Document, change: Change, choice: 'has' | 'other'): Document {
  const value = choice === 'has' ? change.has : change.other;
  const { list, index } = placeOf(document, change);
  if (isOrder(change))
    return withValue(document, change.pointer, inOrder(valueAt(document, change.pointer), value));
  if (list === null) return withValue(document, change.pointer, value);
  if (index < 0) return value === undefined ? document : withValue(document, `${list.pointer}/-`, value);
  return withValue(document, pointerNow(change, list, index), value);
}

function valueNow(document: unknown, change: Change): unknown {
  const { list, index } = placeOf(document, change);
  if (list === null) return valueAt(document, change.pointer);
  return index < 0 ? undefined : valueAt(document, pointerNow(change, list, index));
}

interface List {
  pointer: string;
  /** Of its item, in the tokens of the place. */
  depth: number;
}

/** The list of the item that the place is or lies in, and where that item is now: -1 is nowhere. */
function placeOf(document: unknown, { pointer, id }: Change): { list: List | null; index: number } {
  if (id === undefined) return { list: null, index: -1 };
  const tokens = parsePointer(pointer);
  const depth = tokens.findLastIndex((token) => /^\d+$/.test(token));
  const list = { pointer: pointerOf(tokens.slice(0, depth)), depth };
  const items = valueAt(document, list.pointer);
  return { list, index: Array.isArray(items) ? items.findIndex((item) => idOf(item) === id) : -1 };
}

function pointerNow({ pointer }: Change, { depth }: List, index: number): string {
  return pointerOf(parsePointer(pointer).with(depth, String(index)));
}

function idOf(item: unknown): string | undefined {
  const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Of a list of items both sides have the same ones, in another order. */
function isOrder({ id, has, other }: Change): boolean {
  const isList = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => idOf(item));
  return id === undefined && isList(has) && isList(other);
}

function idsOf(items: unknown): (string | undefined)[] {
  return Array.isArray(items) ? items.map(idOf) : [];
}

function sameOrder(now: unknown, then: unknown): boolean {
  const [ids, order] = [idsOf(now), idsOf(then)];
  const shared = ids.filter((id) => order.includes(id));
  return equal(
    shared,
    order.filter((id) => ids.includes(id)),
  );
}

/** What came since stays where it is, behind the others. */
function inOrder(now: unknown, order: unknown): unknown {
  if (!Array.isArray(now)) return now;
  const ids = idsOf(order);
  const rank = (item: unknown) => (ids.includes(idOf(item)) ? ids.indexOf(idOf(item)) : ids.length);
  return now.toSorted((one, other) => rank(one) - rank(other));
}

/** "Buying signals: Hires a FinOps lead: title" */
export function changeName(document: unknown, change: Change): string {
  const { list } = placeOf(document, change);
  if (list === null)
    return isOrder(change) ? `${fieldName(change.pointer)}: order` : fieldName(change.pointer);
  const index = placeOf(document, change).index;
  const item = index < 0 ? (change.has ?? change.other) : valueAt(document, `${list.pointer}/${index}`);
  const rest = parsePointer(change.pointer).slice(list.depth + 1);
  const parts = [fieldName(list.pointer), itemName(item)];
  if (rest.length > 0) parts.push(fieldName(pointerOf(rest)).toLowerCase());
  return parts.filter((part) => part !== '').join(': ');
}

function itemName(item: unknown): string {
  if (typeof item !== 'object' || item === null) return '';
  const { title, useCase, label, text } = item as Record<string, unknown>;
  const name = [title, useCase, label, text].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  return shortText(String(name ?? ''));
}
