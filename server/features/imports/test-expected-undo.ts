import { escapeToken, parsePointer } from '@blossomer/json';
import type { Found } from './test-generated-edits.ts';

/** One document before an import, after it, and after what the person did since. */
export interface Were {
  before: Found | undefined;
  after: Found | undefined;
  now: Found;
}

/**
 * By place: a pointer in which items of lists are named by their ids. Lists of anything else are one leaf, and so is what
 * is empty.
 */
export type Leaves = Readonly<Record<string, string>>;

/**
 * What an undo has to leave of a document, worked out from leaves alone, without the merge that the product uses. For
 * tests. `undefined`: the document goes.
 */
export function expectedAfterUndo(were: Were, isHeld: boolean): Leaves | undefined {
  const { before } = were;
  const [was, made, is] = leavesOfAll(were);
  const edited = editedSince(were);
  if (!wasWritten(were)) return is;
  const isLeft = (leaf: string) => leaf in is || isInKeptItem(leaf, [leaf], was, is);
  if (before === undefined && !edited.some(isLeft)) return isHeld ? is : undefined;
  const otherwise = before === undefined ? marksIn(is) : was;
  const wanted: Record<string, string> = {};
  for (const leaf of Object.keys({ ...otherwise, ...made, ...is })) {
    const stays = made[leaf] !== is[leaf] || isInKeptItem(leaf, edited, was, is);
    const value = stays ? is[leaf] : otherwise[leaf];
    if (value !== undefined) wanted[leaf] = value;
  }
  return withoutEmpty(wanted, wanted);
}

/** What is left of a document, without what was filled before and has lost all it held. */
export function withoutHusks(left: Found, now: Found): Leaves {
  return withoutEmpty(leavesOf(left), leavesOf(now));
}

/** Without places that are empty here and hold something there. */
function withoutEmpty(here: Leaves, there: Leaves): Leaves {
  const places = Object.keys(there);
  const leaves = Object.entries(here).filter(
    ([leaf, value]) => !isEmpty(value) || !places.some((place) => place.startsWith(`${leaf}/`)),
  );
  return Object.fromEntries(leaves);
}

function isEmpty(value: string): boolean {
  return value === '{}' || value === '[]';
}

/** Whether the import wrote it at all. */
export function wasWritten(were: Were): boolean {
  return writtenLeaves(were).length > 0;
}

function writtenLeaves(were: Were): string[] {
  if (were.after === undefined) return [];
  const [was, made] = leavesOfAll(were);
  return Object.keys({ ...was, ...made }).filter((leaf) => was[leaf] !== made[leaf]);
}

const parents = ['/companyId', '/accountId', '/personaId'];

/** What an undo has to tell of: where the import only hung a document elsewhere, the edits of its text are none of it. */
export function toldAsEdited(were: Were): string[] {
  const onlyMoved = writtenLeaves(were).every((leaf) => parents.includes(leaf));
  return editedSince(were).filter((leaf) => !onlyMoved || parents.includes(leaf));
}

export function editedSince(were: Were): string[] {
  const [, made, is] = leavesOfAll(were);
  return Object.keys({ ...made, ...is }).filter((leaf) => made[leaf] !== is[leaf]);
}

function leavesOf(document: Found | undefined): Leaves {
  const leaves: Record<string, string> = {};
  if (document === undefined) return leaves;
  const { name, url, type, status, companyId, accountId, personaId, data } = document;
  collect({ name, url, type, status, companyId, accountId, personaId, data }, '', leaves);
  return leaves;
}

/** The place of a pointer into a document; where it leads nowhere, as it is. */
export function placeOf(document: Found, pointer: string): string {
  let value: unknown = document;
  let place = '';
  for (const token of parsePointer(pointer)) {
    const inside: unknown = (value as Record<string, unknown> | undefined)?.[token];
    const item = Array.isArray(value) && isItemList(value) ? value[Number(token)] : undefined;
    if (Array.isArray(value) && item === undefined) return place;
    place += item === undefined ? `/${escapeToken(token)}` : `/#${item.id}`;
    value = inside;
  }
  return place;
}

function leavesOfAll({ before, after, now }: Were): [Leaves, Leaves, Leaves] {
  return [leavesOf(before), leavesOf(after), leavesOf(now)];
}

function collect(value: unknown, place: string, leaves: Record<string, string>): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    leaves[place] = JSON.stringify(value);
  else if (!Array.isArray(value))
    for (const [key, inner] of Object.entries(value)) collect(inner, `${place}/${escapeToken(key)}`, leaves);
  else if (isItemList(value)) for (const item of value) collect(item, `${place}/#${item.id}`, leaves);
  else leaves[place] = JSON.stringify(value);
}

function isItemList(list: readonly unknown[]): list is { id: string }[] {
  const ids = list.map((item) => (item as { id?: unknown } | null)?.id);
  return list.length > 0 && ids.every((id) => typeof id === 'string') && new Set(ids).size === list.length;
}

/** An item that the import brought and the person edited stays whole. */
function isInKeptItem(leaf: string, edited: readonly string[], was: Leaves, is: Leaves): boolean {
  const item = /^.*?\/#[^/]*\//.exec(leaf)?.[0];
  const isIn = (leaves: Leaves) =>
    item !== undefined && Object.keys(leaves).some((one) => one.startsWith(item));
  if (item === undefined || isIn(was) || !isIn(is)) return false;
  return edited.some((one) => one.startsWith(item));
}

/** What every document has, whoever made it. */
function marksIn(is: Leaves): Leaves {
  const marks: Record<string, string> = { '/url': '""', '/type': '"email"', '/status': '"draft"' };
  for (const leaf of ['/name', '/data/schemaVersion', '/companyId', '/accountId', '/personaId'])
    marks[leaf] = is[leaf] ?? '';
  return Object.fromEntries(Object.entries(marks).filter(([leaf]) => leaf in is));
}
