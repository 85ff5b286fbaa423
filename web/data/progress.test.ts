import type { GenerationEvent } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { nothingYet, type Progress, told, withField } from './progress.ts';

const after = (...events: GenerationEvent[]): Progress => events.reduce(told, nothingYet);
const field = (pointer: string, value: never): GenerationEvent => ({
  event: 'field',
  data: { pointer, value },
});

test('fields become the document, lists by their items', () => {
  const progress = after(
    field('/name', 'Acme' as never),
    field('/data/objections/0', 'Too new' as never),
    field('/data/objections/1', 'Too dear' as never),
    field('/data/positioning/keyMarketBelief', 'Bills grow' as never),
  );
  expect(progress.partial).toEqual({
    name: 'Acme',
    data: { objections: ['Too new', 'Too dear'], positioning: { keyMarketBelief: 'Bills grow' } },
  });
  expect(progress.fields).toBe(4);
});

test('when it is begun anew, what was told is void', () => {
  const reason = { reason: 'The provider broke off.', provider: 'openai' };
  const progress = after(field('/name', 'Acme' as never), { event: 'restarted', data: reason });
  expect(progress).toMatchObject({ partial: {}, fields: 0, restarted: reason });
});

test('a page that was being read is read, or passed over, in its place', () => {
  const page = (url: string, state: 'reading' | 'read' | 'skipped'): GenerationEvent => ({
    event: 'page',
    data: { url, state, title: null, reason: null },
  });
  const { pages } = after(
    page('a', 'reading'),
    page('b', 'reading'),
    page('a', 'read'),
    page('b', 'skipped'),
  );
  expect(pages.map(({ url, state }) => `${url} ${state}`)).toEqual(['a read', 'b skipped']);
});

test('no field reaches a prototype', () => {
  withField({}, '/__proto__/polluted', true);
  withField({}, '/data/__proto__/polluted', true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
