import { regenerate } from '@blossomer/merge';
import { expect, test } from 'vitest';
import { type Change, changeName, chosen, keptChanges, stateOf, takenChanges } from './changes.ts';

const signal = (id: string, title: string) => ({ id, title });
const base = {
  name: 'A',
  data: { description: 'old', goals: ['a'], buyingSignals: [signal('1', 'One'), signal('2', 'Two')] },
};
const mine = {
  name: 'A',
  data: { description: 'mine', goals: ['a'], buyingSignals: [signal('1', 'One'), signal('2', 'Two')] },
};
const generated = {
  name: 'A',
  data: { description: 'new', goals: ['b'], buyingSignals: [signal('1', 'First'), signal('3', 'Three')] },
};
const outcome = regenerate({ base, mine, generated });
const report = { taken: outcome.taken, kept: outcome.kept } as never;
const merged = outcome.merged as typeof mine;
const taken = takenChanges(report);
const kept = keptChanges(report);
const named = (changes: readonly Change[], pointer: string) => {
  const found = changes.find((one) => one.pointer === pointer);
  if (found === undefined) throw new Error(`no ${pointer} in ${JSON.stringify(changes)}`);
  return found;
};

test('a field that was kept can be the generated one, and mine again', () => {
  const change = named(kept, '/data/description');
  expect(stateOf(merged, change)).toBe('has');
  const turned = chosen(merged, change, 'other');
  expect(turned.data.description).toBe('new');
  expect(stateOf(turned, change)).toBe('other');
  expect(chosen(turned, change, 'has')).toEqual(merged);
});

test('every place of a report can be turned around and back, in any order', () => {
  const all = [...taken, ...kept];
  const there = all.reduce((document, change) => chosen(document, change, 'other'), merged);
  for (const change of all) expect(stateOf(there, change), change.pointer).toBe('other');
  const back = all.toReversed().reduce((document, change) => chosen(document, change, 'has'), there);
  for (const change of all) expect(stateOf(back, change), change.pointer).toBe('has');
});

test('an item is found by its id when the list has moved on', () => {
  const change = taken.find(({ id, pointer }) => id === '1' && pointer.endsWith('/title'));
  const shifted = {
    ...merged,
    data: { ...merged.data, buyingSignals: [signal('9', 'Mine'), ...merged.data.buyingSignals] },
  };
  const restored = chosen(shifted, change as Change, 'other');
  expect(restored.data.buyingSignals.find(({ id }) => id === '1')?.title).toBe('One');
  expect(restored.data.buyingSignals[0]).toEqual(signal('9', 'Mine'));
});

test('what was edited since is neither, and nothing is offered', () => {
  const edited = { ...merged, data: { ...merged.data, goals: ['c'] } };
  expect(stateOf(edited, named(taken, '/data/goals'))).toBe('edited');
});

test('what a document says of its own making is not shown', () => {
  const hidden = { taken: [{ pointer: '/data/metadata/confidence', after: 'high' }], kept: [] };
  expect(takenChanges(hidden)).toEqual([]);
});

test('a place is called as its screen calls it, an item by its title', () => {
  const title = taken.find(({ id, pointer }) => id === '1' && pointer.endsWith('/title')) as Change;
  expect(changeName(merged, title)).toBe('Buying signals: First: title');
  expect(changeName(merged, named(kept, '/data/description'))).toBe('Description');
});
