import { keepStray, keepUnknown } from './keep.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import type { Path } from './sketch.ts';
import { claim, memberOf, membersOf, type Spot } from './spot.ts';

/** Brings a value into the document at a path, and claims each leaf of it. */
export type Shape = (spot: Spot, reading: Reading, path: Path) => void;

/**
 * The fields of one object: the name in the document, its shape, and every spelling that a build has used. Where two
 * spellings stand in one object the earlier one is in place. The contract's own names are among the spellings, so that
 * nothing of a stranger gets there unseen.
 */
export interface Fields {
  readonly rows: readonly (readonly [to: string, shape: Shape, spellings: readonly string[]])[];
  readonly spellings: ReadonlySet<string>;
}

export type Table = Record<string, readonly [Shape, ...string[]]>;

export function fields(table: Table): Fields {
  const rows = Object.entries(table).map(
    ([to, [shape, ...spellings]]) => [to, shape, spellings] as const satisfies Fields['rows'][number],
  );
  return {
    rows,
    spellings: new Set(rows.flatMap(([, , spellings]) => spellings)),
  };
}

/** Reads the fields that the table names in its order, then keeps all others under their own names. */
export function readFields(spot: Spot, reading: Reading, table: Fields, path: Path): void {
  // An export of ours tells the document as it is now; what an earlier import brought is in it already.
  if (spot.source.isContext && reading.sketch.carried) return;
  readRows(spot, reading, table, path);
  for (const member of membersOf(spot)) {
    if (!table.spellings.has(member.token)) keepUnknown(member, reading, [...path, plain(member.token)]);
  }
}

/** Reads fields that stand one level up in the document; others are kept aside, or they could pass for fields there. */
export function raiseFields(spot: Spot, reading: Reading, table: Fields, path: Path): void {
  readRows(spot, reading, table, path);
  for (const member of membersOf(spot)) {
    if (!table.spellings.has(member.token)) keepStray(member, reading);
  }
}

function readRows(spot: Spot, reading: Reading, { rows }: Fields, path: Path): void {
  for (const [to, shape, names] of rows) {
    for (const name of names) {
      const member = memberOf(spot, name);
      if (member === undefined) continue;
      if (reading.carried?.made.has(member)) claim(member, { class: 'structural' });
      else shape(member, reading, [...path, to]);
    }
  }
}
