import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkReceipt } from './check-receipt.ts';

const dump = JSON.parse(readFileSync(join(import.meta.dirname, '../legacy/fixtures/handoff.json'), 'utf8'));

test('a receipt that explains every value passes', () => {
  const totals = { leaves: 137, classes: { stored: 125, derived: 6, absent: 6 } };
  expect(checkReceipt(dump, { totals })).toBeUndefined();
});

test.each([
  ['reads fewer values than were sent', { leaves: 136, classes: { stored: 136 } }],
  ['explains fewer than it read', { leaves: 137, classes: { stored: 125, derived: 6 } }],
  ['explains more than there are', { leaves: 137, classes: { stored: 138 } }],
])('a receipt that %s is a failure in a sentence', (_what, totals) => {
  expect(() => checkReceipt(dump, { totals })).toThrow(
    /holds 137 values, the server read \d+ and explains \d+\. Keep/,
  );
});
