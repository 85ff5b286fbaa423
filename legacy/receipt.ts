import { type Finding, type LeafClass, leafClasses } from '@blossomer/contract';
import type { Source } from './source.ts';
import { type Claim, forEachLeaf, pointerOf } from './spot.ts';
import { gathered } from './told-together.ts';

/** One leaf of the dump and what became of it. Keys and pointers are verbatim: they may hold what jsonb refuses. */
export interface PlannedLeaf extends Claim {
  key: string;
  /** RFC 6901, into the parsed value of the key; '' for a key that counts as one leaf. */
  pointer: string;
}

/**
 * Walks every source as it is, whatever the readers did: a leaf that none of them claimed is in the receipt as
 * well, as not understood.
 */
export function receiptOf(sources: readonly Source[]): PlannedLeaf[] {
  const leaves: PlannedLeaf[] = [];
  for (const source of sources) {
    const { key, root } = source;
    if (root === undefined) leaves.push({ key, pointer: '', ...claimOfFault(source) });
    else
      forEachLeaf(root, (leaf) =>
        leaves.push({ key, pointer: pointerOf(leaf), ...(leaf.claim ?? unclaimed) }),
      );
    for (const pointer of source.dropped) {
      leaves.push({ key, pointer, class: 'quarantined', reason: 'duplicate-key' });
    }
  }
  return leaves;
}

export function totalsOf(leaves: readonly PlannedLeaf[]) {
  const counts = new Map<LeafClass, number>();
  for (const leaf of leaves) counts.set(leaf.class, (counts.get(leaf.class) ?? 0) + 1);
  const classes: Partial<Record<LeafClass, number>> = {};
  for (const name of leafClasses) {
    const count = counts.get(name);
    if (count !== undefined) classes[name] = count;
  }
  return { leaves: leaves.length, classes };
}

/** What the classes say of a whole key, in a sentence: one for each reason why something of it is not in a document. */
export function findingsOf(sources: readonly Source[], leaves: readonly PlannedLeaf[]): Finding[] {
  const raws = new Map(sources.map(({ key, raw }) => [key, raw]));
  const places = leaves.flatMap(({ key, pointer, class: name, reason }) => {
    const code = reason ?? name;
    return sentences[code] === undefined ? [] : [{ code, key, pointer }];
  });
  return gathered(
    places,
    (code, count, key) => sentences[code]?.(count, { raw: raws.get(key) ?? '' }) ?? code,
  );
}

const unclaimed: Claim = { class: 'quarantined', reason: 'not-understood' };

function claimOfFault({ fault, family }: Source): Claim {
  if (fault === 'secret') return { class: 'refused-secret' };
  if (family === 'preference') return { class: 'preference' };
  return { class: 'quarantined', reason: family === 'unknown' ? 'unknown-key' : (fault ?? 'bad-json') };
}

type Sentence = (count: number, source: Pick<Source, 'raw'>) => string;

const sentences: Record<string, Sentence> = {
  'refused-secret': () => 'This key holds a secret of the old build. It was neither read nor kept.',
  'unknown-key': (_, { raw }) =>
    `The product never wrote this key. Its ${raw.length} characters are kept with the raw import and not read.`,
  'bad-json': () => 'The value of this key is not valid JSON. It is kept as it is; nothing was made of it.',
  'wrong-root': (count) =>
    `${values(count)} of this key ${are(count)} kept as they are, because the list or object that belongs here is something else.`,
  'too-deep': (count) =>
    `${values(count)} stand too deep inside others to be read; they are kept as they are.`,
  'not-an-object': (count) =>
    `${values(count)} stand where an object belongs; they are kept as they are and nothing was made of them.`,
  'server-copy': () =>
    'This draft is an old copy of something that is on the server already; the server has the newer one.',
  'prototype-key': (count) =>
    `${values(count)} stand under a name that no document may have; they are kept with the raw import only.`,
  'duplicate-key': (count) =>
    `${values(count)} stand under a name that is written again further on; browsers read the last one only, and so does this import.`,
  'not-understood': (count) =>
    `${values(count)} were not understood. This is a defect of the import; they are kept as they are.`,
  escaped: (count) =>
    `${values(count)} cannot be stored as they are (U+0000, half characters, numbers too long or too large); the document has them written out.`,
  demo: (count) =>
    `${values(count)} belong to demo e-mails, which the old build made up; nobody wrote them, so they were left out.`,
};

function values(count: number): string {
  return count === 1 ? 'One value' : `${count} values`;
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}
