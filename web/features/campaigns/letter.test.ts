import { type CampaignData, type CampaignSegment, isInStep, partsText } from '@blossomer/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  followParts,
  followText,
  inOrder,
  paragraphsOf,
  textOf,
  withAlternativePicked,
  withBody,
  withKeptTextBack,
  withoutSegment,
  withSegment,
  withSegmentAt,
  withSubject,
} from './letter.ts';

const part = (id: string, text: string, type = id): CampaignSegment => ({ id, type, label: id, text });
const mail: CampaignData = {
  schemaVersion: 1,
  subject: 'Your bill',
  segments: [part('subject', 'Your bill'), part('greeting', 'Hi Ann,'), part('cta', 'Shall we talk?')],
};

describe('two forms of one e-mail', () => {
  test('saving an e-mail body keeps it, and the parts as well', () => {
    const typed = withBody(mail, 'Hi Ann, all in one.');
    expect(textOf(typed)).toBe('Hi Ann, all in one.');
    expect(typed.segments).toEqual(mail.segments);
    expect(isInStep(typed)).toBe(false);
  });

  test('editing a part renews a body that was in step', () => {
    const written = withBody(mail, partsText(mail.segments));
    expect(withSegment(written, 'cta', { text: 'Is it?' }).body).toBe('Hi Ann,\n\nIs it?');
    expect(withoutSegment(written, 'greeting').body).toBe('Shall we talk?');
    expect(inOrder(written, ['cta', 'greeting', 'subject']).body).toBe('Shall we talk?\n\nHi Ann,');
  });

  test('a body of a browser-only build, which repeats the subject, is in step', () => {
    const old = { ...mail, body: 'Your bill\n\nHi Ann,\n\nShall we talk?' };
    expect(isInStep(old)).toBe(true);
    expect(textOf(old)).toBe('Hi Ann,\n\nShall we talk?');
    expect(withSubject(old, 'Another').body).toBe('Hi Ann,\n\nShall we talk?');
  });

  test('editing a part leaves a body that was typed by hand alone', () => {
    const typed = withBody(mail, 'By hand');
    const edited = withSegment(typed, 'cta', { text: 'Is it?' });
    expect(edited.body).toBe('By hand');
    expect(edited.segments?.[2]?.text).toBe('Is it?');
  });

  test('following the text gives its paragraphs to the parts that said them', () => {
    const typed = withBody(mail, 'Hi Ann,\n\nOne more thing.\n\nShall we talk?\n\nYours');
    const followed = followText(typed);
    expect(followed.segments?.map(({ label, text }) => [label, text])).toEqual([
      ['subject', 'Your bill'],
      ['greeting', 'Hi Ann,'],
      ['Paragraph', 'One more thing.'],
      ['cta', 'Shall we talk?'],
      ['Paragraph', 'Yours'],
    ]);
    expect(followed.keptTexts).toBeUndefined();
  });

  test('what gives way is kept and can be put back', () => {
    const typed = withBody(mail, 'By hand');
    const followed = followParts(typed);
    expect(followed.body).toBe('Hi Ann,\n\nShall we talk?');
    expect(followed.keptTexts).toMatchObject([{ text: 'By hand' }]);
    const back = withKeptTextBack(followed, followed.keptTexts?.[0]?.id ?? '');
    expect(back).toMatchObject({ body: 'By hand', keptTexts: [] });
  });

  test('picking an alternative swaps it with the subject, in the subject part too', () => {
    const picked = withAlternativePicked({ ...mail, alternatives: [{ id: 'a', text: 'A question' }] }, 'a');
    expect(picked.subject).toBe('A question');
    expect(picked.alternatives).toEqual([{ id: 'a', text: 'Your bill' }]);
    expect(picked.segments?.[0]?.text).toBe('A question');
  });

  test('a subject part that says something else keeps it', () => {
    const own = withSegment({ ...mail, subject: 'Newer' }, 'subject', { text: 'Older still' });
    expect(own.subject).toBe('Newer');
    expect(withSubject({ ...mail, subject: 'Newer' }, 'Newest').segments?.[0]?.text).toBe('Your bill');
  });
});

const words = fc.array(fc.constantFrom('a', 'b', 'Hi', ' ', '\n', '\n\n', '.', ''), { maxLength: 8 });
const anyText = words.map((parts) => parts.join(''));
const anyType = fc.constantFrom('greeting', 'subject', 'cta', 'custom');
const anyMail = fc
  .record({
    texts: fc.array(fc.tuple(anyText, anyType), { maxLength: 5 }),
    body: fc.option(anyText, { nil: undefined }),
    subject: fc.option(anyText, { nil: undefined }),
  })
  .map(
    ({ texts, body, subject }): CampaignData => ({
      schemaVersion: 1,
      segments: texts.map(([text, type], index) => part(String(index), text, type)),
      ...(body === undefined ? {} : { body }),
      ...(subject === undefined ? {} : { subject }),
    }),
  );
