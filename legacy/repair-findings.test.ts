import { expect, test } from 'vitest';
import { type Plan, plan } from './index.ts';

/** What a preview says of repairs that are too many to be told one by one. */
const now = '2026-11-23T09:00:00.000Z';

test('dates in the words of a browser are told once for each key, with their number and the first places', () => {
  const personas = Array.from({ length: 7 }, (_, index) => ({
    id: String(1751900000011 + index),
    createdAt: '7/8/2025',
    targetPersonaName: `Persona ${index}`,
  }));
  const planned = planOf({
    target_accounts: [{ id: 'acc-1', targetAccountName: 'Mid', personas }],
    emailHistory: [mail({ timestamp: '8.7.2025, 16:05:08' })],
  });
  const [first, second] = told(planned, 'date-from-id');
  expect(first).toMatchObject({ key: 'target_accounts', count: 7, pointer: '/0/personas/0/createdAt' });
  expect(first?.pointers).toEqual([0, 1, 2, 3, 4].map((index) => `/0/personas/${index}/createdAt`));
  expect(first?.message).toMatch(/^7 dates are written /);
  expect(second).toMatchObject({ key: 'emailHistory', count: 1, pointers: ['/0/timestamp'] });
  expect(second?.message).toMatch(/^One date is written /);
});

test('where the id tells no date either, that is told instead; an ISO date and a missing one are nothing to tell', () => {
  const persona = { targetPersonaName: 'VP' };
  const planned = planOf({
    target_accounts: [
      {
        id: 'acc-1',
        targetAccountName: 'Mid',
        createdAt: '2025-07-07T15:33:20.001Z',
        personas: [
          { ...persona, id: 'per-1', createdAt: '7/8/2025' },
          { ...persona, id: '1751900000012', createdAt: '2025-07-07T15:33:20.001Z' },
          { ...persona, id: '1751900000013' },
        ],
      },
    ],
  });
  expect(told(planned, 'date-from-id')).toEqual([]);
  expect(told(planned, 'date-unreadable')).toMatchObject([
    { count: 1, pointers: ['/0/personas/0/createdAt'] },
  ]);
});

test('a use case by a place that has none, or of another persona, is told; one that is found is not', () => {
  const chosen = ['1751900000011_1', '1751900000011_2', '1751900000012_0', 'x', ''];
  const planned = planOf({
    target_accounts: [
      {
        id: 'acc-1',
        targetAccountName: 'Mid',
        personas: [{ id: '1751900000011', targetPersonaName: 'VP', useCases: ['First', 'Second'] }],
      },
    ],
    emailHistory: chosen.map((selectedUseCase, index) =>
      mail({
        id: `mail-${index}`,
        config: { selectedAccount: 'acc-1', selectedPersona: '1751900000011', selectedUseCase },
      }),
    ),
  });
  expect(told(planned, 'use-case-unresolved')).toMatchObject([
    { count: 3, pointers: [1, 2, 3].map((index) => `/${index}/config/selectedUseCase`) },
  ]);
});

test('a body or a subject that was edited after its segments is told, and both are kept', () => {
  const segments = [
    { text: 'Bills', type: 'subject' },
    { text: 'Hi', type: 'intro' },
  ];
  const planned = planOf({
    emailHistory: [
      mail({ id: 'mail-1', subject: 'Bills', body: 'Bills\n\nHi', segments }),
      mail({ id: 'mail-2', subject: 'Bills creep', body: 'Bills\n\nHello', segments }),
      mail({ id: 'mail-3', subject: 'Other', body: 'Other', segments: [] }),
      mail({ id: 'mail-4', subject: '', body: '', segments }),
    ],
  });
  expect(told(planned, 'body-edited')).toMatchObject([{ count: 1, pointers: ['/1/body'] }]);
  expect(told(planned, 'subject-edited')).toMatchObject([{ count: 1, pointers: ['/1/subject'] }]);
  const edited = planned.entities.find(({ sourceId }) => sourceId === 'mail-2');
  expect(edited?.data).toMatchObject({ subject: 'Bills creep', body: 'Bills\n\nHello', segments });
});

test('names that were made up and names that were cut are told', () => {
  const long = 'n'.repeat(201);
  const planned = planOf({
    target_accounts: [
      { id: 'acc-1', targetAccountName: '', targetAccountDescription: 'Mid-size companies' },
      { id: 'acc-2', targetAccountName: long, personas: [{ id: 'per-1', targetPersonaName: ' ' }] },
    ],
    emailHistory: [mail({ subject: long })],
  });
  expect(told(planned, 'name-made')).toMatchObject([{ count: 2, pointers: ['/0', '/1/personas/0'] }]);
  expect(told(planned, 'name-cut')).toMatchObject([
    { key: 'target_accounts', count: 1, pointers: ['/1/targetAccountName'] },
    { key: 'emailHistory', count: 1, pointers: ['/0'] },
  ]);
});

test('what an earlier import brought is not told again', () => {
  const accounts = [{ id: 'acc-1', personas: [{ id: '1751900000011', createdAt: '7/8/2025' }] }];
  const known = { context: { target_accounts: JSON.stringify(accounts) }, decisions: {}, companies: [] };
  const planned = plan({ dump: { emailHistory: '[]' }, userId: 'user-1', now, known });
  expect(planned.findings).toEqual([]);
});

function mail(parts: object) {
  const config = { selectedAccount: 'acc-1', selectedPersona: 'per-1' };
  return { id: '1751900000021', subject: 'Hello', config, ...parts };
}

function told({ findings }: Plan, code: string) {
  return findings.filter((finding) => finding.code === code);
}

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}
