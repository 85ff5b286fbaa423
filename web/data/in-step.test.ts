import { type Campaign, partsText } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { editsBetween } from './fields.ts';
import { decidedInStep, overlaidInStep, rebasedInStep } from './in-step.ts';

const texts = { hi: 'Hi', why: 'Because', ask: 'Call?' };
type Texts = Partial<typeof texts>;

function mail(changed: Texts = {}, body?: string): Campaign {
  const segments = Object.entries({ ...texts, ...changed }).map(([id, text]) => ({
    id,
    type: 'custom',
    text,
  }));
  const data = { schemaVersion: 1, segments, body: body ?? partsText(segments) } as const;
  const at = '2026-01-01T00:00:00.000000Z';
  const row = { id: 'mail', accountId: 'account', personaId: 'persona', name: 'Mail', type: 'email' };
  return { ...row, status: 'draft', data, version: 1, createdAt: at, updatedAt: at };
}

const edits = (changed: Texts) => editsBetween(mail(), mail(changed));
const overlaid = (document: Campaign, changed: Texts) =>
  overlaidInStep('campaign', document, edits(changed)).data;

test('two edits of different parts are no conflict: the body is made of both', () => {
  const theirs = mail({ ask: 'Meet?' });
  const { operations, conflicts } = rebasedInStep('campaign', theirs, edits({ hi: 'Hello' }));
  expect(conflicts).toEqual([]);
  expect(operations).toContainEqual({ op: 'add', path: '/data/body', value: 'Hello\n\nBecause\n\nMeet?' });
  expect(overlaid(theirs, { hi: 'Hello' })).toEqual(mail({ hi: 'Hello', ask: 'Meet?' }).data);
});

test('an edit of the same part is one conflict, about the part', () => {
  const theirs = mail({ hi: 'Good day' });
  const mine = edits({ hi: 'Hello' });
  const { conflicts } = rebasedInStep('campaign', theirs, mine);
  expect(conflicts.map(({ pointer }) => pointer)).toEqual(['/data/segments']);
});

test('after a decision about a part the body follows it', () => {
  const theirs = mail({ hi: 'Good day', ask: 'Meet?' });
  const mine = edits({ hi: 'Hello' });
  const decided = mine.map((edit) =>
    edit.pointer === '/data/segments'
      ? { ...edit, base: theirs.data.segments, value: mail({ hi: 'Hello', ask: 'Meet?' }).data.segments }
      : edit,
  );
  const { operations, conflicts } = rebasedInStep(
    'campaign',
    theirs,
    decidedInStep('campaign', mine, decided),
  );
  expect(conflicts).toEqual([]);
  expect(operations).toContainEqual({ op: 'add', path: '/data/body', value: 'Hello\n\nBecause\n\nMeet?' });
});

test('a body that was written by hand meanwhile stays as it was written', () => {
  const theirs = mail({}, 'All of it anew');
  const { operations, conflicts } = rebasedInStep('campaign', theirs, edits({ hi: 'Hello' }));
  expect(conflicts).toEqual([]);
  expect(operations.map(({ path }) => path)).toEqual(['/data/segments']);
  expect(overlaid(theirs, { hi: 'Hello' }).body).toBe('All of it anew');
});

test('a body of one’s own is an edit like any other', () => {
  const byHand = editsBetween(mail(), mail({}, 'By hand'));
  const { conflicts } = rebasedInStep('campaign', mail({}, 'By somebody else'), byHand);
  expect(conflicts.map(({ pointer }) => pointer)).toEqual(['/data/body']);
  const moved = rebasedInStep('campaign', mail({ hi: 'Hello' }), byHand);
  expect(moved.conflicts.map(({ pointer }) => pointer)).toEqual(['/data/body']);
});
