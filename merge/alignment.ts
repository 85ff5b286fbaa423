import { type IdList, idList } from './id-list.ts';
import { isObject, type JsonObject, member, setMember } from './json-value.ts';

export interface Generations {
  /** The last generation, aligned when it was made; `undefined`: there was none. */
  base: unknown;
  mine: unknown;
  generated: unknown;
}

/**
 * `generated` with the ids of the items that its items renew. Each generation brings fresh ids; an item that says the same as
 * one of the base, or nearly, is that one. What is left is held against the items that the person added. Items without a
 * title that have a `type`, as the parts of an e-mail, renew one of the same type: the most similar, else in their order.
 * An item whose id is known keeps it, so aligning again changes nothing. Inputs stay as they are.
 */
export function aligned({ base, mine, generated }: Generations): unknown {
  if (isObject(generated)) {
    const renewed: JsonObject = {};
    for (const key of Object.keys(generated)) {
      const value = { base: at(base, key), mine: at(mine, key), generated: generated[key] };
      setMember(renewed, key, aligned(value));
    }
    return renewed;
  }
  const list = idList(generated);
  if (list === undefined) return generated;
  const before: IdList = idList(base) ?? new Map();
  const edited: IdList = idList(mine) ?? new Map();
  const ids = renewals(list, before, edited);
  return Array.from(list, ([own, { item }]) => {
    const id = ids.get(own) ?? own;
    const value = { base: before.get(id)?.item, mine: edited.get(id)?.item, generated: { ...item, id } };
    return aligned(value);
  });
}

function at(holder: unknown, key: string): unknown {
  return isObject(holder) ? member(holder, key) : undefined;
}

/** Fresh id -> the id that it takes over. */
function renewals(generated: IdList, base: IdList, mine: IdList): Map<string, string> {
  const ids = new Map<string, string>();
  const isKnown = (id: string) => base.has(id) || mine.has(id);
  const fresh = () => [...generated.keys()].filter((id) => !isKnown(id) && !ids.has(id));
  const free = (list: IdList) => [...list.keys()].filter((id) => !generated.has(id));
  pair(said(generated, fresh()), said(base, free(base)), ids);
  const added = free(mine).filter((id) => !base.has(id));
  pair(said(generated, fresh()), said(mine, added), ids);
  return ids;
}

interface Said {
  id: string;
  /** Only items of one group renew each other. */
  group: string;
  words: string;
}

function said(list: IdList, ids: readonly string[]): Said[] {
  return ids.map((id) => {
    const item = list.get(id)?.item;
    const title = textOf(item, titleMembers);
    return { id, group: title === '' ? textOf(item, ['type']) : '', words: title || textOf(item, ['text']) };
  });
}

/** What people call an item of a list by. */
const titleMembers = ['title', 'useCase', 'name'];

function textOf(item: JsonObject | undefined, keys: readonly string[]): string {
  const texts = keys.map((key) => member(item, key));
  return plain(texts.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? '');
}

/** Case, width, punctuation and blanks make no difference. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** The best pairs first; of equally good ones those that come first in their lists. */
function pair(fresh: readonly Said[], known: readonly Said[], ids: Map<string, string>): void {
  const pairs = fresh.flatMap((one) =>
    known.map((other) => ({ one, other, likeness: likeness(one, other) })),
  );
  const likely = pairs.filter((found) => found.likeness > 0).sort((a, b) => b.likeness - a.likeness);
  const gone = new Set<string>();
  for (const { one, other } of likely) {
    if (ids.has(one.id) || gone.has(other.id)) continue;
    ids.set(one.id, other.id);
    gone.add(other.id);
  }
}

/** 0: not the same thing. Parts of one type are, whatever they say. */
function likeness(one: Said, other: Said): number {
  if (one.group !== other.group) return 0;
  const same = one.words === other.words && one.words !== '' ? 1 : resemblance(one.words, other.words);
  if (one.group !== '') return same + typeAlone;
  return same >= resemblanceMin ? same : 0;
}
const resemblanceMin = 0.7;
const typeAlone = 0.001;

/** Dice's coefficient of pairs of characters: 1 for the same ones, 0 for none. Works without blanks between words. */
function resemblance(one: string, other: string): number {
  const left = pairsOf(one);
  const right = pairsOf(other);
  const all = left.size + right.size;
  if (all === 0) return 0;
  let shared = 0;
  for (const two of left) if (right.has(two)) shared += 1;
  return (2 * shared) / all;
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  const characters = [...text];
  for (let index = 1; index < characters.length; index++) {
    pairs.add(`${characters[index - 1]}${characters[index]}`);
  }
  return pairs;
}
