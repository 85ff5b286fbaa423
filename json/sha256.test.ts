import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex as ofBrowsers } from './sha256.ts';
import { sha256Hex as ofNode } from './sha256-node.ts';

test('browsers and servers digest every text alike, or the same work would have two ids', () => {
  expect(ofBrowsers('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'); // FIPS 180-2, B.1
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(ofNode(text)).toBe(ofBrowsers(text));
    }),
  );
});
