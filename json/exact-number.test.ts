import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberTexts } from './hostile-texts.ts';
import { exactNumber } from './index.ts';

const EXACT = [
  '0',
  '1',
  '-1',
  '1e2',
  '1E+2',
  '0.10',
  '1.0',
  '0.1',
  '-0.5',
  '0e5',
  '0.000',
  '100e-2',
  '1e21',
  '1e22',
  '5e-324',
];
const INEXACT = [
  '9007199254740993',
  '1e400',
  '-1e400',
  '12345678901234567890',
  '1e-400',
  '-1e-400',
  '-0',
  '-0.0',
  '-0e5',
];
const LONG = ['0.1000000000000000055', '0.30000000000000004441', '4.9e-324', '1.7976931348623157e309'];

describe('a number', () => {
  test.each([
    ...EXACT,
    '9007199254740992',
    '9007199254740994',
    '1.7976931348623157e308',
    `1${'0'.repeat(400)}e-400`,
  ])('%s survives as a double', (raw) => {
    expect(exactNumber(raw)).toBe(true);
  });

  test.each([...INEXACT, ...LONG, '1e99999999999999999999', 'NaN', '', '0x10', ' 1', '1_0'])(
    '%s does not',
    (raw) => {
      expect(exactNumber(raw)).toBe(false);
    },
  );

  test('is judged like exact arithmetic judges it', () => {
    fc.assert(
      fc.property(numberTexts(), (raw) => {
        expect(exactNumber(raw)).toBe(exactByRatio(raw));
      }),
      { numRuns: 2000 },
    );
  });

  test('of a double as JSON.stringify spells it survives, but for minus zero', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        expect(exactNumber(String(double))).toBe(true);
      }),
    );
  });

  test('of a million digits is judged in no time', () => {
    const digits = '1000'.repeat(250_000);
    expect(exactNumber(digits)).toBe(false);
    expect(exactNumber(`0.${digits}`)).toBe(false);
  });
});

/** The same question in whole numbers: scale both spellings to integers and compare. */
function exactByRatio(raw: string): boolean {
  const double = Number(raw);
  if (!Number.isFinite(double) || Object.is(double, -0)) return false;
  const [a, b] = [fractionOf(raw), fractionOf(String(double))];
  return a.top * b.bottom === b.top * a.bottom;
}

function fractionOf(raw: string): { top: bigint; bottom: bigint } {
  const [mantissa = '', exponentText = '0'] = raw.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - fraction.length;
  const digits = BigInt(whole + fraction);
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { top: digits, bottom: power } : { top: digits * power, bottom: 1n };
}
