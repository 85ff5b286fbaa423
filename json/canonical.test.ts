import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText, digestOf, leavesOf, valueAt } from './index.ts';

describe('the canonical text', () => {
  // RFC 8785, sections 3.2.2 to 3.2.4.
  test('is that of the example of the RFC', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts keys by their UTF-16 units, as the RFC does', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    expect(canonicalText(value)).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
  });

  test('knows one zero, and numbers by their value', () => {
    expect(canonicalText([-0, 1.0, 1e2, 10.1e-1])).toBe('[0,1,100,1.01]');
  });

  test('refuses what is no JSON', () => {
    for (const value of [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      () => 1,
      [undefined],
      { a: Symbol() },
    ]) {
      expect(() => canonicalText(value)).toThrow(TypeError);
    }
    expect(() => canonicalText(1n)).toThrow(TypeError);
  });

  test('is JSON that means the same, and does not change when it is read again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalText(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalText(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('and its digest do not depend on the order of keys; another value has another digest', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        expect(digestOf(reversed(value))).toBe(digestOf(value));
        expect(digestOf(value) === digestOf(other)).toBe(canonicalText(value) === canonicalText(other));
      }),
    );
  });

  test('has the digest that node:crypto gives its UTF-8', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected = createHash('sha256').update(canonicalText(value), 'utf8').digest('hex');
        expect(digestOf(value)).toBe(expected);
      }),
    );
  });
});

test('leaves are where their pointers say, and together they are all there is', () => {
  expect([...leavesOf({ a: [1, {}], 'b/c': '', d: [] })]).toEqual([
    ['/a/0', 1],
    ['/a/1', {}],
    ['/b~1c', ''],
    ['/d', []],
  ]);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const [pointer, leaf] of leavesOf(value)) expect(valueAt(value, pointer)).toBe(leaf);
    }),
  );
});
