import { bodyOfParts, type EntityKind } from '@blossomer/contract';
import { regenerate } from '@blossomer/merge';
import { expect, test } from 'vitest';

/** As the server and the playground write a document that is generated again. */
function regenerateDocument(kind: EntityKind, sides: Parameters<typeof regenerate>[0]) {
  const { merged, ...rest } = regenerate(sides, kind === 'campaign' ? bodyOfParts : undefined);
  return { ...rest, merged: merged as { data: Record<string, unknown> } };
}

const part = (type: string, text: string, id = type) => ({ id, type, text });
const letter = (segments: object[], body?: string) => ({
  name: 'mondays',
  data: { subject: 'mondays', segments, ...(body === undefined ? {} : { body }) },
});
const base = letter([part('greeting', 'Hi,'), part('cta', 'Interested?')], 'Hi,\n\nInterested?');
const generated = letter(
  [part('greeting', 'Hello,', 'g'), part('cta', 'Tuesday?', 'c')],
  'Hello,\n\nTuesday?',
);

test('the text of an e-mail follows the parts, of which the edited ones stay', () => {
  const mine = letter(
    [part('greeting', 'Dear Ada,'), part('cta', 'Interested?')],
    'Dear Ada,\n\nInterested?',
  );
  const { merged, generated: next, taken, kept } = regenerateDocument('campaign', { base, mine, generated });
  expect(merged).toEqual(
    letter([part('greeting', 'Dear Ada,'), part('cta', 'Tuesday?')], 'Dear Ada,\n\nTuesday?'),
  );
  expect(next).toEqual(letter([part('greeting', 'Hello,'), part('cta', 'Tuesday?')], 'Hello,\n\nTuesday?'));
  expect(taken).toEqual([
    { pointer: '/data/segments/1/text', id: 'cta', before: 'Interested?', after: 'Tuesday?' },
  ]);
  expect(kept).toEqual([
    { pointer: '/data/segments/0/text', id: 'greeting', mine: 'Dear Ada,', generated: 'Hello,' },
  ]);
});

test('the text of a browser-only build, which repeats the subject, follows the parts as well', () => {
  const subject = part('subject', 'mondays');
  const old = letter([subject, part('cta', 'Interested?')], 'mondays\n\nInterested?');
  const { merged } = regenerateDocument('campaign', { base: old, mine: old, generated });
  expect(merged.data.body).toBe('Hello,\n\nTuesday?');
});

test('a text that was typed beside the parts stays, and is told', () => {
  const mine = letter([part('greeting', 'Hi,'), part('cta', 'Interested?')], 'All mine');
  const { merged, kept } = regenerateDocument('campaign', { base, mine, generated });
  expect(merged.data).toMatchObject({
    body: 'All mine',
    segments: [{ text: 'Hello,' }, { text: 'Tuesday?' }],
  });
  expect(kept).toEqual([{ pointer: '/data/body', mine: 'All mine', generated: 'Hello,\n\nTuesday?' }]);
});

test('a text that was never written is not written now, and other kinds have none', () => {
  const mine = letter([part('greeting', 'Hi,')]);
  expect(regenerateDocument('campaign', { base, mine, generated }).merged.data).not.toHaveProperty('body');
  const company = { name: 'Acme', data: { body: 'x' } };
  const { merged } = regenerateDocument('company', {
    base: company,
    mine: company,
    generated: { name: 'Acme', data: {} },
  });
  expect(merged).toEqual({ name: 'Acme', data: {} });
});
