import { scanLeaves } from '@blossomer/json';
import { keyDepthMax } from './count-leaves.ts';
import { type Family, familyOf } from './keys.ts';
import { rawText } from './raw-text.ts';
import { isSecret } from './secrets.ts';
import { forEachLeaf, pointerOf, rootSpot, type Spot } from './spot.ts';

/** One key of the dump, opened. */
export interface Source {
  readonly key: string;
  readonly family: Family;
  /** Empty for a secret, which is never looked into. */
  readonly raw: string;
  /** undefined when the key counts as one leaf. */
  readonly root: Spot | undefined;
  /** Why the key counts as one leaf. */
  readonly fault?: 'secret' | 'bad-json' | 'too-deep';
  /** By pointer, as they are written: the numbers that JSON.parse or jsonb would change. */
  readonly inexact: ReadonlyMap<string, string>;
  /** Whether U+0000 or half a character stands anywhere in its texts or keys. */
  readonly hasOddText: boolean;
  /** Pointers of the leaves that JSON.parse drops, because a key of theirs is written again further on. */
  readonly dropped: readonly string[];
  /** It came with an earlier import: it helps to understand this one, and its leaves were accounted for then. */
  readonly isContext: boolean;
}

export function openSource(key: string, given: unknown, isContext = false): Source {
  const raw = rawText(given);
  const isRefused = isSecret(key, raw);
  const family = isRefused ? 'secret' : familyOf(key);
  const nothing = {
    inexact: new Map<string, string>(),
    hasOddText: false,
    dropped: [],
    root: undefined,
    isContext,
  };
  if (isRefused) return { ...nothing, key, family, raw: '', fault: 'secret' };
  const { error, inexact, hasOddText, hasDuplicates } = survey(raw);
  if (error !== undefined) {
    return { ...nothing, key, family, raw, fault: isJson(raw) ? 'too-deep' : 'bad-json' };
  }
  const root = rootSpot({ key, inexact, hasOddText, isContext }, JSON.parse(raw));
  const dropped = hasDuplicates ? droppedLeaves(raw, root) : [];
  return { key, family, raw, root, inexact, hasOddText, dropped, isContext };
}

/** What JSON.parse would not tell. */
function survey(raw: string) {
  const inexact = new Map<string, string>();
  let hasDuplicates = false;
  let hasOddText = false;
  const { error } = scanLeaves(
    raw,
    (leaf) => {
      hasDuplicates ||= leaf.duplicateKey;
      hasOddText ||= leaf.nul || leaf.loneSurrogate;
      if (leaf.inexactNumber) inexact.set(leaf.pointer, leaf.raw);
      else if (hasDuplicates) inexact.delete(leaf.pointer);
    },
    { depthMax: keyDepthMax },
  );
  return { error, inexact, hasOddText, hasDuplicates };
}

/** Of the leaves with one pointer JSON.parse keeps the last, and none where an earlier object gave way as a whole. */
function droppedLeaves(raw: string, root: Spot): string[] {
  const kept = new Set<string>();
  forEachLeaf(root, (leaf) => kept.add(pointerOf(leaf)));
  const pointers: string[] = [];
  scanLeaves(raw, (leaf) => pointers.push(leaf.pointer));
  return pointers
    .reverse()
    .filter((pointer) => !kept.delete(pointer))
    .reverse();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
