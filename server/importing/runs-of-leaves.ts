import { toAscii } from '@blossomer/json';
import type { PlannedLeaf } from '@blossomer/legacy';

/**
 * Leaves of one key that fared alike, one after another, as `import_entries.runs` keeps them. Each stands at `from` and one
 * of the tails, and went to `to` and the same tail. Key, `from` and tails are kept as the inside of a JSON string.
 */
export type RunOfLeaves = [
  key: string,
  class_: string,
  reason: string | null,
  from: string,
  to: string | null,
  tails: string[],
];

/** Most leaves go where their own pointer says: a few runs hold them all. `leaves_of` in SQL gives them back, one by one. */
export function runsOfLeaves(leaves: readonly PlannedLeaf[]): RunOfLeaves[] {
  const runs: RunOfLeaves[] = [];
  let run: RunOfLeaves | undefined;
  let runKey = '';
  for (const { key, pointer, class: leafClass, target, reason = null } of leaves) {
    const place = toAscii(pointer);
    const to = target?.pointer ?? null;
    if (run !== undefined && key === runKey && leafClass === run[1] && reason === run[2]) {
      const tail = tailIn(run, place, to, place === pointer);
      if (tail !== undefined) {
        run[5].push(tail);
        continue;
      }
    }
    const tail = to === null ? place : place === pointer ? commonTail(place, to) : '';
    run = [
      toAscii(key),
      leafClass,
      reason,
      headOf(place, tail),
      to === null ? null : headOf(to, tail),
      [tail],
    ];
    runKey = key;
    runs.push(run);
  }
  return runs;
}

/** What the leaf adds to both ends of the run; undefined where it is no part of it. */
function tailIn([, , , from, to]: RunOfLeaves, place: string, target: string | null, isPlain: boolean) {
  if (to === null || target === null) return to === target ? place.slice(from.length) : undefined;
  if (!isPlain || !place.startsWith(from) || !target.startsWith(to)) return undefined;
  const tail = place.slice(from.length);
  return target.length - to.length === tail.length && target.endsWith(tail) ? tail : undefined;
}

/** The longest end, of whole tokens, that both have. */
function commonTail(one: string, other: string): string {
  let length = 0;
  for (let back = 1; back <= one.length && back <= other.length; back += 1) {
    const unit = one.charCodeAt(one.length - back);
    if (unit !== other.charCodeAt(other.length - back)) break;
    if (unit === slash) length = back;
  }
  return one.slice(one.length - length);
}

const slash = 0x2f;

function headOf(text: string, tail: string): string {
  return text.slice(0, text.length - tail.length);
}
