import { exactNumber } from './exact-number.ts';
import { LONE_SURROGATE, NUL } from './string-token.ts';
import { DUPLICATE_KEY, type Frame, memberPointer, type Walked, walk } from './walk.ts';

export type FaultCode =
  | 'syntax'
  | 'depth'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'nul'
  | 'lone-surrogate'
  | 'inexact-number';

export interface Fault {
  code: FaultCode;
  /** RFC 6901; at most 1,024 characters: a longer one is cut to the nearest ancestor that fits. */
  pointer: string;
  /** A sentence for the person who sent the text. */
  message: string;
}

export interface ReadLimits {
  /** Arrays and objects inside one another, the root counted as 1. Default 64. */
  depthMax?: number;
  /** Default `__proto__`, `constructor`, `prototype`. */
  forbiddenKeys?: ReadonlySet<string>;
  /**
   * A pointer. Below it strings and keys may be any: U+0000, lone surrogates, own properties named like a
   * prototype's. Duplicate keys and inexact numbers are faults there too: JSON.parse would lose them.
   */
  allowAnyStringUnder?: string;
}

/**
 * Reads the body of a request: the value, when JSON.parse, jsonb and JSON.stringify give back exactly what the text
 * says; else at most 20 faults. A text that cannot be read to its end has that one fault.
 */
export function readStrict(text: string, limits: ReadLimits = {}): { value: unknown } | { faults: Fault[] } {
  const { depthMax = 64, forbiddenKeys = PROTOTYPE_KEYS, allowAnyStringUnder } = limits;
  const faults: Fault[] = [];

  /** `scope`: where a string that cannot be stored is let through; a loss at the reading is let through nowhere. */
  function report(code: Exclude<FaultCode, 'syntax' | 'depth'>, pointer: string, scope?: string): void {
    if (faults.length === FAULTS_MAX || (scope !== undefined && isWithin(scope, allowAnyStringUnder))) return;
    faults.push({ code, pointer: fitting(pointer), message: MESSAGES[code] });
  }

  const walked = walk(
    text,
    {
      onKey(frame) {
        const { key, keyMarks } = frame;
        if (keyMarks & DUPLICATE_KEY) report('duplicate-key', memberPointer(frame));
        if (forbiddenKeys.has(key)) report('forbidden-key', memberPointer(frame), frame.pointer);
        if (keyMarks & NUL) report('nul', memberPointer(frame), frame.pointer);
        if (keyMarks & LONE_SURROGATE) report('lone-surrogate', memberPointer(frame), frame.pointer);
      },
      onLeaf(kind, start, end, marks, frame) {
        if (marks & NUL) report('nul', leafPointer(frame), leafPointer(frame));
        if (marks & LONE_SURROGATE) report('lone-surrogate', leafPointer(frame), leafPointer(frame));
        if (kind === 'number' && !exactNumber(text.slice(start, end))) {
          report('inexact-number', leafPointer(frame));
        }
      },
    },
    depthMax,
  );
  if (walked.error !== undefined) return { faults: [unreadable(text, walked.error)] };
  return faults.length > 0 ? { faults } : { value: JSON.parse(text) };
}

const FAULTS_MAX = 20;
const POINTER_LENGTH_MAX = 1024;
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const MESSAGES = {
  'duplicate-key': 'This key occurs more than once in its object; keep one of them.',
  'forbidden-key': 'This key is not allowed; choose another name.',
  nul: 'This text contains the character U+0000, which cannot be stored; remove it.',
  'lone-surrogate':
    'This text contains half a character (a lone surrogate), which cannot be stored; remove it.',
  'inexact-number': 'This number cannot be stored exactly; send it as text.',
} as const;

function leafPointer(frame: Frame | undefined): string {
  return frame === undefined ? '' : memberPointer(frame);
}

function isWithin(pointer: string, prefix: string | undefined): boolean {
  return prefix !== undefined && (pointer === prefix || pointer.startsWith(`${prefix}/`));
}

// Twenty faults below one huge key must not make an answer twenty times the size of the request.
function fitting(pointer: string): string {
  if (pointer.length <= POINTER_LENGTH_MAX) return pointer;
  return pointer.slice(0, pointer.lastIndexOf('/', POINTER_LENGTH_MAX));
}

function unreadable(text: string, { code, offset, message, pointer }: NonNullable<Walked['error']>): Fault {
  if (code === 'depth') return { code, pointer: fitting(pointer), message };
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return { code, pointer: '', message: `This is not JSON at line ${line}, column ${column}: ${message}` };
}
