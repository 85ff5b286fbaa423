import { type Account, type Company, isInStep, type Persona } from '@blossomer/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type Config, openPlaces, starterData, starterSegments } from './starter.ts';

const history = { version: 1, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' };
const company: Company = {
  id: 'c',
  name: 'Acme',
  url: 'acme.com',
  data: { schemaVersion: 1, capabilities: ['Bills explained'] },
  ...history,
};
const account: Account = {
  id: 'a',
  companyId: 'c',
  name: 'SaaS on AWS',
  data: { schemaVersion: 1, description: 'Fifty to two hundred people', buyingSignals: [] },
  ...history,
};
const persona: Persona = {
  id: 'p',
  accountId: 'a',
  name: 'Head of Platform',
  data: {
    schemaVersion: 1,
    buyingSignals: [{ id: 's', title: 'Hires its first platform engineer' }],
    useCases: [
      {
        id: 'u',
        useCase: 'Cut the bill',
        painPoints: 'Nobody can\nexplain [the] bill',
        capability: 'Bills by team',
        desiredOutcome: 'No surprises',
      },
    ],
  },
  ...history,
};
const ground = { company, account, persona };
const config: Config = {
  useCaseId: 'u',
  useCase: 'Cut the bill',
  emphasis: 'pain-point',
  template: 'blossomer',
  openingLine: 'buying-signal',
  ctaSetting: 'meeting',
  socialProof: 'Globex saved a third.',
};

test('the first draft quotes what the documents say, as guidance in brackets', () => {
  expect(starterSegments(config, ground).map(({ type, text }) => [type, text])).toEqual([
    ['subject', '[Subject line: Cut the bill]'],
    ['greeting', 'Hi [first name],'],
    ['opening', '[Say which of these signals you saw, and where: Hires its first platform engineer]'],
    ['pain-point', '[Say what is hard for them: Nobody can explain (the) bill]'],
    ['solution', '[Say how you take that off them: Bills by team]'],
    ['evidence', 'Globex saved a third.'],
    ['cta', '[Ask for a meeting: how long, and when]'],
    ['signature', '[Your name]\nAcme'],
  ]);
});

test('where the documents say nothing, it invents nothing', () => {
  const bare = starterSegments({ openingLine: 'buying-signal', template: 'blossomer' }, {});
  expect(bare.map(({ text }) => text)).toEqual([
    '[Subject line]',
    'Hi [first name],',
    '[Say which signal you saw, and where. None is written down for this persona or account yet]',
    '[Say what is hard for them]',
    '[Say what you can do]',
    '[Ask for one thing]',
    '[Your name]',
  ]);
});

test('it is one e-mail in both forms, and remembers the names as they were', () => {
  const data = starterData(config, ground);
  expect(isInStep(data)).toBe(true);
  expect(data.body).not.toContain('Subject line');
  expect(data.snapshots).toEqual({
    company: { id: 'c', name: 'Acme', url: 'acme.com' },
    account: { id: 'a', name: 'SaaS on AWS', description: 'Fifty to two hundred people' },
    persona: { id: 'p', name: 'Head of Platform' },
  });
});

test('every word outside of brackets is courtesy, a name, or what the person typed', () => {
  const anyWords = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(anyWords, anyWords, anyWords, (useCase, painPoints, capability) => {
      const said = [{ id: 'u', useCase, painPoints, capability }];
      const told = { ...ground, persona: { ...persona, data: { ...persona.data, useCases: said } } };
      for (const { type, text = '' } of starterSegments({ ...config, socialProof: '' }, told)) {
        const outside = openPlaces(text).reduce((rest, place) => rest.replace(place, ''), text);
        expect([type, outside]).toEqual([type, { greeting: 'Hi ,', signature: '\nAcme' }[type ?? ''] ?? '']);
      }
    }),
  );
});
