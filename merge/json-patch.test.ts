import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyJsonPatch, type JsonPatchError, type PatchOperation } from './json-patch.ts';

const unlimited = Number.POSITIVE_INFINITY;

/** RFC 6902, appendix A, in its order; null: the patch must fail. */
const appendix: readonly [name: string, document: unknown, patch: PatchOperation[], result: unknown][] = [
  ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  [
    'A.2',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  [
    'A.5',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'replace', path: '/baz', value: 'boo' }],
    { baz: 'boo', foo: 'bar' },
  ],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  ['A.9', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }], null],
  [
    'A.10',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  ['A.12', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }], null],
  ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  ['A.15', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: '10' }], null],
  [
    'A.16',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
];

test.each(appendix)('the RFC says so: %s', (_name, document, patch, result) => {
  if (result === null) expect(() => applyJsonPatch(document, patch, unlimited)).toThrow();
  else expect(applyJsonPatch(document, patch, unlimited)).toEqual(result);
});

test('the failed operation and the member to blame are named', () => {
  const failed = (patch: PatchOperation[]) => {
    try {
      applyJsonPatch({ a: 1 }, patch, 10);
    } catch (error) {
      const { reason, index, member } = error as JsonPatchError;
      return [reason, index, member];
    }
    return [];
  };
  const fine: PatchOperation = { op: 'test', path: '/a', value: 1 };
  expect(failed([fine, { op: 'remove', path: '/b' }])).toEqual(['no-such-place', 1, 'path']);
  expect(failed([{ op: 'copy', from: '/b', path: '/c' }])).toEqual(['no-such-place', 0, 'from']);
  expect(failed([fine, fine, { op: 'test', path: '/a', value: 2 }])).toEqual(['test-failed', 2, 'path']);
});

test('copying ends at its bound, so that doubling cannot fill the memory', () => {
  const doubling = Array.from(
    { length: 1000 },
    (_, index): PatchOperation => ({ op: 'copy', from: '/a', path: `/a/b${index}` }),
  );
  expect(() => applyJsonPatch({ a: { text: 'x'.repeat(100) } }, doubling, 100_000)).toThrow('too-large');
});

test('neither the document nor the patch is touched, and what was added is no part of the patch', () => {
  const value = { list: ['one'] };
  const patch: PatchOperation[] = [
    { op: 'add', path: '/new', value },
    { op: 'add', path: '/new/list/-', value: 'two' },
  ];
  const document = Object.freeze({ old: 1 });
  for (let time = 0; time < 2; time += 1) {
    expect(applyJsonPatch(document, patch, unlimited)).toEqual({ old: 1, new: { list: ['one', 'two'] } });
  }
  expect(value).toEqual({ list: ['one'] });
});

test('moving there and back again changes nothing', () => {
  const list = fc.array(fc.integer(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(list, fc.nat(), fc.nat(), (items, a, b) => {
      const [from, to] = [a % items.length, b % items.length];
      const patch: PatchOperation[] = [
        { op: 'move', from: `/items/${from}`, path: `/items/${to}` },
        { op: 'move', from: `/items/${to}`, path: `/items/${from}` },
      ];
      expect(applyJsonPatch({ items }, patch, unlimited)).toEqual({ items });
    }),
  );
});
