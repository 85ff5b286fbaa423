import { type Cursor, stop } from './cursor.ts';

/** Moves the cursor past a number. */
export function numberToken(cursor: Cursor): void {
  const { text } = cursor;
  let at = cursor.at;
  if (text.charCodeAt(at) === MINUS) at++;
  at = text.charCodeAt(at) === ZERO ? at + 1 : digits(text, at);
  if (text.charCodeAt(at) === POINT) at = digits(text, at + 1);
  if ((text.charCodeAt(at) | 0x20) === LETTER_E) {
    at++;
    const sign = text.charCodeAt(at);
    at = digits(text, sign === PLUS || sign === MINUS ? at + 1 : at);
  }
  cursor.at = at;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_E = 0x65;

function digits(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at));
  return at > start ? at : stop(at, 'A number lacks a digit.');
}
