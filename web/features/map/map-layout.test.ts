import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxHeight, layoutOf } from './map-layout.ts';
import { everyNode, incomplete, type MapNode, missingCounts, treeOf } from './map-tree.ts';

const shape = fc.array(fc.array(fc.nat(4), { maxLength: 4 }), { maxLength: 8 });

function treeFrom(accounts: readonly (readonly number[])[]): MapNode {
  const described = (id: string) => ({ id, name: id, description: 'text' });
  return treeOf({
    company: described('c'),
    accounts: accounts.map((_, a) => described(`a${a}`)),
    personas: accounts.flatMap((personas, a) =>
      personas.map((_, p) => ({ ...described(`p${a}-${p}`), accountId: `a${a}` })),
    ),
    campaigns: accounts.flatMap((personas, a) =>
      personas.flatMap((count, p) =>
        Array.from({ length: count }, (_, e) => ({
          ...described(`e${a}-${p}-${e}`),
          personaId: `p${a}-${p}`,
        })),
      ),
    ),
  });
}

test.each([320, 1100])(
  'at %i px no box lies on another, all lie within, and each child has its link',
  (width) => {
    fc.assert(
      fc.property(shape, (accounts) => {
        const tree = treeFrom(accounts);
        const { boxes, links, height } = layoutOf(tree, { width, isFolded: () => false });
        const all = [...boxes.values()];
        expect(boxes.size).toBe(everyNode(tree).length);
        expect(links).toHaveLength(boxes.size - 1);
        for (const [index, box] of all.entries()) {
          expect(box.left + box.width).toBeLessThanOrEqual(width);
          expect(box.top + boxHeight).toBeLessThanOrEqual(height);
          for (const other of all.slice(index + 1)) {
            const apart =
              Math.abs(box.top - other.top) >= boxHeight ||
              box.left + box.width <= other.left ||
              other.left + other.width <= box.left;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  },
);

test('what is folded takes no room', () => {
  const tree = treeFrom([[2, 2], [1]]);
  const { boxes } = layoutOf(tree, { width: 900, isFolded: ({ id }) => id === 'a0' });
  expect([...boxes.keys()]).toEqual(['c', 'a0', 'a1', 'p1-0', 'e1-0-0']);
});

test('says what is missing, and leaves out what is complete all the way down', () => {
  const tree = treeOf({
    company: { id: 'c', name: 'C', description: 'text' },
    accounts: [
      { id: 'a', name: 'Whole', description: 'text' },
      { id: 'b', name: 'Bare', description: ' ' },
    ],
    personas: [
      { id: 'p', name: 'P', description: 'text', accountId: 'a' },
      { id: 'q', name: 'Q', description: null, accountId: 'a' },
      { id: 'stray', name: 'Of another company', accountId: 'z' },
    ],
    campaigns: [{ id: 'e', name: 'E', description: 'text', personaId: 'p' }],
  });
  expect(missingCounts(tree)).toEqual([
    { kind: 'persona', what: 'no e-mail', count: 1 },
    { kind: 'persona', what: 'no description', count: 1 },
    { kind: 'account', what: 'no personas', count: 1 },
    { kind: 'account', what: 'no description', count: 1 },
  ]);
  expect(everyNode(incomplete(tree) as MapNode).map(({ id }) => id)).toEqual(['c', 'a', 'q', 'b']);
  expect(incomplete(treeFrom([[1]]))).toBeNull();
});
