import { type Cursor, Stop, stop } from './cursor.ts';
import { addKey, type KeySet, newKeySet } from './key-set.ts';
import { numberToken } from './number-token.ts';
import { escapeToken } from './pointer.ts';
import { decodeString, ESCAPED, stringToken } from './string-token.ts';

export type LeafKind = 'string' | 'number' | 'true' | 'false' | 'null' | 'empty-array' | 'empty-object';

export const DUPLICATE_KEY = 8;

/** An array or object that is open at the moment; `index` or `key` names the member being read. */
export interface Frame {
  readonly parent: Frame | undefined;
  /** Absent for an array. */
  readonly keys: KeySet | undefined;
  readonly pointer: string;
  readonly depth: number;
  /** The marks of every key above this frame. */
  readonly marks: number;
  index: number;
  key: string;
  keyMarks: number;
}

export interface Visitor {
  /** A key of `frame` was read: `frame.key`, with `frame.keyMarks`. */
  onKey?(frame: Frame): void;
  /** `marks` are those of the leaf's own text, not of the keys above it. `frame` is absent at the root. */
  onLeaf(kind: LeafKind, start: number, end: number, marks: number, frame: Frame | undefined): void;
}

export interface Walked {
  depthMax: number;
  /** `pointer` names the array or object that is too deep; a syntax error has a place in the text only. */
  error?: { code: 'syntax' | 'depth'; offset: number; message: string; pointer: string };
}

/**
 * Reads a text by the grammar of RFC 8259 and tells the visitor each key and each leaf in the order of the text.
 * It keeps its own stack, so no nesting overflows the engine's.
 */
export function walk(text: string, visitor: Visitor, depthMax = Number.POSITIVE_INFINITY): Walked {
  const state: Walk = { text, at: 0, special: -1, visitor, depthMax, deepest: 0, frame: undefined };
  try {
    do value(state);
    while (nextMember(state));
    skipSpace(state);
    if (state.at < text.length) stop(state.at, 'Something follows the end of the JSON value.');
    return { depthMax: state.deepest };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { code, offset, message } = error;
    const pointer = code === 'depth' && state.frame !== undefined ? memberPointer(state.frame) : '';
    return { depthMax: state.deepest, error: { code, offset, message, pointer } };
  }
}

export function memberPointer(frame: Frame): string {
  return `${frame.pointer}/${frame.keys === undefined ? frame.index : escapeToken(frame.key)}`;
}

interface Walk extends Cursor {
  readonly visitor: Visitor;
  readonly depthMax: number;
  deepest: number;
  frame: Frame | undefined;
}

/** Reads up to and including the next leaf, opening what stands around it. */
function value(state: Walk): void {
  let opened = true;
  while (opened) {
    const code = skipSpace(state);
    if (code === OPEN_BRACE) opened = openObject(state);
    else if (code === OPEN_BRACKET) opened = openArray(state);
    else opened = scalar(state, code);
  }
}

function scalar(state: Walk, code: number): false {
  const start = state.at;
  const { text } = state;
  let kind: LeafKind = 'number';
  let marks = 0;
  if (code === QUOTE) {
    kind = 'string';
    marks = stringToken(state);
  } else if (code === MINUS || (code >= 0x30 && code <= 0x39)) {
    numberToken(state);
  } else {
    kind = wordAt(text, start);
    state.at = start + kind.length;
  }
  state.visitor.onLeaf(kind, start, state.at, marks, state.frame);
  return false;
}

function wordAt(text: string, at: number): 'true' | 'false' | 'null' {
  if (text.startsWith('true', at)) return 'true';
  if (text.startsWith('false', at)) return 'false';
  if (text.startsWith('null', at)) return 'null';
  return stop(at, at < text.length ? 'A value is missing.' : 'The text ends too early.');
}

/** After a value: closes what ends here and moves to the next member's value, if there is one. */
function nextMember(state: Walk): boolean {
  for (let frame = state.frame; frame !== undefined; frame = state.frame = frame.parent) {
    const code = skipSpace(state);
    const { keys } = frame;
    if (code === COMMA) {
      state.at++;
      if (keys === undefined) frame.index++;
      else memberKey(state, frame, keys);
      return true;
    }
    if (keys === undefined && code !== CLOSE_BRACKET) stop(state.at, 'A comma or "]" is missing.');
    if (keys !== undefined && code !== CLOSE_BRACE) stop(state.at, 'A comma or "}" is missing.');
    state.at++;
  }
  return false;
}

function openObject(state: Walk): boolean {
  const start = state.at++;
  if (skipSpace(state) === CLOSE_BRACE) return emptyLeaf(state, 'empty-object', start);
  const keys = newKeySet();
  memberKey(state, openFrame(state, start, keys), keys);
  return true;
}

function openArray(state: Walk): boolean {
  const start = state.at++;
  if (skipSpace(state) === CLOSE_BRACKET) return emptyLeaf(state, 'empty-array', start);
  openFrame(state, start, undefined);
  return true;
}

function openFrame(state: Walk, start: number, keys: KeySet | undefined): Frame {
  const parent = state.frame;
  const depth = deepen(state, start);
  const pointer = parent === undefined ? '' : memberPointer(parent);
  const marks = parent === undefined ? 0 : parent.marks | parent.keyMarks;
  const frame: Frame = { parent, keys, pointer, depth, marks, index: 0, key: '', keyMarks: 0 };
  state.frame = frame;
  return frame;
}

function deepen(state: Walk, start: number): number {
  const depth = state.frame === undefined ? 1 : state.frame.depth + 1;
  if (depth > state.depthMax) throw new Stop('depth', start, `It nests more than ${state.depthMax} levels.`);
  if (depth > state.deepest) state.deepest = depth;
  return depth;
}

function memberKey(state: Walk, frame: Frame, keys: KeySet): void {
  if (skipSpace(state) !== QUOTE) stop(state.at, 'A key in double quotes is missing.');
  const start = state.at;
  let marks = stringToken(state);
  const inside = state.text.slice(start + 1, state.at - 1);
  const key = marks & ESCAPED ? decodeString(inside) : inside;
  if (!addKey(keys, key)) marks |= DUPLICATE_KEY;
  frame.key = key;
  frame.keyMarks = marks;
  state.visitor.onKey?.(frame);
  if (skipSpace(state) !== COLON) stop(state.at, 'A colon is missing after a key.');
  state.at++;
}

function emptyLeaf(state: Walk, kind: LeafKind, start: number): false {
  deepen(state, start);
  state.at++;
  state.visitor.onLeaf(kind, start, state.at, 0, state.frame);
  return false;
}

/** The unit at the next place that is not white space; NaN at the end. */
function skipSpace(state: Cursor): number {
  const { text } = state;
  let code = text.charCodeAt(state.at);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++state.at);
  return code;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
