import { equal, mergeThreeWay } from '@blossomer/merge';
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
    theirs: before ?? emptied(after),
  });
  const content = (before === null ? pruned(merged, now) : merged) as Content;
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

function containersOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.every(hasId) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value).map(([key, inner]) => [key, containersOf(inner)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}

function hasId(item: unknown): boolean {
  return typeof item === 'object' && item !== null && typeof (item as { id?: unknown }).id === 'string';
}

/** Without the containers that have lost all they held. */
function pruned(value: unknown, now: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => {
    const was = (now as Record<string, unknown> | undefined)?.[key];
    return [key, pruned(inner, was), was] as const;
  });
  const kept = members.filter(([, inner, was]) => !isEmpty(inner) || isEmpty(was));
  return Object.fromEntries(kept);
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
