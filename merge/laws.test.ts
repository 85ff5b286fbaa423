import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frozen, jsonDocuments, productDocuments } from './documents.ts';
import { changedPointers, equal, type Merged, mergeThreeWay } from './index.ts';

const LEAVES: unknown[] = [
  undefined,
  null,
  1,
  2,
  {},
  [],
  [1],
  { a: 1 },
  { a: 2 },
  { b: 1 },
  { a: 1, b: { a: 1 } },
];
const LISTS: unknown[] = ['p', 'q', 'pq', 'qp', 'prq', 'qpr'].map((ids) => [...ids].map((id) => ({ id })));
const EDITED: unknown[] = [[{ id: 'p', a: 1 }], [{ id: 'p', a: 2 }, { id: 'q' }], [{ id: 'p' }, { id: 'p' }]];
const SMALL = [...LEAVES, ...LISTS, ...EDITED].flatMap((value) => [value, { a: value }].map(frozen));

describe('every triple of small documents', () => {
  test('keeps the laws', () => {
    const broken: string[] = [];
    for (const base of SMALL) {
      for (const x of SMALL) {
        if (!keepsLawsOfTwo(base, x)) broken.push(JSON.stringify([base, x]));
        for (const y of SMALL) if (!keepsLawsOfThree(base, x, y)) broken.push(JSON.stringify([base, x, y]));
      }
    }
    expect(broken).toEqual([]);
  });
});

describe('any three documents', () => {
  test('keep the laws', () => {
    for (const documents of [jsonDocuments(), productDocuments()]) {
      fc.assert(
        fc.property(documents, documents, documents, (base, mine, theirs) => {
          [base, mine, theirs].forEach(frozen);
          expect(keepsLawsOfTwo(base, mine)).toBe(true);
          expect(keepsLawsOfThree(base, mine, theirs)).toBe(true);
        }),
        { numRuns: 3000 },
      );
    }
  });

  test('lose no leaf that mine changed', () => {
    forTriples(({ base, mine, merged }) => {
      for (const [path, value] of mine) if (base.get(path) !== value) expect(merged.get(path)).toBe(value);
    });
  });

  test('lose no leaf that both left alone', () => {
    forTriples(({ base, mine, theirs, merged }) => {
      for (const [path, value] of base) {
        if (mine.get(path) === value && theirs.get(path) === value) expect(merged.get(path)).toBe(value);
      }
    });
  });

  test('invent no leaf', () => {
    forTriples(({ mine, theirs, merged }) => {
      for (const [path, value] of merged) {
        expect(value === mine.get(path) || value === theirs.get(path)).toBe(true);
      }
    });
  });

  test('without a conflict take each leaf from whoever changed it', () => {
    forTriples(({ base, mine, theirs, merged, outcome }) => {
      if (outcome.conflicts.length > 0) return;
      for (const path of new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])) {
        const changer = mine.get(path) === base.get(path) ? theirs : mine;
        expect(merged.get(path)).toBe(changer.get(path));
      }
    });
  });

  test('without a conflict give both sides the same leaves', () => {
    forTriples(({ merged, outcome, swapped }) => {
      expect(swapped.conflicts.length).toBe(outcome.conflicts.length);
      if (outcome.conflicts.length === 0) expect(leavesOf(swapped.merged)).toEqual(merged);
    });
  });

  test('report a conflict when some place was changed differently by both', () => {
    forTriples(({ base, mine, theirs, outcome }) => {
      const disputed = [...base.keys(), ...mine.keys(), ...theirs.keys()].some((path) => {
        const [before, left, right] = [base.get(path), mine.get(path), theirs.get(path)];
        return left !== before && right !== before && left !== right;
      });
      if (disputed) expect(outcome.conflicts.length).toBeGreaterThan(0);
    });
  });
});

function keepsLawsOfTwo(base: unknown, x: unknown): boolean {
  const changed = changedPointers(base, x);
  const theirsOnly = mergeThreeWay({ base, mine: base, theirs: x });
  const mineOnly = mergeThreeWay({ base, mine: x, theirs: base });
  const same = mergeThreeWay({ base, mine: x, theirs: x });
  return (
    is(theirsOnly, x, { taken: changed, kept: [] }) &&
    is(mineOnly, x, { taken: [], kept: changed }) &&
    is(same, x, { taken: [], kept: changed })
  );
}

function keepsLawsOfThree(base: unknown, mine: unknown, theirs: unknown): boolean {
  const { merged, conflicts } = mergeThreeWay({ base, mine, theirs });
  const again = mergeThreeWay({ base: theirs, mine: merged, theirs });
  const pointers = conflicts.map((conflict) => conflict.pointer);
  return (
    equal(again.merged, merged) &&
    again.conflicts.length === 0 &&
    again.taken.length === 0 &&
    new Set(pointers).size === pointers.length
  );
}

function is(outcome: Merged, merged: unknown, { taken, kept }: { taken: string[]; kept: string[] }): boolean {
  return (
    equal(outcome.merged, merged) &&
    outcome.conflicts.length === 0 &&
    equal([...outcome.taken].sort(), [...taken].sort()) &&
    equal([...outcome.kept].sort(), [...kept].sort())
  );
}

interface Triple {
  base: Map<string, string>;
  mine: Map<string, string>;
  theirs: Map<string, string>;
  merged: Map<string, string>;
  outcome: Merged;
  swapped: Merged;
}

function forTriples(check: (triple: Triple) => void): void {
  const documents = productDocuments();
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      [base, mine, theirs].forEach(frozen);
      const outcome = mergeThreeWay({ base, mine, theirs });
      const swapped = mergeThreeWay({ base, mine: theirs, theirs: mine });
      const [b, m, t, all] = [base, mine, theirs, outcome.merged].map((document) => leavesOf(document));
      if (b && m && t && all) check({ base: b, mine: m, theirs: t, merged: all, outcome, swapped });
    }),
    { numRuns: 3000 },
  );
}

/** Scalars and whole lists by path; an item of a list by id is on the path by its id, and is a leaf by being there. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value) && path.endsWith('/items')) {
    for (const item of value) leavesOf(item, `${path}/${item.id}`, leaves);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, member] of Object.entries(value)) leavesOf(member, `${path}/${key}`, leaves);
  } else {
    leaves.set(path, JSON.stringify(value));
  }
  return leaves;
}
