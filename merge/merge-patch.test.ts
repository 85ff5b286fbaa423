import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frozen, jsonDocuments } from './documents.ts';
import { applyMergePatch, equal } from './index.ts';

// RFC 7396, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched by %j is %j', (target, patch, result) => {
  expect(applyMergePatch(frozen(target), frozen(patch))).toEqual(result);
});

test('a patch never touches what it does not name', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (target, patch) => {
        const after = Object(applyMergePatch(frozen(target), frozen(patch)));
        for (const key of Object.keys(target))
          if (!Object.hasOwn(patch, key)) expect(after[key]).toBe(target[key]);
        for (const key of Object.keys(after))
          expect(Object.hasOwn(target, key) || Object.hasOwn(patch, key)).toBe(true);
      },
    ),
  );
});

test('the same patch twice is the same patch once', () => {
  fc.assert(
    fc.property(jsonDocuments(), jsonDocuments(), (target, patch) => {
      const once = applyMergePatch(frozen(target), frozen(patch));
      expect(equal(applyMergePatch(once, patch), once)).toBe(true);
    }),
  );
});

test('an undefined member of a patch says nothing, as in the JSON of it', () => {
  expect(applyMergePatch({ a: 1 }, { a: undefined, b: undefined })).toStrictEqual({ a: 1 });
});

test('a member called __proto__ is a member', () => {
  const after = applyMergePatch({}, JSON.parse('{"__proto__":{"isAdmin":true},"a":{"__proto__":1}}'));
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
  expect(JSON.stringify(after)).toBe('{"__proto__":{"isAdmin":true},"a":{"__proto__":1}}');
  expect(applyMergePatch({}, JSON.parse('{"constructor":{"a":1}}'))).toEqual({ constructor: { a: 1 } });
  expect(Object('text')).not.toHaveProperty('isAdmin');
});
