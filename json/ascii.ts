/**
 * Writes any JavaScript string, U+0000 and lone surrogates included, in printable ASCII: the inside of a JSON
 * string literal. A PostgreSQL text column then keeps it verbatim.
 */
export function toAscii(text: string): string {
  if (WRITTEN_AS_IT_IS.test(text)) return text; // Most keys and pointers.
  return JSON.stringify(text).slice(1, -1).replace(NOT_PRINTABLE_ASCII, escapeUnit);
}

/** Gives back what `toAscii` was given. Throws `AsciiSyntaxError` for a text that `toAscii` cannot have written. */
export function fromAscii(ascii: string): string {
  if (NOT_PRINTABLE_ASCII_ONCE.test(ascii)) throw new AsciiSyntaxError('The text is not printable ASCII.');
  try {
    return String(JSON.parse(`"${ascii}"`));
  } catch {
    throw new AsciiSyntaxError('The text holds a broken escape.');
  }
}

export class AsciiSyntaxError extends Error {
  override readonly name = 'AsciiSyntaxError';
  readonly code = 'ASCII_SYNTAX';
}

/** Printable ASCII without the quotation mark and the backslash. */
const WRITTEN_AS_IT_IS = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/g;
const NOT_PRINTABLE_ASCII_ONCE = /[^\x20-\x7e]/;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