const anyStep = fc.oneof(
  fc.record({ does: fc.constant('body' as const), text: anyText }),
  fc.record({ does: fc.constant('part' as const), text: anyText, at: fc.nat(4) }),
  fc.record({ does: fc.constant('add' as const), text: anyText, at: fc.nat(5) }),
  fc.record({ does: fc.constant('remove' as const), at: fc.nat(4) }),
  fc.record({ does: fc.constant('reverse' as const) }),
  fc.record({ does: fc.constant('subject' as const), text: anyText }),
  fc.record({ does: fc.constant('parts' as const) }),
  fc.record({ does: fc.constant('text' as const) }),
  fc.record({ does: fc.constant('back' as const), at: fc.nat(2) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/** The mail after a step, and the texts that the person typed over or removed with it. */
function taken(data: CampaignData, step: Step): { after: CampaignData; over: (string | undefined)[] } {
  const at = (index: number) => data.segments?.[index % Math.max(1, data.segments.length)];
  if (step.does === 'body') return { after: withBody(data, step.text), over: [data.body] };
  if (step.does === 'subject') {
    return { after: withSubject(data, step.text), over: [data.subject] };
  }
  if (step.does === 'parts') return { after: followParts(data), over: [] };
  if (step.does === 'text') return { after: followText(data), over: [] };
  if (step.does === 'reverse') {
    const ids = (data.segments ?? []).map(({ id }) => id).reverse();
    return { after: inOrder(data, ids), over: [] };
  }
  if (step.does === 'add') {
    const id = `new-${(data.segments ?? []).length}-${step.text.length}`;
    const before = data.segments?.find((segment) => segment.id === id);
    return { after: withSegmentAt(data, step.at, part(id, step.text, 'custom')), over: [before?.text] };
  }
  if (step.does === 'back') {
    return { after: withKeptTextBack(data, data.keptTexts?.[step.at]?.id ?? ''), over: [] };
  }
  const segment = at(step.at);
  if (segment === undefined) return { after: data, over: [] };
  if (step.does === 'remove') return { after: withoutSegment(data, segment.id), over: [segment.text] };
  return { after: withSegment(data, segment.id, { text: step.text }), over: [segment.text] };
}

const piecesOf = (texts: readonly (string | undefined)[]) =>
  new Set(
    texts
      .flatMap((text = '') => paragraphsOf(text))
      .map((text) => text.trim())
      .filter(Boolean),
  );
const everyText = (data: CampaignData) =>
  piecesOf([
    data.body,
    data.subject,
    ...(data.segments ?? []).map(({ text }) => text),
    ...(data.keptTexts ?? []).map(({ text }) => text),
  ]);

describe('laws', () => {
  test('no step loses a text but the one that the person typed over', () => {
    fc.assert(
      fc.property(anyMail, fc.array(anyStep, { maxLength: 12 }), (start, steps) => {
        let data = start;
        for (const step of steps) {
          const before = everyText(data);
          const { after, over } = taken(data, step);
          const there = everyText(after);
          const typedOver = piecesOf(over);
          expect([...before].filter((text) => !there.has(text) && !typedOver.has(text))).toEqual([]);
          data = after;
        }
      }),
    );
  });

  test('after a choice the two are in step, and the chosen one is untouched', () => {
    fc.assert(
      fc.property(anyMail, (data) => {
        expect(isInStep(followParts(data))).toBe(true);
        expect(followParts(data).segments).toEqual(data.segments);
        expect(isInStep(followText(data))).toBe(true);
        expect(followText(data).body).toBe(data.body);
        expect(textOf(followText(data))).toBe(textOf(data));
      }),
    );
  });

  test('once in step, edits of parts keep them in step; a body typed by hand stays to the character', () => {
    fc.assert(
      fc.property(anyMail, anyText, fc.nat(4), (data, text, index) => {
        const id = String(index);
        const edited = withSegment(data, id, { text });
        if (isInStep(data)) expect(isInStep(edited)).toBe(true);
        else expect(edited.body).toBe(data.body);
      }),
    );
  });

  test('paragraphs joined are the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(paragraphsOf(text).join('\n\n')).toBe(text);
        expect(paragraphsOf(text)).not.toContain('');
      }),
    );
  });
});
