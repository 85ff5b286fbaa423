import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldName } from './field-names.ts';
import { linesBetween, linesOf } from './text-diff.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

test('what was and what is can both be read from the difference', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = linesBetween(before, after);
      const without = (what: string) => lines.filter((line) => line.what !== what).map(({ text }) => text);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('the same is all the same, and two very long lists still end', () => {
  expect(linesBetween('a\nb', 'a\nb').every(({ what }) => what === 'same')).toBe(true);
  const long = (word: string) => Array.from({ length: 3000 }, (_, index) => word + index);
  expect(linesBetween(long('a'), long('b'))).toHaveLength(6000);
});

test('an item of a list is read by its words, without its id', () => {
  const signal = { id: 'x1', title: 'Hires a controller', priority: 'High' };
  expect(linesOf([signal, 'plain'])).toEqual(['Hires a controller · High', 'plain']);
  expect(linesOf({ nested: { deep: 'text' } })).toEqual(['text']);
  expect([undefined, null, '', []].map(linesOf)).toEqual([[], [], [], []]);
});

test.each([
  ['/name', 'Name'],
  ['/url', 'Website'],
  ['/data/positioning/keyMarketBelief', 'Positioning: key market belief'],
  ['/data/icpHypothesis/targetAccountHypothesis', 'ICP hypothesis: target account hypothesis'],
  ['/data/constructor', 'Constructor'],
  ['/data', 'The whole document'],
  ['/data/some_old-field', 'Some old field'],
])('%s is called %s', (pointer, name) => {
  expect(fieldName(pointer)).toBe(name);
});
