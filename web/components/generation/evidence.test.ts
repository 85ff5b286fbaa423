import type { Evidence, Generation } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { groundsFor } from './evidence.ts';

const quote = (pointer: string, found = true): Evidence => ({
  pointer,
  quote: found ? 'as it stands there' : null,
  page: found ? 'https://acme.test/' : null,
  found,
});
const generation = {
  result: {
    name: 'Acme',
    data: {
      description: 'Sells clouds.',
      capabilities: ['Fast', 'Cheap'],
      objections: ['Too new'],
      buyingSignals: [{ id: '1', title: 'Hires', description: 'A posting' }],
    },
  },
  evidence: [
    quote('/data/description'),
    quote('/data/capabilities/1'),
    quote('/data/objections/0', false),
    quote('/data/buyingSignals/0'),
  ],
} as object as Generation;

test('a text as it was generated, with a quote that was found, is a fact', () => {
  expect(groundsFor(generation, '/data/description', 'Sells clouds.')).toEqual({
    isFact: true,
    evidence: [quote('/data/description')],
  });
});

test('a text that somebody edited, or emptied, rests on nothing of ours', () => {
  expect(groundsFor(generation, '/data/description', 'Sells clouds')).toBeNull();
  expect(groundsFor(generation, '/data/description', '')).toBeNull();
  expect(groundsFor(generation, '/data/capabilities', [])).toBeNull();
});

test('a text without a quote that was found is an inference', () => {
  expect(groundsFor(generation, '/data/objections/0', 'Too new')).toMatchObject({ isFact: false });
  expect(groundsFor(generation, '/data/capabilities/0', 'Fast')).toEqual({ isFact: false, evidence: [] });
});

test('an item of a list keeps its grounds where the person moved it', () => {
  expect(groundsFor(generation, '/data/capabilities/0', 'Cheap')).toMatchObject({ isFact: true });
});

test('what is told of an item holds for its fields', () => {
  expect(groundsFor(generation, '/data/buyingSignals/0/description', 'A posting')).toMatchObject({
    isFact: true,
  });
});
