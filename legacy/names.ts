import { characters, Label } from '@blossomer/contract';
import type { Shape } from './fields.ts';
import { keepAside, place } from './keep.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { noteRepair } from './repairs.ts';
import { aside } from './shapes.ts';
import type { Path, Sketch } from './sketch.ts';
import { put, valueIn } from './sketch.ts';
import { claimAbsent, type Spot } from './spot.ts';

/** The column takes 1 to 200 characters that are not all spaces; a longer name stays whole under `provenance`. */
export function name(spot: Spot, reading: Reading): void {
  const path: Path = ['name'];
  const { value } = spot;
  if (typeof value !== 'string') {
    aside(spot, reading);
  } else if (value.trim() === '') {
    claimAbsent(spot);
  } else if (characters(plain(value)) <= nameLengthMax) {
    place(spot, reading, path);
  } else {
    if (valueIn(reading.sketch, path) === undefined) put(reading.sketch, path, cutName(value));
    noteRepair(reading.work, 'name-cut', spot);
    keepAside(spot, reading);
  }
}

/** A column for one word of 1 to 64 characters. */
export function label(column: 'type' | 'status'): Shape {
  return (spot, reading) => {
    if (typeof spot.value === 'string' && Label.safeParse(plain(spot.value)).success)
      place(spot, reading, [column]);
    else aside(spot, reading);
  };
}

/** A name for what has none: the first words of a text of its, or what it is and when it was made. */
export function nameFor(sketch: Sketch, kind: string, ...speaking: unknown[]): string {
  for (const text of speaking) {
    if (typeof text === 'string' && text.trim() !== '') return firstWords(text);
  }
  return `Untitled ${kind}${sketch.createdAt === null ? '' : ` (${sketch.createdAt.slice(0, 10)})`}`;
}

export function cutName(text: string): string {
  return [...plain(text.trim().slice(0, 2 * nameLengthMax))].slice(0, nameLengthMax).join('');
}

const nameLengthMax = 200;
const firstWordsLengthMax = 60;

function firstWords(text: string): string {
  const line = [...plain(text.trim().slice(0, 10 * firstWordsLengthMax)).replace(/\s+/g, ' ')];
  if (line.length <= firstWordsLengthMax) return line.join('');
  const start = line.slice(0, firstWordsLengthMax + 1).join('');
  return start.includes(' ') ? start.slice(0, start.lastIndexOf(' ')) : cutName(start);
}
