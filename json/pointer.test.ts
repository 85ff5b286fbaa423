import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PointerSyntaxError, parsePointer, pointer, valueAt } from './index.ts';

describe('a pointer', () => {
  test('reads what RFC 6901 section 5 says', () => {
    const document = {
      foo: ['bar', 'baz'],
      '': 0,
      'a/b': 1,
      'c%d': 2,
      'e^f': 3,
      'g|h': 4,
      'i\\j': 5,
      'k"l': 6,
      ' ': 7,
      'm~n': 8,
    };
    const values = [
      '',
      '/foo',
      '/foo/0',
      '/',
      '/a~1b',
      '/c%d',
      '/e^f',
      '/g|h',
      '/i\\j',
      '/k"l',
      '/ ',
      '/m~0n',
    ];
    expect(values.map((text) => valueAt(document, text))).toEqual([
      document,
      document.foo,
      'bar',
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  test('of any path reads back as that path', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~01', '', '__proto__'))),
        (path) => {
          expect(parsePointer(pointer(path))).toEqual(path);
        },
      ),
    );
  });

  test('writes list positions as digits', () => {
    expect(pointer(['segments', 0, 'text'])).toBe('/segments/0/text');
  });

  test.each(['a', 'a/b', '/~', '/a~2b', '/~/0', '~0'])('%j is not one', (text) => {
    expect(() => parsePointer(text)).toThrow(PointerSyntaxError);
  });

  test.each(['/01', '/-', '/-1', '/1e0', '/length', '/2', '/+1', '/ 1', '/1.0'])(
    '%s names no item of two',
    (text) => {
      expect(valueAt(['a', 'b'], text)).toBeUndefined();
    },
  );

  test.each(['/__proto__', '/constructor', '/toString', '/a/length', '/a/0', '/a/constructor', '/n/x'])(
    '%s never reaches a prototype',
    (text) => {
      expect(valueAt({ a: 'text', n: null }, text)).toBeUndefined();
    },
  );

  test('names an own property called __proto__', () => {
    expect(valueAt(JSON.parse('{"__proto__":{"a":1}}'), '/__proto__/a')).toBe(1);
  });
});
