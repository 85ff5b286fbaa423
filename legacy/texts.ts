import { claimAt, keepAside } from './keep.ts';
import { type List, openList } from './open-list.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { aside, isNotAvailable, text } from './shapes.ts';
import { listIn, type Path, put, putMissing, valueIn } from './sketch.ts';
import { claimAbsent, elementsOf, isBlank, type Spot } from './spot.ts';

/** A list of texts; one build wrote a lone text for a list of one. */
export function texts(spot: Spot, reading: Reading, path: Path): void {
  readTexts(spot, reading, path, isBlank);
}

/** A list of texts in which "N/A" stands for nothing. */
export function facts(spot: Spot, reading: Reading, path: Path): void {
  readTexts(spot, reading, path, isNoFact);
}

/** A list whose texts stand in different places of the source. */
export function factsFrom(elements: readonly Spot[], reading: Reading, path: Path): void {
  readElements(elements, reading, path, isNoFact);
}

/** A list that fills a place which is free; beside another list it is kept whole, and is no conflict. */
export function spareTexts(spot: Spot, reading: Reading, path: Path): void {
  if (listIn(reading.sketch, path).size === 0) texts(spot, reading, path);
  else aside(spot, reading);
}

/** A list where the document has one text: a single line becomes it; several are joined, and kept as they were. */
export function lines(spot: Spot, reading: Reading, path: Path): void {
  const elements = elementsOf(spot);
  const [only] = elements;
  if (elements.length === 1 && only !== undefined) {
    text(only, reading, path);
  } else if (elements.length > 1) {
    const written = elements.flatMap(({ value }) =>
      typeof value === 'string' && value !== '' ? plain(value) : [],
    );
    aside(spot, reading);
    if (written.length > 0) putMissing(reading.sketch, path, written.join('\n'));
  } else {
    text(spot, reading, path);
  }
}

function isNoFact(value: unknown): boolean {
  return isBlank(value) || isNotAvailable(value);
}

function readTexts(spot: Spot, reading: Reading, path: Path, isNothing: (value: unknown) => boolean): void {
  const elements = elementsOf(spot);
  readElements(elements.length > 0 ? elements : [spot], reading, path, isNothing);
}

function readElements(
  elements: readonly Spot[],
  reading: Reading,
  path: Path,
  isNothing: (value: unknown) => boolean,
): void {
  const list = openList(reading, path);
  for (const element of elements) {
    if (isNothing(element.value)) claimAbsent(element);
    else if (typeof element.value !== 'string') keepAside(element, reading);
    else readText(element, element.value, list);
  }
}

function readText(spot: Spot, value: string, { reading, path, known, isNew }: List): void {
  const words = plain(value);
  const there = known.get(words);
  if (isNew) {
    const end = [...path, lengthAt(reading, path)];
    put(reading.sketch, end, words);
    claimAt(spot, reading.sketch, end, 'stored');
    if (there === undefined) known.set(words, Number(end.at(-1)));
  } else if (there !== undefined) {
    claimAt(spot, reading.sketch, [...path, there], 'equal-merged');
  } else {
    keepAside(spot, reading, 'conflict-kept-both');
  }
}

function lengthAt({ sketch }: Reading, path: Path): number {
  const list = valueIn(sketch, path);
  return Array.isArray(list) ? list.length : 0;
}
