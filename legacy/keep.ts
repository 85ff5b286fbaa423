import type { LeafClass } from '@blossomer/contract';
import { type Copy, copyOf, prototypeKeys } from './copy.ts';
import { canonical, isPlain, plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { type Path, put, type Sketch, target, valueIn } from './sketch.ts';
import {
  claim,
  claimAbsent,
  isBlank,
  isObject,
  membersOf,
  pointerOf,
  quarantine,
  type Spot,
  storable,
} from './spot.ts';

/** Puts a scalar where the document has a place for it, or beside it when another source was there first. */
export function place(spot: Spot, reading: Reading, path: Path): void {
  const { sketch } = reading;
  const there = valueIn(sketch, path);
  if (there === undefined) {
    put(sketch, path, storable(spot));
    claimAt(spot, sketch, path, 'stored');
  } else if (there === storable(spot)) {
    claimAt(spot, sketch, path, 'equal-merged');
  } else {
    keepAside(spot, reading, 'conflict-kept-both');
  }
}

/** Keeps a field that the contract does not know, whole and under its own name. */
export function keepUnknown(spot: Spot, reading: Reading, path: Path): void {
  const name = String(path.at(-1));
  if (prototypeKeys.has(name)) quarantine(spot, 'prototype-key');
  else if (isBlank(spot.value)) claimAbsent(spot);
  else if (path.length === 2 && columnsAndMarks.has(name)) keepAside(spot, reading);
  else keepUnder(spot, reading, path);
}

/** Keeps a member beside the document whatever its name is. */
export function keepStray(spot: Spot, reading: Reading): void {
  if (prototypeKeys.has(spot.token)) quarantine(spot, 'prototype-key');
  else if (isBlank(spot.value)) claimAbsent(spot);
  else keepAside(spot, reading);
}

/**
 * Keeps a value that has no place in the document under `provenance`, named by its pointer in the entity that it came
 * from; another value of the same name gets a number.
 */
export function keepAside(spot: Spot, reading: Reading, kept: LeafClass = 'stored'): void {
  const { sketch, root } = reading;
  const name = plain(pointerOf(spot).slice(root.length));
  const known = sketch.asides.get(name) ?? new Map<string, Path>();
  sketch.asides.set(name, known);
  const copy = copyOf(spot, 3);
  if (copy.value === undefined) return;
  const text = canonical(copy.value);
  const same = known.get(text);
  const path = ['data', 'provenance', known.size === 0 ? name : `${name} (${known.size + 1})`];
  while (valueIn(sketch, path) !== undefined) path[2] += "'";
  if (same === undefined) keepCopy(copy, reading, path, kept);
  else claimCopy(copy, reading, same, 'equal-merged');
  known.set(text, same ?? path);
}

/** Names the place of a leaf in the entity, and says when the place holds it in another form. */
export function claimAt(leaf: Spot, sketch: Sketch, path: Path, kept: LeafClass): void {
  const hasOddPath = leaf.source.hasOddText && !isPlain(pointerOf(leaf));
  const isEscaped = hasOddPath || storable(leaf) !== leaf.value;
  claim(leaf, { class: isEscaped ? 'escaped' : kept, target: target(sketch, path) });
}

/** Directly under `data` these would say a second time what a column says, or what the document says of itself. */
const columnsAndMarks = new Set(['name', 'url', 'type', 'status', 'schemaVersion', 'provenance']);

function keepUnder(spot: Spot, reading: Reading, path: Path): void {
  const there = valueIn(reading.sketch, path);
  if (isObject(there) && isObject(spot.value)) {
    for (const member of membersOf(spot)) keepUnknown(member, reading, [...path, plain(member.token)]);
    return;
  }
  const copy = copyOf(spot, path.length);
  if (copy.value === undefined) return;
  if (there === undefined) keepCopy(copy, reading, path, 'stored');
  else if (canonical(there) === canonical(copy.value)) claimCopy(copy, reading, path, 'equal-merged');
  else keepAside(spot, reading, 'conflict-kept-both');
}

function keepCopy(copy: Copy, reading: Reading, path: Path, kept: LeafClass): void {
  put(reading.sketch, path, copy.value);
  claimCopy(copy, reading, path, kept);
}

function claimCopy(copy: Copy, { sketch }: Reading, path: Path, kept: LeafClass): void {
  for (const { leaf, at } of copy.places) claimAt(leaf, sketch, [...path, ...at], kept);
}
