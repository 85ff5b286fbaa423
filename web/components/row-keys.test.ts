import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rekeyed } from './row-keys.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 });
const keysOf = (rows: { key: string }[]) => rows.map(({ key }) => key);

test('rows always stand for the texts, each with a key of its own', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const rows = rekeyed(rekeyed([], before), after);
      expect(rows.map(({ text }) => text)).toEqual(after);
      expect(new Set(keysOf(rows)).size).toBe(after.length);
    }),
  );
});

test('the row that is edited keeps its key, and so do all others', () => {
  const rows = rekeyed([], ['a', 'b', 'b', 'c']);
  expect(keysOf(rekeyed(rows, ['a', 'b', 'bx', 'c']))).toEqual(keysOf(rows));
  expect(keysOf(rekeyed(rows, ['a', 'b', 'c', 'c']))).toEqual(keysOf(rows));
  expect(keysOf(rekeyed(rows, ['b', 'b', 'b', 'c']))).toEqual(keysOf(rows));
});

test('a row keeps its key through moves and deletions of others', () => {
  const rows = rekeyed([], ['a', 'b', 'c']);
  const [a, b, c] = keysOf(rows);
  expect(keysOf(rekeyed(rows, ['c', 'a', 'b']))).toEqual([c, a, b]);
  expect(keysOf(rekeyed(rows, ['a', 'c']))).toEqual([a, c]);
  expect(keysOf(rekeyed(rows, ['new', 'a', 'b', 'c'])).slice(1)).toEqual([a, b, c]);
});
