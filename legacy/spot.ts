import type { EntityKind, LeafClass } from '@blossomer/contract';
import { escapeToken } from '@blossomer/json';
import { plain } from './plain-text.ts';
import type { Source } from './source.ts';

/** A value of a source and where it stands; readers pass it on instead of bare values, so that it can be claimed. */
export interface Spot {
  readonly source: Pick<Source, 'key' | 'inexact' | 'hasOddText' | 'isContext'>;
  readonly parent: Spot | undefined;
  /** Its key or index in the parent; '' at the root. */
  readonly token: string;
  readonly value: unknown;
  /** Of a leaf: what the readers did with it. */
  claim: Claim | undefined;
  inside: readonly Spot[] | undefined;
}

/** What became of a leaf. */
export interface Claim {
  class: LeafClass;
  reason?: string;
  target?: { kind: EntityKind; id: string; pointer: string };
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null`, `""`, `[]` and `{}`: a leaf that says nothing. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The form of a scalar that jsonb gives back as it is. */
export function storable(spot: Spot): unknown {
  const { source, value } = spot;
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'number' || source.inexact.size === 0) return value;
  return source.inexact.get(pointerOf(spot)) ?? value;
}

/** RFC 6901, from the root of its key. */
export function pointerOf({ parent, token }: Spot): string {
  return parent === undefined ? '' : `${pointerOf(parent)}/${escapeToken(token)}`;
}

/** Only blanks, however deep. */
export function saysNothing(value: unknown): boolean {
  if (typeof value !== 'object' || isBlank(value)) return isBlank(value);
  return Object.values(value as object).every(saysNothing);
}

export function memberOf(spot: Spot, name: string): Spot | undefined {
  if (!isObject(spot.value) || !Object.hasOwn(spot.value, name)) return undefined;
  return insideOf(spot).find(({ token }) => token === name);
}

/** The members of an object; nothing for what is no object. Their tokens are the keys. */
export function membersOf(spot: Spot): readonly Spot[] {
  return isObject(spot.value) ? insideOf(spot) : [];
}

/** The elements of an array; nothing for what is no array. */
export function elementsOf(spot: Spot): readonly Spot[] {
  return Array.isArray(spot.value) ? insideOf(spot) : [];
}

/** Visits each scalar, each empty array and each empty object at or below the spot, in the order of the text. */
export function forEachLeaf(spot: Spot, visit: (leaf: Spot) => void): void {
  if (typeof spot.value !== 'object' || isBlank(spot.value)) visit(spot);
  else for (const inner of insideOf(spot)) forEachLeaf(inner, visit);
}

export function claim(leaf: Spot, what: Claim): void {
  leaf.claim = what;
}

export function claimAll(spot: Spot, what: Claim): void {
  forEachLeaf(spot, (leaf) => claim(leaf, what));
}

export function claimAbsent(spot: Spot): void {
  claimAll(spot, { class: 'absent' });
}

/** Its leaves stay in the raw string alone. */
export function quarantine(spot: Spot, reason: string): void {
  claimAll(spot, { class: 'quarantined', reason });
}

export function rootSpot(source: Spot['source'], value: unknown): Spot {
  return { source, parent: undefined, token: '', value, claim: undefined, inside: undefined };
}

function insideOf(spot: Spot): readonly Spot[] {
  const { value } = spot;
  spot.inside ??= Array.isArray(value)
    ? value.map((element, index) => below(spot, String(index), element))
    : Object.entries(value as object).map(([key, member]) => below(spot, key, member));
  return spot.inside;
}

function below(parent: Spot, token: string, value: unknown): Spot {
  return { source: parent.source, parent, token, value, claim: undefined, inside: undefined };
}
