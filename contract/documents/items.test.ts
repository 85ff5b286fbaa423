import { describe, expect, test } from 'vitest';
import { AccountData } from './account.ts';
import { CampaignData } from './campaign.ts';
import { CompanyData } from './company.ts';
import { priorityRank } from './items.ts';
import { PersonaData } from './persona.ts';

test('the strongest priority counts: 0 none, 1 Low, 2 Medium, 3 High', () => {
  expect(priorityRank(undefined)).toBe(0);
  expect(priorityRank([])).toBe(0);
  expect(priorityRank([{}, { priority: undefined }])).toBe(0);
  expect(priorityRank([{ priority: 'Low' }])).toBe(1);
  expect(priorityRank([{ priority: 'Low' }, { priority: 'Medium' }, {}])).toBe(2);
  expect(priorityRank([{ priority: 'High' }, { priority: 'Low' }])).toBe(3);
  expect(priorityRank(Array(200_000).fill({ priority: 'Low' }))).toBe(1);
});

describe.each([
  ['CompanyData', CompanyData],
  ['AccountData', AccountData],
  ['PersonaData', PersonaData],
  ['CampaignData', CampaignData],
])('%s', (_name, schema) => {
  test('of nothing is at version 1', () => expect(schema.parse({})).toEqual({ schemaVersion: 1 }));

  test('keeps every field that it does not know, at every depth', () => {
    const data = {
      schemaVersion: 1,
      own: [1, { two: null }],
      metadata: { own: true },
      provenance: { raw: ['x', 1] },
    };
    expect(schema.parse(data)).toEqual(data);
  });

  test.each([[], null, 'text', 1, undefined])('is not %j', (data) => {
    expect(schema.safeParse(data).success).toBe(false);
  });

  test('of a version to come is refused', () => {
    expect(schema.safeParse({ schemaVersion: 2 }).success).toBe(false);
  });
});

describe('items', () => {
  const parse = (segments: unknown) => CampaignData.safeParse({ segments });

  test('get the id that they lack, each its own, and keep theirs', () => {
    const { data } = parse([{ text: 'a' }, { id: 'mine', own: 1 }, {}]);
    const [first, second, third] = data?.segments ?? [];
    expect([first?.text, second]).toEqual(['a', { id: 'mine', own: 1 }]);
    expect(first?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(first?.id).not.toBe(third?.id);
  });

  test('keep their order and their ids when they are read again', () => {
    const once = CampaignData.parse({
      segments: [{ text: 'b' }, { text: 'a' }],
      alternatives: [{ text: 'x' }],
    });
    expect(CampaignData.parse(once)).toEqual(once);
  });

  test.each([
    ['one id twice', [{ id: 'a' }, {}, { id: 'a' }], ['segments', 2, 'id']],
    ['an empty id', [{ id: '' }], ['segments', 0, 'id']],
    ['a long id', [{ id: 'x'.repeat(201) }], ['segments', 0, 'id']],
    ['a number for an id', [{ id: 1 }], ['segments', 0, 'id']],
    ['null for an item', [{}, null], ['segments', 1]],
    ['a number for a text', [{ text: 1 }], ['segments', 0, 'text']],
  ])('with %s are refused there', (_what, segments, path) => {
    expect(parse(segments).error?.issues[0]?.path).toEqual(path);
  });
});
