import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, jsonTexts } from './hostile-texts.ts';
import { type Fault, type ReadLimits, readStrict, scanLeaves } from './index.ts';

describe('a strict reading', () => {
  test('gives a value only where JSON.parse gives the same', () => {
    fc.assert(
      fc.property(hostileTexts(), (text) => {
        const read = readStrict(text);
        if ('value' in read) expect(read.value).toEqual(JSON.parse(text));
        else expect(read.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 5000 },
    );
  });

  test('accepts a text exactly when no leaf of the scan is marked, and no key is forbidden', () => {
    fc.assert(
      fc.property(jsonTexts(), (text) => {
        let marked = false;
        scanLeaves(text, (leaf) => {
          marked ||= leaf.duplicateKey || leaf.nul || leaf.loneSurrogate || leaf.inexactNumber;
          marked ||= leaf.pointer.split('/').includes('__proto__');
        });
        expect('faults' in readStrict(text)).toBe(marked);
      }),
      { numRuns: 5000 },
    );
  });

  test('loses nothing: what it accepts is written again with the same leaves', () => {
    fc.assert(
      fc.property(jsonTexts(), (text) => {
        const read = readStrict(text);
        if ('value' in read) expect(values(JSON.stringify(read.value))).toEqual(values(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"a":1,"a":2}', 'duplicate-key', '/a'],
    ['{"x":{"a":1,"\\u0061":2}}', 'duplicate-key', '/x/a'],
    ['[{"__proto__":{"isAdmin":true}}]', 'forbidden-key', '/0/__proto__'],
    ['{"\\u005f_proto__":1}', 'forbidden-key', '/__proto__'],
    ['{"constructor":{"prototype":1}}', 'forbidden-key', '/constructor'],
    ['["ok","a\\u0000b"]', 'nul', '/1'],
    ['{"a\\u0000":1}', 'nul', '/a\0'],
    ['{"a":"\\ud800"}', 'lone-surrogate', '/a'],
    ['{"a":"\\udc00\\ud800"}', 'lone-surrogate', '/a'],
    ['{"\ud800":1}', 'lone-surrogate', '/\ud800'],
    ['{"n":[9007199254740993]}', 'inexact-number', '/n/0'],
    ['-0', 'inexact-number', ''],
    ['[[[[1]]]]', 'depth', '/0/0/0'],
    ['{"a":[[{}]]}', 'depth', '/a/0/0'],
  ])('of %s names the fault', (text, code, pointer) => {
    expect(faults(text, { depthMax: 3 })[0]).toMatchObject({ code, pointer });
  });

  test('speaks to a person', () => {
    expect(faults('{"n": 1e400}')).toEqual([
      {
        code: 'inexact-number',
        pointer: '/n',
        message: 'This number cannot be stored exactly; send it as text.',
      },
    ]);
    expect(faults('{\n  "a": 1\n  "b": 2\n}')).toEqual([
      {
        code: 'syntax',
        pointer: '',
        message: 'This is not JSON at line 3, column 3: A comma or "}" is missing.',
      },
    ]);
  });

  test('accepts 64 levels and refuses the 65th, however deep it goes on', () => {
    expect(readStrict(nested(64))).toHaveProperty('value');
    expect(faults(nested(65))).toMatchObject([{ code: 'depth', pointer: '/0'.repeat(64) }]);
    expect(faults(nested(100_000))).toMatchObject([{ code: 'depth' }]);
  });

  test('tells at most twenty faults, with pointers of at most 1,024 characters', () => {
    const found = faults(`{"${'k'.repeat(5000)}":[${Array(100).fill('-0')}]}`);
    expect(found).toHaveLength(20);
    expect(new Set(found.map((fault) => fault.pointer))).toEqual(new Set(['']));
  });

  test('reports a key once, not each leaf below it', () => {
    expect(faults('{"a\\u0000":{"b":1,"c":[2,3]}}')).toHaveLength(1);
  });

  test('forbids only the keys it is told to', () => {
    const forbiddenKeys = new Set(['secret']);
    expect(readStrict('{"constructor":1}', { forbiddenKeys })).toEqual({ value: { constructor: 1 } });
    expect(faults('{"a":{"secret":1}}', { forbiddenKeys })).toMatchObject([{ pointer: '/a/secret' }]);
  });

  test('keeps a key called __proto__ away from the prototype', () => {
    const read = readStrict('{"__proto__":{"x":1}}', { forbiddenKeys: new Set() });
    expect('value' in read && Object.hasOwn(Object(read.value), '__proto__')).toBe(true);
    expect('value' in read && Object.getPrototypeOf(read.value)).toBe(Object.prototype);
  });
});

describe('the place where any string may stand', () => {
  const limits = { allowAnyStringUnder: '/dump' };

  test.each([
    '{"dump":"\\u0000\\ud800"}',
    '{"dump":{"k":"\\u0000"}}',
    '{"dump":{"\\u0000":1,"__proto__":2,"a":"\\udc00"}}',
  ])('takes %s', (text) => {
    expect(readStrict(text, limits)).toEqual({ value: JSON.parse(text) });
  });

  test.each([
    ['{"dump":{},"label":"\\u0000"}', 'nul', '/label'],
    ['{"dumps":"\\u0000"}', 'nul', '/dumps'],
    ['{"dump":{},"dump":{}}', 'duplicate-key', '/dump'],
    ['{"dump":{"k":1,"k":1}}', 'duplicate-key', '/dump/k'],
    ['{"dump":{"k":[9007199254740993]}}', 'inexact-number', '/dump/k/0'],
    ['{"a":{"dump":"\\u0000"}}', 'nul', '/a/dump'],
    ['{"dump":{"a":}}', 'syntax', ''],
    [`{"dump":${nested(64)}}`, 'depth', `/dump${'/0'.repeat(63)}`],
  ])('does not excuse %s', (text, code, pointer) => {
    expect(faults(text, limits)).toMatchObject([{ code, pointer }]);
  });
});

function faults(text: string, limits?: ReadLimits): Fault[] {
  const read = readStrict(text, limits);
  return 'faults' in read ? read.faults : [];
}

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

function values(text: string): [string, unknown][] {
  const all: [string, unknown][] = [];
  scanLeaves(text, (leaf) => all.push([leaf.pointer, JSON.parse(leaf.raw)]));
  return all.sort(([a], [b]) => (a < b ? -1 : 1));
}
