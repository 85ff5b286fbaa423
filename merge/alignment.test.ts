import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frozen } from './documents.ts';
import { aligned, regenerate } from './index.ts';

function idsOf(base: object[], generated: object[], mine = base): unknown[] {
  const answer = aligned({ base: { items: base }, mine: { items: mine }, generated: { items: generated } });
  return Reflect.get(Object(answer), 'items').map(({ id }: { id: string }) => id);
}

test.each([
  ['the same title', 'Hiring SDRs', 'Hiring SDRs'],
  ['another case, width and punctuation', 'Hiring SDRs!', 'hiring  ＳＤＲｓ'],
  ['a title in nearly the same words', 'Hiring a head of sales', 'Hires a head of sales'],
  ['a title in Japanese, without blanks', '新しい営業責任者の採用', '営業責任者の採用'],
])('an item with %s takes over the id', (_what, before, after) => {
  expect(
    idsOf(
      [
        { id: 'a', title: 'Raised a Series A' },
        { id: 'b', title: before },
      ],
      [{ id: 'new', title: after }],
    ),
  ).toEqual(['b']);
});

test.each([
  ['Raised a Series A', 'Hiring SDRs'],
  ['New CEO', 'New CTO'],
  ['', ''],
])('%j and %j are two items', (before, after) => {
  expect(idsOf([{ id: 'a', title: before }], [{ id: 'new', title: after }])).toEqual(['new']);
});

test('use cases are told apart by their use case, alternatives by their text', () => {
  expect(
    idsOf(
      [{ id: 'a', useCase: 'Check invoices', painPoints: 'x' }],
      [{ id: 'n', useCase: 'Checking invoices' }],
    ),
  ).toEqual(['a']);
  expect(
    idsOf(
      [{ id: 'a', text: 'A question about freight' }],
      [{ id: 'n', text: 'Question about your freight' }],
    ),
  ).toEqual(['a']);
});

test('the parts of an e-mail renew the part of the same type, whatever they say, and the most similar of several', () => {
  const base = [
    { id: 'greeting', type: 'greeting', text: 'Hi [first name],' },
    { id: 'fish', type: 'custom', text: 'We like fish.' },
    { id: 'boats', type: 'custom', text: 'We build boats.' },
    { id: 'cta', type: 'cta', text: 'Do you have a minute?' },
  ];
  const generated = [
    { id: '1', type: 'greeting', text: 'Dear [first name],' },
    { id: '2', type: 'custom', text: 'We build better boats.' },
    { id: '3', type: 'custom', text: 'Something else' },
    { id: '4', type: 'evidence', text: 'Do you have a minute?' },
    { id: '5', type: 'CTA', text: 'Tuesday at ten?' },
  ];
  expect(idsOf(base, generated)).toEqual(['greeting', 'boats', 'fish', '4', 'cta']);
});

test('of two that resemble one item the better takes its id, and each id is taken once', () => {
  const base = [{ id: 'a', title: 'Hiring a head of sales' }];
  const generated = [
    { id: '1', title: 'Hiring a head of sales operations' },
    { id: '2', title: 'Hiring a head of sales' },
  ];
  expect(idsOf(base, generated)).toEqual(['1', 'a']);
});

test('what the person added is renewed as well, after what was generated before', () => {
  const mine = [
    { id: 'a', title: 'Edited by me' },
    { id: 'own', title: 'Opens an office abroad' },
  ];
  const base = [{ id: 'a', title: 'Raised a round' }];
  expect(
    idsOf(
      base,
      [
        { id: '1', title: 'Opens offices abroad' },
        { id: '2', title: 'Raised a round' },
      ],
      mine,
    ),
  ).toEqual(['own', 'a']);
});

test('a deleted item that comes again under another id stays deleted', () => {
  const base = {
    items: [
      { id: 'a', title: 'Raised a Series A' },
      { id: 'b', title: 'Hiring SDRs' },
    ],
  };
  const mine = { items: [{ id: 'b', title: 'Hiring SDRs' }] };
  const generated = {
    items: [
      { id: '1', title: 'Raised a series-A', n: 1 },
      { id: '2', title: 'Hiring SDRs' },
    ],
  };
  expect(regenerate({ base, mine, generated })).toMatchObject({
    merged: mine,
    taken: [],
    kept: [{ pointer: '/items/1', id: 'a', generated: { id: 'a', title: 'Raised a series-A', n: 1 } }],
  });
});

test('ids stay unique, nothing but ids changes, and aligning again changes nothing', () => {
  const title = fc.constantFrom(
    '',
    'Hiring SDRs',
    'Hires SDRs',
    'Hiring an SDR',
    'Raised a round',
    'New CTO',
  );
  const item = fc.record(
    { title, type: fc.constantFrom('cta', 'News'), text: title },
    { requiredKeys: ['type'] },
  );
  const list = (ids: string[]) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...ids), item), { selector: ([id]) => id, maxLength: 4 })
      .map((all) => ({
        items: all.map(([id, members]) => ({ id, ...members })),
      }));
  const known = list(['a', 'b', 'c', 'd']);
  fc.assert(
    fc.property(known, known, list(['a', 'w', 'x', 'y', 'z']), (base, mine, generated) => {
      [base, mine, generated].forEach(frozen);
      const once = aligned({ base, mine, generated });
      const { items } = Object(once);
      expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(generated.items.length);
      expect(items.map((one: object) => ({ ...one, id: '' }))).toEqual(
        generated.items.map((one) => ({ ...one, id: '' })),
      );
      expect(aligned({ base, mine, generated: once })).toEqual(once);
    }),
    { numRuns: 2000 },
  );
});
