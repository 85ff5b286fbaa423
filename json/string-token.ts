import { type Cursor, stop } from './cursor.ts';

/**
 * Moves the cursor from a string's opening quote past its closing one and returns what is remarkable about the
 * string: a sum of ESCAPED, NUL and LONE_SURROGATE.
 */
export function stringToken(cursor: Cursor): number {
  const { text } = cursor;
  const start = cursor.at + 1;
  const quote = text.indexOf('"', start);
  if (cursor.special < start) cursor.special = nextSpecial(text, start);
  cursor.at = quote + 1;
  if (quote !== -1 && quote < cursor.special) return 0;
  return specialString(cursor, quote);
}

// It leaps from one special unit to the next: native searches pass over plain text faster than a loop here.
function specialString(cursor: Cursor, firstQuote: number): number {
  const { text } = cursor;
  let quote = firstQuote;
  let marks = 0;
  let special = cursor.special;
  while (quote === -1 || special < quote) {
    const unit = text.charCodeAt(special);
    if (special >= text.length) stop(special, 'A text has no closing quote.');
    if (unit < 0x20) stop(special, 'A text holds a raw control character.');
    const code = unitAt(text, special);
    let at = endOfUnit(text, special);
    if (unit === BACKSLASH) marks |= ESCAPED;
    if (code === 0) marks |= NUL;
    if ((code & 0xfc00) === 0xd800 && (unitAt(text, at) & 0xfc00) === 0xdc00) {
      if (text.charCodeAt(at) === BACKSLASH) marks |= ESCAPED;
      at = endOfUnit(text, at);
    } else if ((code & 0xf800) === 0xd800) {
      marks |= LONE_SURROGATE;
    }
    special = nextSpecial(text, at);
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
  }
  cursor.special = special;
  cursor.at = quote + 1;
  return marks;
}

/** What the inside of a valid string token stands for. */
export function decodeString(inside: string): string {
  return inside.replace(ESCAPE, (_, hex: string | undefined, letter: string) => {
    return hex === undefined
      ? (LETTERS.get(letter) ?? letter)
      : String.fromCharCode(Number.parseInt(hex, 16));
  });
}

export const ESCAPED = 1;
export const NUL = 2;
export const LONE_SURROGATE = 4;

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
// Backslash, control characters, surrogates: all but these.
const SPECIAL = /[^\x20-\x5b\x5d-\ud7ff\ue000-\uffff]/g;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/g;
const LETTERS = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function nextSpecial(text: string, at: number): number {
  SPECIAL.lastIndex = at;
  return SPECIAL.test(text) ? SPECIAL.lastIndex - 1 : text.length;
}

function endOfUnit(text: string, at: number): number {
  if (text.charCodeAt(at) !== BACKSLASH) return at + 1;
  return text.charCodeAt(at + 1) === LETTER_U ? at + 6 : at + 2;
}

/** The UTF-16 unit written at an offset, as itself or as an escape; for a one-letter escape the backslash. */
function unitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== BACKSLASH) return code;
  switch (text.charCodeAt(at + 1)) {
    case 0x22: // "
    case BACKSLASH:
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return BACKSLASH;
    case LETTER_U:
      return hexUnit(text, at + 2);
    default:
      return stop(at + 1, 'A text holds an unknown escape.');
  }
}

function hexUnit(text: string, start: number): number {
  let unit = 0;
  for (let at = start; at < start + 4; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 0x20;
    if (code >= 0x30 && code <= 0x39) unit = unit * 16 + code - 0x30;
    else if (letter >= 0x61 && letter <= 0x66) unit = unit * 16 + letter - 0x57;
    else stop(at, 'A text holds a broken \\u escape.');
  }
  return unit;
}
