import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AsciiSyntaxError, fromAscii, toAscii } from './index.ts';

const units = fc.array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7ff, max: 0xe000 }), fc.nat(0x100)));
const anyStrings = units.map((all) => String.fromCharCode(...all));

test('any string comes back from ASCII unit by unit', () => {
  fc.assert(
    fc.property(anyStrings, (text) => {
      const ascii = toAscii(text);
      expect(ascii).toMatch(/^[\x20-\x7e]*$/);
      expect(fromAscii(ascii)).toBe(text);
    }),
  );
});

test('every single unit comes back', () => {
  const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
  expect(all.filter((text) => fromAscii(toAscii(text)) !== text)).toEqual([]);
});

test('plain ASCII stays readable', () => {
  expect(toAscii('Hello, {world}')).toBe('Hello, {world}');
  expect(toAscii('a\\b\0\n\ud800é')).toBe('a\\\\b\\u0000\\n\\ud800\\u00e9');
});

test.each(['\\', '\\x', '\\u00', '"', 'a"b', '","', '\n', 'é', '\\\\\\'])(
  '%j was never written by it',
  (ascii) => {
    expect(() => fromAscii(ascii)).toThrow(AsciiSyntaxError);
  },
);
