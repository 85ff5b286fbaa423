import { valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frozen, productDocuments } from './documents.ts';
import { equal, type Kept, type Regenerated, regenerate, type Taken } from './index.ts';

const scalars = [undefined, 1, 2, 3];
const OBJECTS = [undefined, 'text', ...pairsOf(scalars).map(([a, b]) => withoutAbsent({ a, b }))].map((o) =>
  frozen(withoutAbsent({ o })),
);
const ITEMS = ['p1', 'p2', 'p3', 'q1', 'q2'].map(([id = '', n]) => ({ id, n }));
const LISTS = [
  undefined,
  [1],
  [],
  ...ITEMS.map((item) => [item]),
  ...pairsOf(ITEMS).filter(([a, b]) => a.id !== b.id),
].map((items) => frozen(withoutAbsent({ items })));
const ORDERS = ['', 'p', 'q', 'pq', 'qp', 'pqr', 'prq', 'qpr', 'qrp', 'rpq', 'rqp', 'prqs', 'spqr'].map(
  (ids) => frozen({ items: [...ids].map((id) => ({ id })) }),
);

describe.each([
  ['objects', OBJECTS],
  ['lists', LISTS],
  ['orders', ORDERS],
])('of every three small documents with %s', (_what, documents) => {
  test('all laws hold', () => {
    const broken: string[] = [];
    for (const base of documents) {
      for (const mine of documents) {
        if (!holdsForTwo(base, mine)) broken.push(JSON.stringify([base, mine]));
        for (const generated of documents) {
          const law = brokenLaw(base, mine, generated);
          if (law !== null) broken.push(`${law}: ${JSON.stringify([base, mine, generated])}`);
        }
      }
    }
    expect(broken.slice(0, 10)).toEqual([]);
  });

  test('without a base everything of mine survives, and what was absent is filled', () => {
    const broken: string[] = [];
    for (const mine of documents) {
      for (const generated of documents) {
        const { merged, taken } = regenerate({ base: null, mine, generated });
        const [own, now] = [leavesOf(mine), leavesOf(merged)];
        const survives = [...own].every(([path, leaf]) => now.get(path) === leaf);
        const fills = taken.every(({ before = [] }) => Array.isArray(before));
        if (!survives || !fills) broken.push(JSON.stringify([mine, generated, merged]));
      }
    }
    expect(broken.slice(0, 10)).toEqual([]);
  });
});

test('any three documents keep the laws', () => {
  const documents = productDocuments();
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, generated) => {
      [base, mine, generated].forEach(frozen);
      expect(holdsForTwo(base, mine)).toBe(true);
      expect(brokenLaw(base, mine, generated)).toBeNull();
    }),
    { numRuns: 3000 },
  );
});

