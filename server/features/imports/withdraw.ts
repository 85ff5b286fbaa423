import { equal, idList, isObject, member, mergeThreeWay } from '@blossomer/merge';
import type { Content } from '../../importing/apply.ts';

/** What a document is without one write. `null`: there is none any more. */
export interface Withdrawn {
  content: Content | null;
  /** Leaves that are as they were before the write. */
  reversed: string[];
  /** Leaves that were changed since and stay. */
  kept: string[];
}

/**
 * Takes one write out of what a document is now. `before` is null where the write made the document: then only what
 * was edited since stays, and with nothing of that the document goes, unless the person has moved it.
 */
export function withdraw(
  after: Content,
  now: Content,
  before: Content | null,
  { isMoved = false } = {},
): Withdrawn {
  const mayGo = before === null && !isMoved;
  if (mayGo && equal(after, now)) return { content: null, reversed: [], kept: [] };
  const { merged, taken, kept } = mergeThreeWay({
    base: after,
    mine: now,
    theirs: before === null ? emptied(after) : hollowed(before, after, now),
  });
  const content = pruned(merged, now, before) as Content;
  if (mayGo && saysNothing(content, after)) return { content: null, reversed: [], kept: [] };
  return { content, reversed: taken, kept };
}

const columnsWhenNew: Record<string, unknown> = { url: '', type: 'email', status: 'draft' };

/** A document of this name that says nothing; lists whose items have ids are merged item by item. */
function emptied({ name, data, ...columns }: Content): Content {
  const own = Object.keys(columns).map((column) => [column, columnsWhenNew[column]]);
  const nothing = (containersOf(data) ?? {}) as Record<string, unknown>;
  return { name, ...Object.fromEntries(own), data: { ...nothing, ...marks(data) } };
}

function marks({ schemaVersion }: Record<string, unknown>): Record<string, unknown> {
  return schemaVersion === undefined ? {} : { schemaVersion };
}

/** What is empty holds nothing, and is a leaf. */
function containersOf(value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  if (idList(value)) return [];
  if (!isObject(value)) return undefined;
  const members = Object.entries(value).map(([key, inner]) => [key, containersOf(inner)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}

/**
 * What was there before, and empty what the write brought and is edited since: what was edited in it stays, and nothing else of
 * it. The merge would keep all of it.
 */
function hollowed(before: unknown, after: unknown, now: unknown): unknown {
  if (equal(after, now)) return before;
  if (before === undefined) return containersOf(after);
  const [items, made, edited] = [idList(before), idList(after), idList(now)];
  if (items && made && edited)
    return [...items].map(([id, { item }]) => hollowed(item, made.get(id)?.item, edited.get(id)?.item));
  if (!isObject(before) || !isObject(after) || !isObject(now)) return before;
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].map(
    (key) => [key, hollowed(member(before, key), member(after, key), member(now, key))] as const,
  );
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}

/** Without the containers that have lost all they held and were not there before. */
function pruned(value: unknown, now: unknown, before: unknown): unknown {
  const items = idList(value);
  if (items) {
    const [edited, old] = [idList(now), idList(before)];
    return [...items].map(([id, { item }]) => pruned(item, edited?.get(id)?.item, old?.get(id)?.item));
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => {
    const [is, was] = [now, before].map((other) => (isObject(other) ? member(other, key) : undefined));
    return { key, inner: pruned(inner, is, was), is, was };
  });
  const kept = members.filter(({ inner, is, was }) => !isEmpty(inner) || isEmpty(is) || was !== undefined);
  return Object.fromEntries(kept.map(({ key, inner }) => [key, inner]));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Nothing but the name that the import gave it. */
function saysNothing({ name, data, ...columns }: Content, after: Content): boolean {
  const isAsNew = Object.entries(columns).every(([column, value]) => value === columnsWhenNew[column]);
  return (
    name === after.name && isAsNew && Object.keys(data ?? {}).every((field) => field === 'schemaVersion')
  );
}
