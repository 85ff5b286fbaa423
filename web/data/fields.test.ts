import { applyJsonPatch, equal } from '@blossomer/merge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beyond, coalesced, decided, editsBetween, overlaid, rebased, withValue } from './fields.ts';

const text = fc.constantFrom('a', 'b', 'c');
const items = fc
  .uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', 's'), text), { selector: ([id]) => id, maxLength: 4 })
  .map((all) => all.map(([id, title]) => ({ id, title })));
const documents: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    name: text,
    data: fc.record(
      {
        note: text,
        tags: fc.array(text, { maxLength: 2 }),
        signals: items,
        deep: fc.record({ x: text, y: fc.constantFrom(null, 1) }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['name'] },
);

test('what differs, laid over what it was, is what it became', () => {
  fc.assert(
    fc.property(documents, documents, (before, after) => {
      expect(overlaid(before, editsBetween(before, after))).toEqual(after);
    }),
  );
});

test('edits one after the other are one edit, however many: its base is the first, its value the last', () => {
  fc.assert(
    fc.property(documents, fc.array(documents, { maxLength: 5 }), (first, steps) => {
      let current = first;
      let edits = coalesced([], []);
      for (const next of steps) {
        edits = coalesced(edits, editsBetween(current, next));
        current = next;
      }
      expect(overlaid(first, edits)).toEqual(current);
      for (const edit of edits) expect(equal(edit.base, edit.value)).toBe(false);
      for (const edit of edits) {
        const others = edits.filter((other) => other !== edit);
        expect(others.some(({ pointer }) => pointer.startsWith(`${edit.pointer}/`))).toBe(false);
      }
    }),
  );
});

test('coming back to where one began leaves no edit', () => {
  fc.assert(
    fc.property(documents, documents, (first, second) => {
      expect(coalesced(editsBetween(first, second), editsBetween(second, first))).toEqual([]);
    }),
  );
});

test('once the server has it, laying it over changes nothing, and there is nothing left to do', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      const edits = editsBetween(base, mine);
      const there = overlaid(theirs, edits);
      expect(overlaid(there, edits)).toEqual(there);
      expect(rebased(mine, edits)).toEqual({ operations: [], conflicts: [] });
    }),
  );
});

test('what a rebase asks for, carried out, is what the screen showed all along', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      const edits = editsBetween(base, mine);
      const { operations, conflicts } = rebased(theirs, edits);
      fc.pre(conflicts.length === 0);
      expect(applyJsonPatch(theirs, operations, 1_000_000)).toEqual(overlaid(theirs, edits));
    }),
  );
});

test('fields that only others changed stay as they have them', () => {
  fc.assert(
    fc.property(documents, text, text, (base, name, note) => {
      const mine = withValue(base, '/name', name);
      const theirs = withValue(base, '/data/note', note);
      const edits = editsBetween(base, mine);
      expect(rebased(theirs, edits).conflicts).toEqual([]);
      expect(overlaid(theirs, edits)).toEqual(withValue(theirs, '/name', name));
    }),
  );
});

test('a decided conflict is none any more; mine is mine, theirs is theirs', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      for (const conflict of rebased(theirs, editsBetween(base, mine)).conflicts) {
        for (const choice of ['mine', 'theirs'] as const) {
          expect(rebased(theirs, [decided(conflict, choice)]).conflicts).toEqual([]);
        }
        if (typeof conflict.value !== 'object') {
          expect(decided(conflict, 'mine').value).toEqual(conflict.value);
          expect(decided(conflict, 'theirs').value).toEqual(conflict.theirs);
        }
      }
    }),
  );
});

test('what went out too early and what is left of the edit are the whole edit', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, sent, now) => {
      const part = editsBetween(base, sent);
      const whole = coalesced(part, editsBetween(sent, now));
      expect(overlaid(overlaid(base, part), beyond(part, whole))).toEqual(overlaid(base, whole));
    }),
  );
});

describe('one item of a list', () => {
  const base = {
    data: {
      signals: [
        { id: 'a', title: '1', note: 'n' },
        { id: 'b', title: '2' },
      ],
    },
  };

  test('is edited where it is, even when it has moved meanwhile', () => {
    const edits = editsBetween(base, withValue(base, '/data/signals/0/title', 'mine'));
    expect(edits.map(({ pointer }) => pointer)).toEqual(['/data/signals']);
    const theirs = {
      data: {
        signals: [
          { id: 'b', title: 'theirs' },
          { id: 'a', title: '1', note: 'n' },
        ],
      },
    };
    expect(overlaid(theirs, edits).data.signals).toEqual([
      { id: 'b', title: 'theirs' },
      { id: 'a', title: 'mine', note: 'n' },
    ]);
    expect(rebased(theirs, edits).conflicts).toEqual([]);
  });

  test('can be the first of a list that is not there yet, and be taken out again', () => {
    const added = withValue({ data: {} }, '/data/signals', [{ id: 'a' }]);
    expect(withValue(added, '/data/signals/-', { id: 'b' })).toEqual({
      data: { signals: [{ id: 'a' }, { id: 'b' }] },
    });
    expect(withValue(added, '/data/signals/0', undefined)).toEqual({ data: { signals: [] } });
  });

  test('that both edited is a conflict with all three values', () => {
    const edits = editsBetween(base, withValue(base, '/data/signals/1/title', 'mine'));
    const theirs = withValue(base, '/data/signals/1/title', 'theirs');
    const [conflict] = rebased(theirs, edits).conflicts;
    expect(conflict).toEqual({
      pointer: '/data/signals',
      base: base.data.signals,
      value: [base.data.signals[0], { id: 'b', title: 'mine' }],
      theirs: theirs.data.signals,
    });
  });
});

test('a field inside an object that is not there yet is set together with it', () => {
  const edits = [{ pointer: '/data/positioning/belief', value: 'x' }];
  expect(rebased({ data: {} }, edits).operations).toEqual([
    { op: 'add', path: '/data/positioning', value: { belief: 'x' } },
  ]);
});
