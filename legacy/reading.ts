import type { Finding } from '@blossomer/contract';
import type { Carried } from './carried.ts';
import { type Choices, newChoices } from './choices.ts';
import type { Repair } from './repairs.ts';
import { generationOf, type Sketch } from './sketch.ts';
import { pointerOf, type Spot } from './spot.ts';

/** What one plan has read so far. Entities are found by their source id, never by name. */
export interface Work {
  readonly userId: string;
  /** ISO, the only clock. */
  readonly now: string;
  readonly companies: Map<string, Sketch>;
  readonly accounts: Map<string, Sketch>;
  readonly personas: Map<string, Sketch>;
  readonly campaigns: Map<string, Sketch>;
  /** By kind and an id of the old build: a draft had two of them, and two accounts could give a persona the same. */
  readonly byOldId: Map<string, Set<Sketch>>;
  /** By kind and id: an export names a document by the id itself, and a dump beside it may derive the same. */
  readonly byId: Map<string, Sketch>;
  readonly findings: Finding[];
  readonly repairs: Repair[];
  /** Dates in the words of some browser, each with what it is about. */
  readonly localDates: { spot: Spot; sketch: Sketch }[];
  /** What the person decided, now or with an earlier import. */
  readonly choices: Choices;
}

/** One source object on its way into one entity. */
export interface Reading {
  readonly work: Work;
  readonly sketch: Sketch;
  /** The pointer of the source object; what it keeps aside is named from here. */
  readonly root: string;
  /** The members that gave the entity its id and its parents, each with its column. */
  readonly columns: ReadonlyMap<Spot, string>;
  /** Of an account that became part of another: its own source id, which the ids of its personas are made of. */
  readonly mergedFrom?: string;
  /** What an export of ours wrote beside the old shape. */
  readonly carried: Carried | undefined;
  /** The same of its list items, as they are met. */
  readonly carriedItems: Set<Spot>;
}

export function newWork(userId: string, now: string, choices = newChoices()): Work {
  return {
    userId,
    now,
    companies: new Map(),
    accounts: new Map(),
    personas: new Map(),
    campaigns: new Map(),
    byOldId: new Map(),
    byId: new Map(),
    findings: [],
    repairs: [],
    localDates: [],
    choices,
  };
}

export function readingOf(
  work: Work,
  sketch: Sketch,
  spot: Spot,
  columns: readonly (readonly [Spot | undefined, string])[],
  mergedFrom?: string,
  carried?: Carried,
): Reading {
  const known = columns.flatMap(([member, column]): [Spot, string][] =>
    member === undefined ? [] : [[member, column]],
  );
  if (!spot.source.isContext) {
    sketch.isFromDump = true;
    sketch.origin ??= spot;
  }
  sketch.keys.add(spot.source.key);
  if (mergedFrom === undefined)
    sketch.generation = Math.max(sketch.generation, generationOf(sketch.kind, spot.value));
  const reading = {
    work,
    sketch,
    root: pointerOf(spot),
    columns: new Map(known),
    carried,
    carriedItems: new Set<Spot>(),
  };
  return mergedFrom === undefined ? reading : { ...reading, mergedFrom };
}
