/**
 * True when a JSON number's spelling and the double it becomes are the same decimal value: `1e2`, `0.10`, `1.0`
 * are, `9007199254740993`, `1e400`, `1e-400` are not. Minus zero is not exact: PostgreSQL's jsonb gives back 0.
 */
export function exactNumber(raw: string): boolean {
  // No two decimals of up to 15 digits become the same double, so a plain one of that length is always exact.
  if (raw.length <= 15 && PLAIN.test(raw)) return true;
  const double = Number(raw);
  if (!Number.isFinite(double) || Object.is(double, -0)) return false;
  const written = decimal(raw);
  const stored = decimal(String(double));
  return (
    written !== undefined &&
    stored !== undefined &&
    written.negative === stored.negative &&
    written.digits === stored.digits &&
    written.exponent === stored.exponent
  );
}

interface Decimal {
  readonly negative: boolean;
  /** Neither begins nor ends with a zero; empty for zero. */
  readonly digits: string;
  /** The value is 0.digits x 10^exponent. */
  readonly exponent: number;
}

const PLAIN = /^(?:0|-?[1-9][0-9]*)(?:\.[0-9]+)?$/;
const NUMBER = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

function decimal(raw: string): Decimal | undefined {
  const match = NUMBER.exec(raw);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  // Loops, not /0+$/: that pattern takes quadratic time on a hostile number of a megabyte.
  let start = 0;
  let end = digits.length;
  while (start < end && digits.charCodeAt(start) === ZERO) start++;
  while (end > start && digits.charCodeAt(end - 1) === ZERO) end--;
  if (start === end) return { negative: false, digits: '', exponent: 0 };
  return {
    negative: sign === '-',
    digits: digits.slice(start, end),
    exponent: Number(exponent) + whole.length - start,
  };
}

const ZERO = 0x30;
