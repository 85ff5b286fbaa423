import { exactNumber } from './exact-number.ts';
import { LONE_SURROGATE, NUL } from './string-token.ts';
import { DUPLICATE_KEY, type LeafKind, memberPointer, walk } from './walk.ts';

/** A scalar, an empty array or an empty object, as it stands in the text. */
export interface Leaf {
  /** RFC 6901. Duplicate keys give equal pointers; the last leaf of a pointer is the one JSON.parse keeps. */
  pointer: string;
  kind: LeafKind;
  /** The slice of the text, quotes and escapes included; `start` and `end` are its UTF-16 offsets. */
  raw: string;
  start: number;
  end: number;
  /** Its key, or a key above it, occurred before in the same object. */
  duplicateKey: boolean;
  /** The string, or a key on its path, contains U+0000. */
  nul: boolean;
  /** The string, or a key on its path, contains half of a surrogate pair. */
  loneSurrogate: boolean;
  /** The number changes when it becomes a double or passes through jsonb. */
  inexactNumber: boolean;
}

export interface ScanOptions {
  /**
   * Deeper nesting is an error; by default none is too deep. Give a bound when pointers of a stranger's text are
   * kept: a leaf 100,000 levels down has a pointer of 200,000 characters.
   */
  depthMax?: number;
}

export interface ScanResult {
  /** How many leaves were reported; with an error, those before it. */
  leaves: number;
  /** The deepest nesting met: 0 for a scalar, 1 for an array or object without others in it. */
  depthMax: number;
  error?: { offset: number; message: string };
}

/**
 * Counts and reports every leaf of a JSON text, duplicate keys each time, without building a value. It succeeds
 * for exactly the texts that JSON.parse reads.
 */
export function scanLeaves(
  text: string,
  onLeaf: (leaf: Leaf) => void,
  options: ScanOptions = {},
): ScanResult {
  let leaves = 0;
  const { depthMax, error } = walk(
    text,
    {
      onLeaf(kind, start, end, own, frame) {
        const marks = frame === undefined ? own : own | frame.keyMarks | frame.marks;
        const raw = text.slice(start, end);
        leaves++;
        onLeaf({
          pointer: frame === undefined ? '' : memberPointer(frame),
          kind,
          raw,
          start,
          end,
          duplicateKey: (marks & DUPLICATE_KEY) !== 0,
          nul: (marks & NUL) !== 0,
          loneSurrogate: (marks & LONE_SURROGATE) !== 0,
          inexactNumber: kind === 'number' && !exactNumber(raw),
        });
      },
    },
    options.depthMax,
  );
  if (error === undefined) return { leaves, depthMax };
  return { leaves, depthMax, error: { offset: error.offset, message: error.message } };
}