test('what is generated again with the same answer changes nothing any more', () => {
  const documents = productDocuments();
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, generated) => {
      const once = regenerate({ base, mine, generated });
      const twice = regenerate({ base: once.generated, mine: once.merged, generated });
      expect(twice.merged).toEqual(once.merged);
      expect(twice.taken).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('without a base blank texts and lists are filled, and blanks that nothing fills stay', () => {
  const mine = { name: 'Acme', description: ' ', tags: [], note: null, own: '' };
  const generated = { name: 'ACME Inc.', description: 'Sells anvils', tags: ['b2b'], note: 'x' };
  const { merged, kept } = regenerate({ base: null, mine, generated });
  expect(merged).toEqual({ name: 'Acme', description: 'Sells anvils', tags: ['b2b'], note: 'x', own: '' });
  expect(kept).toEqual([
    { pointer: '/name', mine: 'Acme', generated: 'ACME Inc.' },
    { pointer: '/own', mine: '' },
  ]);
});

test('items that went or stay away have places beyond the end of the list, and carry their ids', () => {
  const base = {
    items: [
      { id: 'gone', n: 1 },
      { id: 'deleted', n: 1 },
      { id: 'both', n: 1 },
    ],
  };
  const mine = {
    items: [
      { id: 'gone', n: 1 },
      { id: 'both', n: 1 },
      { id: 'own', n: 7 },
    ],
  };
  const generated = {
    items: [
      { id: 'both', n: 2 },
      { id: 'deleted', n: 5 },
      { id: 'new', n: 3 },
    ],
  };
  expect(regenerate({ base, mine, generated })).toEqual({
    merged: {
      items: [
        { id: 'both', n: 2 },
        { id: 'own', n: 7 },
        { id: 'new', n: 3 },
      ],
    },
    generated,
    taken: [
      { pointer: '/items/0/n', id: 'both', before: 1, after: 2 },
      { pointer: '/items/2', id: 'new', after: { id: 'new', n: 3 } },
      { pointer: '/items/3', id: 'gone', before: { id: 'gone', n: 1 } },
    ],
    kept: [
      { pointer: '/items/1', id: 'own', mine: { id: 'own', n: 7 } },
      { pointer: '/items/4', id: 'deleted', generated: { id: 'deleted', n: 5 } },
    ],
  });
});

function holdsForTwo(base: unknown, other: unknown): boolean {
  const untouched = regenerate({ base, mine: base, generated: other });
  const again = regenerate({ base, mine: other, generated: base });
  return (
    equal(untouched.merged, untouched.generated) &&
    untouched.kept.length === 0 &&
    equal(again.merged, other) &&
    again.taken.length === 0
  );
}

function brokenLaw(base: unknown, mine: unknown, answer: unknown): string | null {
  const outcome = regenerate({ base, mine, generated: answer });
  const { generated } = outcome;
  const [before, own, fresh, now] = [
    leavesOf(base),
    leavesOf(mine),
    leavesOf(generated),
    leavesOf(outcome.merged),
  ];
  for (const [path, leaf] of own) {
    if (before.get(path) !== leaf && now.get(path) !== leaf) return `edited ${path} survives`;
  }
  for (const path of new Set([...before.keys(), ...own.keys(), ...fresh.keys()])) {
    const untouched = equal(atPath(base, path), atPath(mine, path));
    if (untouched && !isDecidedAbove(path, base, mine, generated) && now.get(path) !== fresh.get(path))
      return `untouched ${path} is new`;
    if (before.has(path) && !own.has(path) && now.has(path)) return `deleted ${path} stays away`;
  }
  if (!reportsEachDifferenceOnce(outcome, mine)) return 'each difference has one place';
  if (![...outcome.taken, ...outcome.kept].every((entry) => saysTheTruth(entry, outcome, mine)))
    return 'values are those of the sides';
  if (!equal(settled(outcome, 'generated'), sorted(generated))) return 'accepting all gives the generation';
  if (!equal(settled(outcome, 'mine'), sorted(mine))) return 'undoing all gives mine';
  return null;
}

/** What holds it was exchanged, deleted or added by the person; or it is of an item that the generation no longer has. */
function isDecidedAbove(path: string, base: unknown, mine: unknown, generated: unknown): boolean {
  const tokens = path.split('/');
  return tokens.slice(1, -1).some((_, depth) => {
    const holder = tokens.slice(0, depth + 2).join('/');
    const [before, own, fresh] = [base, mine, generated].map((side) => kindOf(atPath(side, holder)));
    return before !== own || (fresh !== own && !(own === 'object' && fresh === 'absent'));
  });
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'leaf';
  if (Array.isArray(value)) return value.every(hasId) ? 'items' : 'leaf';
  return hasId(value) ? 'item' : typeof value;
}

/** Every leaf in which mine and generated differ lies in exactly one entry, and no two entries are one place. */
function reportsEachDifferenceOnce({ merged, generated, taken, kept }: Regenerated, mine: unknown): boolean {
  const entries = [...taken, ...kept];
  if (new Set(entries.map(({ pointer }) => pointer)).size !== entries.length) return false;
  const paths = entries.filter((entry) => !isOrder(entry)).map((entry) => pathById(entry, merged));
  const [own, fresh] = [leavesOf(mine), leavesOf(generated)];
  return [...new Set([...own.keys(), ...fresh.keys()])]
    .filter((leaf) => own.get(leaf) !== fresh.get(leaf))
    .every((leaf) => paths.filter((path) => leaf === path || leaf.startsWith(`${path}/`)).length === 1);
}

function saysTheTruth(entry: Taken | Kept, { merged, generated }: Regenerated, mine: unknown): boolean {
  const [own, fresh] = pick(entry);
  if (equal(own, fresh)) return false;
  if (isOrder(entry)) return equal(valueAt(merged, entry.pointer), isTaken(entry) ? fresh : own);
  const path = pathById(entry, merged);
  const now = valueAt(merged, entry.pointer);
  return (
    equal(own, atPath(mine, path)) &&
    equal(fresh, atPath(generated, path)) &&
    equal(now, isTaken(entry) ? fresh : own)
  );
}

function pick(entry: Taken | Kept): [unknown, unknown] {
  return isTaken(entry) ? [entry.before, entry.after] : [entry.mine, entry.generated];
}

function isTaken(entry: Taken | Kept): entry is Taken {
  return 'before' in entry || 'after' in entry;
}

/** A list of items on both sides. */
function isOrder(entry: Taken | Kept): boolean {
  return pick(entry).every((value) => Array.isArray(value) && value.length > 1 && value.every(hasId));
}

function hasId(item: unknown): item is { id: string } {
  return typeof item === 'object' && item !== null && 'id' in item;
}

/** `/items/0/n` -> `/items/p/n`. */
function pathById({ pointer, id }: Taken | Kept, merged: unknown): string {
  const tokens = pointer.split('/');
  let holder = '';
  return tokens
    .map((token) => {
      const list = valueAt(merged, holder);
      holder = token === '' ? '' : `${holder}/${token}`;
      if (!Array.isArray(list)) return token;
      const item: unknown = list[Number(token)];
      return hasId(item) ? item.id : (id ?? token);
    })
    .join('/');
}

function atPath(document: unknown, path: string): unknown {
  let value = document;
  for (const token of path.split('/').slice(1)) {
    if (Array.isArray(value)) value = value.find((item) => hasId(item) && item.id === token);
    else value = typeof value === 'object' && value !== null ? Reflect.get(value, token) : undefined;
  }
  return value;
}

/** `merged` with every place as one side has it, put there by pointer; lists in the order of their ids. */
function settled({ merged, taken, kept }: Regenerated, side: 'mine' | 'generated'): unknown {
  const document = { root: structuredClone(merged) };
  const gone = new Map<unknown[], unknown[]>();
  for (const entry of [...taken, ...kept].filter((one) => !isOrder(one))) {
    const value = pick(entry)[side === 'mine' ? 0 : 1];
    const tokens = ['root', ...entry.pointer.split('/').slice(1)];
    const last = tokens.pop() ?? '';
    const holder = valueAt(document, tokens.map((token) => `/${token}`).join(''));
    if (Array.isArray(holder)) {
      const item: unknown = holder[Number(last)];
      if (value === undefined) gone.set(holder, [...(gone.get(holder) ?? []), item]);
      else if (item === undefined) holder[Number(last)] = value;
    } else if (typeof holder === 'object' && holder !== null) {
      if (value === undefined) Reflect.deleteProperty(holder, last);
      else Reflect.set(holder, last, structuredClone(value));
    }
  }
  for (const [list, items] of gone) {
    const left = list.filter((item) => item !== undefined && !items.includes(item));
    list.splice(0, list.length, ...left);
  }
  return sorted(document.root);
}

/** Lists by id in the order of their ids, and no empty objects, which a decision part by part may leave behind. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== undefined).map(sorted);
    return items.every(hasId) ? items.sort((a, b) => (a.id < b.id ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, one]): [string, unknown] => [key, sorted(one)]);
  return Object.fromEntries(members.filter(([, one]) => !equal(one, {})));
}

/** Scalars and whole lists by path, with the id of an item in the place of its index; that an item is there is a leaf, too. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value) && value.every(hasId)) {
    for (const item of value) leavesOf(item, `${path}/${item.id}`, leaves);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, one] of Object.entries(value)) leavesOf(one, `${path}/${key}`, leaves);
  } else if (value !== undefined) leaves.set(path, JSON.stringify(value));
  return leaves;
}

function pairsOf<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one) => items.map((other): [Item, Item] => [one, other]));
}

function withoutAbsent(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
