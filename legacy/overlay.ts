import { prototypeKeys } from './copy.ts';
import { claimAt, keepAside, keepUnknown } from './keep.ts';
import { canonical, isPlain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { listIn, type Path, put, valueIn } from './sketch.ts';
import {
  elementsOf,
  forEachLeaf,
  isBlank,
  isObject,
  memberOf,
  membersOf,
  type Spot,
  storable,
} from './spot.ts';

/**
 * Puts the values of a part of a document where they stood, blanks as well. Lists go whole: half of one and half of
 * another is a list that nobody wrote.
 */
export function overlay(spot: Spot, reading: Reading, path: Path): void {
  const there = valueIn(reading.sketch, path);
  if (isObject(spot.value) && !isBlank(spot.value) && (there === undefined || isObject(there))) {
    for (const member of membersOf(spot)) overlay(member, reading, [...path, member.token]);
  } else if (there === undefined) {
    put(reading.sketch, path, structuredClone(spot.value));
    claimWhole(spot, reading, path, 'stored');
    rememberList(spot.value, reading, path);
  } else if (canonical(there) === canonical(spot.value)) {
    claimWhole(spot, reading, path, 'equal-merged');
  } else {
    keepAside(spot, reading, 'conflict-kept-both');
  }
}

/** Whether every name and value in it comes back from jsonb as it is, and a person could edit the document. */
export function isVerbatim(spot: Spot, depth = 0): boolean {
  const { value } = spot;
  if (depth > depthMax) return false;
  if (typeof value !== 'object' || isBlank(value)) return storable(spot) === value;
  if (Array.isArray(value)) return elementsOf(spot).every((inner) => isVerbatim(inner, depth + 1));
  return membersOf(spot).every(
    (inner) => !prototypeKeys.has(inner.token) && isPlain(inner.token) && isVerbatim(inner, depth + 1),
  );
}

/** `_gtm` of an item: its id and what its fields in the old shape do not say. undefined: not to be believed. */
export function carriedItem(item: Spot, schema: ItemSchema | undefined): string | undefined {
  const spot = memberOf(item, '_gtm');
  if (spot === undefined || schema === undefined || !isObject(spot.value) || !isVerbatim(spot))
    return undefined;
  const { success, data } = schema.safeParse(spot.value);
  const { id } = spot.value;
  return success && typeof id === 'string' && canonical(data) === canonical(spot.value) ? id : undefined;
}

/** Of an item whose id is that of its `_gtm`; of any other it is a field that nobody knows. */
export function itemOverlay(spot: Spot, reading: Reading, path: Path): void {
  const item = path.slice(0, -1);
  const id = isObject(spot.value) ? spot.value.id : undefined;
  const isBelieved = id !== undefined && reading.carriedItems.has(spot);
  if (!isBelieved || valueIn(reading.sketch, [...item, 'id']) !== id) {
    keepUnknown(spot, reading, [...item, '_gtm']);
    return;
  }
  for (const member of membersOf(spot)) {
    if (member.token === 'id') claimAt(member, reading.sketch, [...item, 'id'], 'stored');
    else overlay(member, reading, [...item, member.token]);
  }
}

export interface ItemSchema {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

/** The API reads bodies of 64 levels. */
const depthMax = 66;

function claimWhole(spot: Spot, { sketch }: Reading, path: Path, kept: 'stored' | 'equal-merged'): void {
  const depth = depthOf(spot);
  forEachLeaf(spot, (leaf) => claimAt(leaf, sketch, [...path, ...tokensBelow(leaf, depth)], kept));
}

function depthOf({ parent }: Spot): number {
  return parent === undefined ? 0 : 1 + depthOf(parent);
}

/** From an ancestor at this depth down to the leaf. */
function tokensBelow(leaf: Spot, depth: number): (string | number)[] {
  if (depthOf(leaf) <= depth || leaf.parent === undefined) return [];
  const token = Array.isArray(leaf.parent.value) ? Number(leaf.token) : leaf.token;
  return [...tokensBelow(leaf.parent, depth), token];
}

/** So that the same list in the old shape is compared with this one, and not put behind it. */
function rememberList(value: unknown, { sketch }: Reading, path: Path): void {
  if (!Array.isArray(value)) return;
  const known = listIn(sketch, path);
  for (const [index, element] of value.entries()) {
    const name = isObject(element) ? element.id : element;
    if (typeof name === 'string' && !known.has(name)) known.set(name, index);
  }
}
