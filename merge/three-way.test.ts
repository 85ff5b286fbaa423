import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frozen } from './documents.ts';
import { mergeThreeWay } from './index.ts';

describe('two edits of one document', () => {
  test('of different fields both count', () => {
    expect(merge({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 })).toEqual({
      merged: { a: 2, b: 2 },
      conflicts: [],
      taken: ['/b'],
      kept: ['/a'],
    });
  });

  test('of one field keep mine and say so', () => {
    expect(merge({ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } })).toEqual({
      merged: { a: { b: 2 } },
      conflicts: [{ pointer: '/a/b', base: 1, mine: 2, theirs: 3 }],
      taken: [],
      kept: ['/a/b'],
    });
  });

  test('that are the same count once', () => {
    expect(merge({ a: 1 }, { a: 2 }, { a: 2 })).toEqual({
      merged: { a: 2 },
      conflicts: [],
      taken: [],
      kept: ['/a'],
    });
  });

  test('tell missing from null', () => {
    expect(merge({}, {}, { a: null }).merged).toStrictEqual({ a: null });
    expect(merge({ a: null }, {}, { a: null }).merged).toStrictEqual({});
    expect(merge({ a: 1 }, {}, { a: null })).toStrictEqual({
      merged: {},
      conflicts: [{ pointer: '/a', base: 1, theirs: null }],
      taken: [],
      kept: ['/a'],
    });
    expect(merge({ a: 1 }, { a: null }, {}).conflicts).toStrictEqual([
      { pointer: '/a', base: 1, mine: null },
    ]);
    expect(merge(null, [], [item('p')]).conflicts).toHaveLength(1);
  });

  test('that each add an object add the members of both', () => {
    expect(merge({}, { a: { x: 1, z: 1 } }, { a: { y: 2, z: 2 } })).toStrictEqual({
      merged: { a: { x: 1, z: 1, y: 2 } },
      conflicts: [{ pointer: '/a/z', mine: 1, theirs: 2 }],
      taken: ['/a/y'],
      kept: ['/a/x', '/a/z'],
    });
  });

  test('of a list without ids take it as a whole', () => {
    expect(merge([1, 2], [1, 2, 3], [0, 1, 2])).toMatchObject({
      merged: [1, 2, 3],
      conflicts: [{ pointer: '' }],
    });
    expect(merge([1, 2], [1, 2], [2])).toMatchObject({ merged: [2], conflicts: [], taken: [''] });
  });

  test('that set a member called __proto__ change no prototype', () => {
    const evil = JSON.parse('{"__proto__":{"isAdmin":true}}');
    const { merged, taken } = merge({}, { a: 1 }, evil);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(JSON.stringify(merged)).toBe('{"a":1,"__proto__":{"isAdmin":true}}');
    expect(taken).toEqual(['/__proto__']);
    expect(merge({}, {}, { constructor: 1 }).merged).toEqual({ constructor: 1 });
  });

  test('of documents with no common base are two additions', () => {
    const both = mergeThreeWay({ base: undefined, mine: { a: 1 }, theirs: { b: 2 } });
    expect(both).toEqual({ merged: { a: 1, b: 2 }, conflicts: [], taken: ['/b'], kept: ['/a'] });
  });
});

describe('two edits of a list whose items have ids', () => {
  test('of different items both count', () => {
    const { merged, conflicts, taken, kept } = merge(
      [item('p', 1), item('q', 1)],
      [item('p', 2), item('q', 1)],
      [item('p', 1), item('q', 2)],
    );
    expect(merged).toEqual([item('p', 2), item('q', 2)]);
    expect({ conflicts, taken, kept }).toEqual({ conflicts: [], taken: ['/1/n'], kept: ['/0/n'] });
  });

  test.each([
    ['both add in one place', 'pq', 'pMq', 'pTq', 'pMTq'],
    ['both add at the front', 'p', 'Mp', 'Tp', 'MTp'],
    ['each adds several', 'pq', 'pMNq', 'TpUq', 'TpMNUq'],
    ['mine moves, theirs adds', 'pqr', 'rqp', 'pqTr', 'rqTp'],
    ['theirs moves, mine adds', 'pqr', 'pqMr', 'rqp', 'rqMp'],
    ['theirs moves only', 'pqr', 'pqr', 'qrp', 'qrp'],
    ['both move', 'pqr', 'rpq', 'qpr', 'rpq'],
    ['one removes the place where the other adds', 'pq', 'pMq', 'q', 'Mq'],
    ['each removes one', 'pqr', 'qr', 'pr', 'r'],
    ['mine moves, theirs removes', 'pqr', 'rqp', 'pr', 'rp'],
    ['both add one id', 'p', 'pA', 'Ap', 'Ap'],
  ])('end in one order when %s', (_, base, mine, theirs, merged) => {
    expect(ids(merge(items(base), items(mine), items(theirs)).merged)).toBe(merged);
  });

  test('name removed items by their place in the base', () => {
    const { taken, kept } = merge(items('pqr'), items('qr'), items('pq'));
    expect({ taken, kept }).toEqual({ taken: ['/2'], kept: ['/0'] });
  });

  test('keep an item that one removed and the other edited, and say so', () => {
    const base = [item('p', 1), item('q', 1)];
    const edited = [item('p', 1), item('q', 2)];
    expect(merge(base, items('p', 1), edited)).toStrictEqual({
      merged: edited,
      conflicts: [{ pointer: '/1', base: item('q', 1), theirs: item('q', 2) }],
      taken: [],
      kept: [],
    });
    expect(merge(base, edited, items('p', 1))).toStrictEqual({
      merged: edited,
      conflicts: [{ pointer: '/1', base: item('q', 1), mine: item('q', 2) }],
      taken: [],
      kept: ['/1'],
    });
  });

  test('that move items differently keep my order, and say so', () => {
    const { conflicts, kept, taken } = merge(items('pqr'), items('rpq'), items('qpr'));
    expect(conflicts).toEqual([
      { pointer: '', base: items('pqr'), mine: items('rpq'), theirs: items('qpr') },
    ]);
    expect({ kept, taken }).toEqual({ kept: [''], taken: [] });
    expect(merge(items('pqr'), items('rqp'), items('rqp')).conflicts).toEqual([]);
  });

  test('merge ten thousand items on both sides', () => {
    const base = Array.from({ length: 10_000 }, (_, index) => item(`i${index}`, index));
    const mine = [...base].reverse();
    const theirs = base.flatMap((entry, index) =>
      index % 2 ? [entry, item(`t${index}`)] : [{ ...entry, n: -1 }],
    );
    const { merged, taken, conflicts } = merge(base, mine, theirs);
    expect(merged).toHaveLength(15_000);
    expect(taken).toHaveLength(10_000);
    expect(conflicts).toEqual([]);
  });
});

test('a document nobody changed comes back, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(merge(value, structuredClone(value), structuredClone(value))).toEqual({
        merged: value,
        conflicts: [],
        taken: [],
        kept: [],
      });
    }),
  );
});

function merge(base: unknown, mine: unknown, theirs: unknown) {
  return mergeThreeWay({ base: frozen(base), mine: frozen(mine), theirs: frozen(theirs) });
}

function item(id: string, n?: number): { id: string; n?: number } {
  return n === undefined ? { id } : { id, n };
}

function items(text: string, n?: number): { id: string; n?: number }[] {
  return [...text].map((id) => item(id, n));
}

function ids(list: unknown): string {
  return Array.isArray(list) ? list.map((entry) => entry.id).join('') : '';
}
