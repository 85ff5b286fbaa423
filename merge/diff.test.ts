import { valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frozen, jsonDocuments } from './documents.ts';
import { changedPointers, equal } from './index.ts';

describe('the changed pointers', () => {
  test.each<[unknown, unknown, string[]]>([
    [1, 1, []],
    [1, 2, ['']],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [{ a: 1 }, { a: 2, b: 3 }, ['/a', '/b']],
    [{ a: null }, {}, ['/a']],
    [{}, { a: null }, ['/a']],
    [{ a: null }, { a: null }, []],
    [{ a: {} }, { a: { b: 1 } }, ['/a/b']],
    [{}, { a: { b: 1, c: 2 } }, ['/a']],
    [{ a: { b: 1, c: 2 } }, {}, ['/a']],
    [{ a: {} }, { a: [] }, ['/a']],
    [{ 'a/b': 1, 'm~n': 1 }, { 'a/b': 2, 'm~n': 2 }, ['/a~1b', '/m~0n']],
    [{ tags: ['a'] }, { tags: ['a', 'b'] }, ['/tags']],
    [{ tags: [] }, { tags: ['a'] }, ['/tags']],
    [-0, 0, []],
    [{ a: undefined }, {}, []],
    [{ a: undefined }, { a: null }, ['/a']],
  ])('from %j to %j are right', (before, after, pointers) => {
    expect(changedPointers(frozen(before), frozen(after))).toEqual(pointers);
  });

  test.each<[string, unknown[], unknown[], string[]]>([
    ['an edit', [x(1), y(1)], [x(1), y(2)], ['/1/n']],
    ['an edit behind a new item', [x(1)], [y(1), x(2)], ['/0', '/1/n']],
    ['an addition', [], [x(1)], ['/0']],
    ['a removal', [x(1), y(1)], [x(1)], ['/1']],
    ['one item for another', [x(1)], [y(1)], ['/0']],
    ['a move', [x(1), y(1)], [y(1), x(1)], ['']],
    ['a move and an edit', [x(1), y(1)], [y(1), x(2)], ['', '/1/n']],
    ['a list that is no longer one of ids', [x(1)], [x(1), { n: 1 }], ['']],
    ['ids that are not unique', [x(1), x(2)], [x(1), x(3)], ['']],
    ['ids that are numbers', [{ id: 1 }], [{ id: 2 }], ['']],
  ])('of a list name %s', (_, before, after, pointers) => {
    expect(changedPointers(frozen(before), frozen(after))).toEqual(pointers);
  });

  test('are none exactly for equal values', () => {
    fc.assert(
      fc.property(jsonDocuments(), jsonDocuments(), (a, b) => {
        expect(changedPointers(frozen(a), frozen(b)).length === 0).toBe(equal(a, b));
        expect(changedPointers(a, structuredClone(a))).toEqual([]);
      }),
    );
  });

  test('are the same in the same order whatever the order of keys', () => {
    fc.assert(
      fc.property(jsonDocuments(), jsonDocuments(), (a, b) => {
        expect(changedPointers(reversed(a), b)).toEqual(changedPointers(a, b));
      }),
    );
  });

  test('are unique and lie in something that one of the two has', () => {
    fc.assert(
      fc.property(jsonDocuments(), jsonDocuments(), (before, after) => {
        const pointers = changedPointers(before, after);
        expect(new Set(pointers).size).toBe(pointers.length);
        for (const pointer of pointers) {
          const around = pointer.slice(0, pointer.lastIndexOf('/'));
          expect([valueAt(before, around), valueAt(after, around)]).not.toEqual([undefined, undefined]);
        }
      }),
    );
  });
});

test('equality is that of JSON', () => {
  fc.assert(
    fc.property(jsonDocuments(), jsonDocuments(), (a, b) => {
      expect(equal(a, b)).toBe(sorted(a) === sorted(b));
      expect(equal(a, reversed(a))).toBe(true);
    }),
  );
  expect(equal([], {})).toBe(false);
  expect(equal({ toString: 1 }, { valueOf: 1 })).toBe(false);
});

function x(n: number): unknown {
  return { id: 'x', n };
}

function y(n: number): unknown {
  return { id: 'y', n };
}

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`);
  return `{${members.sort()}}`;
}
