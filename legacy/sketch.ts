import type { Because, EntityKind } from '@blossomer/contract';
import { pointer } from '@blossomer/json';
import { entityId } from './ids.ts';
import { isObject, type JsonObject, type Spot } from './spot.ts';

/** An entity in the making. `resource` is what the API will show of it; targets are pointers into that. */
export interface Sketch {
  readonly kind: EntityKind;
  readonly id: string;
  readonly sourceId: string;
  /** As the old build wrote it; of a persona, whose source id begins with its account, the bare one. */
  readonly oldId: string | undefined;
  readonly resource: { name?: string; url?: string; type?: string; status?: string; data: JsonObject };
  createdAt: string | null;
  /** Made from what others remember of it, because nothing else is left. */
  recovered: boolean;
  /** Read from an export of ours, which holds the person's own edits. */
  carried: boolean;
  parent: Sketch | undefined;
  /** Why this parent. */
  because: Because | undefined;
  /** Whether this very request says where it belongs. */
  isHomeDecidedNow: boolean;
  /** Whether the dump itself speaks of it, and not only what an earlier import brought. */
  isFromDump: boolean;
  /** Where the dump first speaks of it. */
  origin: Spot | undefined;
  /** The localStorage keys that it was read from. */
  readonly keys: Set<string>;
  /** 0 for what is only remembered, 1 for the older shapes, 2 for the last ones. */
  generation: number;
  /** By the pointer of a list: its texts or item ids, each with its index. */
  readonly lists: Map<string, Map<string, number>>;
  /** By `itemIdKey`: the ids of the items that a source's elements became. */
  readonly itemIds: Map<string, string>;
  /** By name under `provenance`: what stands there and under its numbered siblings, each with its path. */
  readonly asides: Map<string, Map<string, Path>>;
}

/** Into the resource: `['name']`, `['data', 'objections', 0]`. */
export type Path = readonly (string | number)[];

export function newSketch(
  userId: string,
  {
    kind,
    id,
    sourceId,
    oldId,
    parent,
  }: Pick<Sketch, 'kind' | 'sourceId' | 'oldId' | 'parent'> & { id?: string },
): Sketch {
  return {
    kind,
    id: id ?? entityId(userId, kind, sourceId),
    sourceId,
    oldId,
    parent,
    resource: { data: { schemaVersion: 1 } },
    createdAt: null,
    recovered: false,
    because: undefined,
    isHomeDecidedNow: false,
    isFromDump: false,
    origin: undefined,
    keys: new Set(),
    generation: 0,
    carried: false,
    lists: new Map(),
    itemIds: new Map(),
    asides: new Map(),
  };
}

/** An older copy of a document that is there in a newer shape adds to it and changes nothing. */
export function generationOf(kind: EntityKind, value: unknown): number {
  return isObject(value) && marksOfLast[kind].some((name) => Object.hasOwn(value, name)) ? 2 : 1;
}

const marksOfLast: Record<EntityKind, readonly string[]> = {
  company: ['businessProfile', 'positioning', 'icpHypothesis', 'useCaseAnalysis', 'positioningInsights'],
  account: ['targetAccountName', 'target_account_name', 'data'],
  persona: ['targetPersonaName', 'target_persona_name', 'data'],
  campaign: ['companySnapshot', 'accountSnapshot', 'personaSnapshot', 'subjects', 'data'],
};

/** What stands at a path; only own properties count. */
export function valueIn(sketch: Sketch, path: Path): unknown {
  let value: unknown = sketch.resource;
  for (const token of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, token)?.value;
  }
  return value;
}

/** Puts a value where nothing stands, making the objects and arrays around it. */
export function put(sketch: Sketch, path: Path, value: unknown): void {
  let container: Container = sketch.resource;
  for (const [depth, token] of path.entries()) {
    if (depth === path.length - 1) container[token] = value;
    else container = memberContainer(container, token, typeof path[depth + 1] === 'number');
  }
}

export function putMissing(sketch: Sketch, path: Path, value: unknown): void {
  if (valueIn(sketch, path) === undefined) put(sketch, path, value);
}

export function target(sketch: Sketch, path: Path): { kind: EntityKind; id: string; pointer: string } {
  return { kind: sketch.kind, id: sketch.id, pointer: pointer(path) };
}

/** The texts or item ids of a list, each with its index; empty when the list is new. */
export function listIn(sketch: Sketch, path: Path): Map<string, number> {
  const name = pointer(path);
  const known = sketch.lists.get(name);
  if (known !== undefined) return known;
  const list = new Map<string, number>();
  sketch.lists.set(name, list);
  return list;
}

/** Names the item that the n-th element of a source's list became. */
export function itemIdKey(path: Path, index: number): string {
  return `${pointer(path)}/${index}`;
}

type Container = { [token: string | number]: unknown };

function memberContainer(container: Container, token: string | number, isList: boolean): Container {
  const there = Object.getOwnPropertyDescriptor(container, token)?.value;
  if (typeof there === 'object' && there !== null) return there;
  const made = (isList ? [] : {}) as Container;
  container[token] = made;
  return made;
}
