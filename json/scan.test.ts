import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, jsonTexts } from './hostile-texts.ts';
import { type Leaf, pointer, type ScanResult, scanLeaves } from './index.ts';

describe('the scan', () => {
  test('reads exactly the texts that JSON.parse reads', () => {
    fc.assert(
      fc.property(hostileTexts(), (text) => {
        expect(scan(text).result.error === undefined).toBe(parses(text));
      }),
      { numRuns: 10_000 },
    );
  });

  test('agrees with JSON.parse on every text of up to four telling characters', () => {
    const disagreements = texts(
      ['{', '}', '[', ']', ',', ':', '"', '\\', '1', '0', '-', '.', 'e', ' ', '\v'],
      4,
    ).filter((text) => (scan(text).result.error === undefined) !== parses(text));
    expect(disagreements).toEqual([]);
  });

  test('counts the leaves of a value without duplicate keys as a walk over the value does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const { leaves, result } = scan(JSON.stringify(value, null, indent));
        const expected = leavesOf(JSON.parse(JSON.stringify(value)), []);
        expect(leaves.map((leaf) => [leaf.pointer, JSON.parse(leaf.raw)])).toEqual(expected);
        expect(result.leaves).toBe(expected.length);
      }),
    );
  });

  test('gives each leaf its slice of the text, and the last leaf of a pointer is the one JSON.parse keeps', () => {
    fc.assert(
      fc.property(jsonTexts(), (text) => {
        const { leaves } = scan(text);
        const last = new Map(leaves.map((leaf) => [leaf.pointer, leaf]));
        for (const leaf of leaves) expect(text.slice(leaf.start, leaf.end)).toBe(leaf.raw);
        for (const [path, value] of leavesOf(JSON.parse(text), [])) {
          expect(JSON.parse(last.get(path)?.raw ?? '')).toEqual(value);
        }
        expect(last.size).toBe(leaves.filter((leaf) => last.get(leaf.pointer) === leaf).length);
      }),
      { numRuns: 2000 },
    );
  });

  test('marks a string exactly when its value has U+0000 or half a character', () => {
    fc.assert(
      fc.property(jsonTexts(), (text) => {
        for (const leaf of scan(text).leaves) {
          const own = leaf.kind === 'string' ? String(JSON.parse(leaf.raw)) : '';
          const all = own + leaf.pointer.replaceAll('/', ' / ');
          expect(leaf.nul).toBe(all.includes('\0'));
          expect(leaf.loneSurrogate).toBe(/\p{Surrogate}/u.test(`${own} ${leaf.pointer}`));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('marks what stands below the second of two equal keys', () => {
    const { leaves } = scan('{"a":1,"b":[2],"a":{"c":3,"d":[[4]]},"\\u0061":5}');
    expect(leaves.map((leaf) => [leaf.pointer, leaf.raw, leaf.duplicateKey])).toEqual([
      ['/a', '1', false],
      ['/b/0', '2', false],
      ['/a/c', '3', true],
      ['/a/d/0/0', '4', true],
      ['/a', '5', true],
    ]);
  });

  test('finds a doubled key among many', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
    const members = [...keys, 'k0', 'k39', 'new', 'new'].map((key) => `"${key}":0`);
    const doubled = scan(`{${members}}`).leaves.filter((leaf) => leaf.duplicateKey);
    expect(doubled.map((leaf) => leaf.pointer)).toEqual(['/k0', '/k39', '/new']);
  });

  test('counts empty arrays and objects, and says how deep the text goes', () => {
    const { leaves, result } = scan('[{}, [], {"a": [null]}]');
    expect(leaves.map((leaf) => [leaf.pointer, leaf.kind])).toEqual([
      ['/0', 'empty-object'],
      ['/1', 'empty-array'],
      ['/2/a/0', 'null'],
    ]);
    expect(result).toEqual({ leaves: 3, depthMax: 3 });
    expect(scan('1').result).toEqual({ leaves: 1, depthMax: 0 });
    expect(scan('{}').result).toEqual({ leaves: 1, depthMax: 1 });
  });

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('reads a hundred thousand levels of %s', (open, close) => {
    const text = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    expect(scan(text).result).toEqual({ leaves: 1, depthMax: 100_000 });
    expect(scan(text.slice(0, -1)).result.error?.offset).toBe(text.length - 1);
  });

  test('stops at the depth it was given', () => {
    const { result } = scan('[[[1]]]', 2);
    expect(result.error).toEqual({ offset: 2, message: 'It nests more than 2 levels.' });
    expect(scan('[[[1]]]', 3).result.error).toBeUndefined();
    expect(scan('[[[]]]', 2).result.error?.offset).toBe(2);
  });

  test.each([
    ['', 0],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ['"abc', 4],
    ['"a\nb"', 2],
    ['"\\x"', 2],
    ['"\\u00g0"', 5],
    ['1 2', 2],
    ['01', 1],
    ['-', 1],
    ['\ufeff1', 0],
    ['[1}', 2],
  ])('says where %j breaks', (text, offset) => {
    expect(scan(text).result.error?.offset).toBe(offset);
  });

  test('lets an error of its listener through', () => {
    const failure = new Error('mine');
    expect(() => {
      scanLeaves('[1]', () => {
        throw failure;
      });
    }).toThrow(failure);
  });
});

function scan(text: string, depthMax?: number): { leaves: Leaf[]; result: ScanResult } {
  const leaves: Leaf[] = [];
  const result = scanLeaves(text, (leaf) => leaves.push(leaf), depthMax === undefined ? {} : { depthMax });
  return { leaves, result };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function texts(characters: string[], lengthMax: number): string[] {
  let longest = [''];
  const all = [''];
  for (let length = 1; length <= lengthMax; length++) {
    longest = longest.flatMap((text) => characters.map((character) => text + character));
    for (const text of longest) all.push(text);
  }
  return all;
}

function leavesOf(value: unknown, path: (string | number)[]): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[pointer(path), value]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return [[pointer(path), value]];
  return entries.flatMap(([key, member]) => leavesOf(member, [...path, key]));
}
