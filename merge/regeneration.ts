import { parsePointer, valueAt } from '@blossomer/json';
import { aligned, type Generations } from './alignment.ts';
import { type IdList, idList } from './id-list.ts';
import { equal, isObject, type JsonObject, member, setMember } from './json-value.ts';
import { applyMergePatch } from './merge-patch.ts';
import { type Kept, reportOf, type Taken } from './regeneration-report.ts';
import { mergeThreeWay } from './three-way.ts';

export interface Regenerated {
  merged: unknown;
  /** As it was generated, with the ids that its items took over: the base of the next time. */
  generated: unknown;
  taken: Taken[];
  kept: Kept[];
}

/**
 * What generating again makes of a document that a person edited meanwhile. `base` is the `generated` of the last time; null
 * when there was none: then all of mine counts as the person's, and the new text fills what is absent or blank.
 *
 * - Untouched leaves take the new text, or go with it; edited ones stay, emptied and deleted ones too.
 * - An item that the person added stays, one that they deleted stays away. One that the generation no longer has goes when
 *   nobody edited it.
 * - Lists without ids, as lists of texts, are one leaf: edited anywhere, they stay whole, because nothing tells a text that
 *   was reworded from one that was exchanged.
 * - The order of items is mine's where the person moved any, else the generation's.
 *
 * - What `derivation` names follows from the rest for as long as nobody wrote it by hand, and is in neither report.
 *
 * Where mine and generated differ, each place is in exactly one of `taken` and `kept` (see `reportOf` for the pointers).
 */
export function regenerate(sides: Generations, derivation?: Derivation): Regenerated {
  return derivation?.isDerived(sides.mine) ? withDerived(sides, derivation) : regenerated(sides);
}

/**
 * A text that is made of the rest of its document. As a leaf of its own it would come out as mine or as generated, and say
 * something else than what it is made of, which is both.
 */
export interface Derivation {
  /** RFC 6901, to a member of an object. */
  pointer: string;
  /** Whether the document still has it as it is made, or has none. */
  isDerived(document: unknown): boolean;
  derive(document: unknown): string;
}

function withDerived({ base, mine, generated }: Generations, { pointer, derive }: Derivation): Regenerated {
  const without = (document: unknown) => placed(document, pointer, undefined);
  const { taken, kept, ...sides } = regenerated({
    base: without(base),
    mine: without(mine),
    generated: without(generated),
  });
  const text = valueAt(mine, pointer) === undefined ? undefined : derive(sides.merged);
  return {
    ...{ taken, kept },
    merged: placed(sides.merged, pointer, text),
    generated: placed(sides.generated, pointer, valueAt(generated, pointer)),
  };
}

/** `undefined`: without it. */
function placed(document: unknown, pointer: string, value: unknown): unknown {
  const patch = parsePointer(pointer).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value ?? null);
  const isThere = valueAt(document, pointer) !== undefined;
  return value !== undefined || isThere ? applyMergePatch(document, patch) : document;
}

function regenerated({ base, mine, generated }: Generations): Regenerated {
  const fresh = aligned({ base, mine, generated });
  const before = base === null || base === undefined ? blanksOf(mine, fresh) : base;
  const { merged } = mergeThreeWay({ base: before, mine, theirs: offered(before, mine, fresh) });
  return { merged, generated: fresh, ...reportOf({ mine, generated: fresh, merged }) };
}

/**
 * What of the generation may come in: no item that the person deleted; and where a whole object went of which the person
 * edited a part, an empty one, so that the rest of it goes.
 */
function offered(base: unknown, mine: unknown, generated: unknown): unknown {
  if (isObject(base) && isObject(mine)) {
    if (isObject(generated)) return offeredMembers(base, mine, generated);
    if (generated === undefined && !equal(base, mine)) return offeredMembers(base, mine, {});
  }
  const before = idList(base);
  const edited = before && idList(mine);
  const list = edited && idList(generated);
  if (before === undefined || edited === undefined || list === undefined) return generated;
  return offeredItems(before, edited, list);
}

function offeredMembers(base: JsonObject, mine: JsonObject, generated: JsonObject): JsonObject {
  const offer: JsonObject = {};
  for (const key of new Set([...Object.keys(generated), ...Object.keys(mine)])) {
    const value = offered(member(base, key), member(mine, key), member(generated, key));
    if (value !== undefined) setMember(offer, key, value);
  }
  return offer;
}

function offeredItems(base: IdList, mine: IdList, generated: IdList): unknown[] {
  const isDeleted = (id: string) => base.has(id) && !mine.has(id);
  return [...generated]
    .filter(([id]) => !isDeleted(id))
    .map(([id, { item }]) => offered(base.get(id)?.item, mine.get(id)?.item, item));
}

/** Only what is blank of it and can be filled, so that it counts as untouched. Items of lists are the person's, blank or not. */
function blanksOf(mine: unknown, generated: unknown): unknown {
  if (!isObject(mine)) return generated !== undefined && isBlank(mine) ? mine : undefined;
  if (!isObject(generated)) return undefined;
  const blanks: JsonObject = {};
  for (const key of Object.keys(mine)) {
    const blank = blanksOf(mine[key], member(generated, key));
    if (blank !== undefined) setMember(blanks, key, blank);
  }
  return blanks;
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || (Array.isArray(value) && value.length === 0);
}
