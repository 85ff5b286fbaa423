import { prototypeKeys } from './copy.ts';
import { isoDate } from './dates.ts';
import { type Fields, raiseFields, readFields, type Shape } from './fields.ts';
import { keepAside, place } from './keep.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { type Path, target, valueIn } from './sketch.ts';
import {
  claim,
  claimAbsent,
  claimAll,
  isBlank,
  isObject,
  membersOf,
  quarantine,
  type Spot,
  storable,
} from './spot.ts';

/** The shapes that fields have. What a shape does not take is kept under `provenance`, never bent into it. */
export function text(spot: Spot, reading: Reading, path: Path): void {
  if (isBlank(spot.value)) claimAbsent(spot);
  else if (typeof spot.value === 'string') place(spot, reading, path);
  else keepAside(spot, reading);
}

/** Text in whose place the model wrote "N/A" when it knew nothing. */
export function fact(spot: Spot, reading: Reading, path: Path): void {
  if (isNotAvailable(spot.value)) claimAbsent(spot);
  else text(spot, reading, path);
}

export function isNotAvailable(value: unknown): boolean {
  return value === 'N/A';
}

export function number(spot: Spot, reading: Reading, path: Path): void {
  if (isBlank(spot.value)) claimAbsent(spot);
  else if (typeof storable(spot) === 'number') place(spot, reading, path);
  else keepAside(spot, reading);
}

export function choice(words: readonly string[]): Shape {
  return (spot, reading, path) => {
    if (isBlank(spot.value)) claimAbsent(spot);
    else if (typeof spot.value === 'string' && words.includes(spot.value)) place(spot, reading, path);
    else keepAside(spot, reading);
  };
}

export function nested(table: Fields): Shape {
  return (spot, reading, path) => {
    if (isBlank(spot.value)) claimAbsent(spot);
    else if (isObject(spot.value)) readFields(spot, reading, table, path);
    else keepAside(spot, reading);
  };
}

/** An object of the source that the document does not have: its fields stand one level up. */
export function raised(table: Fields): Shape {
  return (spot, reading, path) => {
    if (!isObject(spot.value) || isBlank(spot.value)) aside(spot, reading);
    else raiseFields(spot, reading, table, path.slice(0, -1));
  };
}

/** A field that stands elsewhere in the document than its object does. */
export function moved(to: Path, shape: Shape): Shape {
  return (spot, reading, path) => shape(spot, reading, [...path.slice(0, -1), ...to]);
}

/** An object by free keys, such as segment types: they are data and keep their spelling. */
export function record(table: Fields): Shape {
  const entry = nested(table);
  return (spot, reading, path) => {
    if (!isObject(spot.value) || isBlank(spot.value)) entry(spot, reading, path);
    for (const member of membersOf(spot)) {
      if (prototypeKeys.has(member.token)) quarantine(member, 'prototype-key');
      else entry(member, reading, [...path, plain(member.token)]);
    }
  };
}

/** A text that fills a place which is free; beside another text it is kept, and is no conflict. */
export function spare(spot: Spot, reading: Reading, path: Path): void {
  const there = valueIn(reading.sketch, path);
  if (there === undefined || there === spot.value) text(spot, reading, path);
  else aside(spot, reading);
}

/** A word that says nothing but what the document is anyway; any other word is kept. */
export function constant(word: string): Shape {
  return (spot, reading) => {
    if (spot.value === word) claim(spot, { class: 'structural' });
    else aside(spot, reading);
  };
}

/** What only held the old build together: ids of the moment, names of kinds. */
export function structural(spot: Spot): void {
  claimAll(spot, { class: 'structural' });
}

/** For an object that is read in its own turn. */
export function skip(spot: Spot, reading: Reading): void {
  if (!isObject(spot.value) || isBlank(spot.value)) aside(spot, reading);
}

/** An id that held the drafts of one browser together. */
export function temporaryId(spot: Spot, reading: Reading): void {
  if (typeof spot.value === 'string' && spot.value.startsWith('temp_')) claim(spot, { class: 'structural' });
  else aside(spot, reading);
}

/** A value that has its place in the document but no field: it is kept under `provenance`. */
export function aside(spot: Spot, reading: Reading): void {
  if (isBlank(spot.value)) claimAbsent(spot);
  else keepAside(spot, reading);
}

/** A date that only a browser of the same country reads right: it is kept, and the id says when it was. */
export function localDate(spot: Spot, reading: Reading): void {
  const { work, sketch } = reading;
  if (!isBlank(spot.value) && isoDate(spot.value) === undefined) work.localDates.push({ spot, sketch });
  aside(spot, reading);
}

/** When it was made, as an ISO time; a date in a browser's locale is ambiguous and only kept. */
export function createdAt(spot: Spot, reading: Reading): void {
  const { sketch } = reading;
  const date = isoDate(spot.value);
  if (date === undefined) {
    localDate(spot, reading);
  } else if (sketch.createdAt === null || sketch.createdAt === date) {
    sketch.createdAt = date;
    claim(spot, { class: 'derived', target: target(sketch, ['createdAt']) });
  } else {
    keepAside(spot, reading, 'conflict-kept-both');
  }
}

/** An id that became a column; where it could not become one, it is kept. */
export function column(spot: Spot, reading: Reading): void {
  const name = reading.columns.get(spot);
  if (name === undefined) aside(spot, reading);
  else claim(spot, { class: 'derived', target: target(reading.sketch, [name]) });
}
