import { isDeepStrictEqual } from 'node:util';
import type { EntityKind, LeafClass } from '@blossomer/contract';
import { parsePointer } from '@blossomer/json';
import type { Plan, PlannedEntity, PlannedLeaf } from '@blossomer/legacy';
import type { Documents, Stored } from './stored-documents.ts';

export const leafStates = ['there', 'edited-since', 'in-trash', 'kept-raw', 'not-kept', 'missing'] as const;
export type LeafState = (typeof leafStates)[number];

/** Where one leaf of a dump is now. */
export interface Verdict {
  key: string;
  pointer: string;
  class: LeafClass;
  state: LeafState;
  entity?: { kind: EntityKind; id: string };
  /** RFC 6901, into the resource. */
  target?: string;
}

/**
 * `imported`: the keys whose strings came with an import that stands. `settled`: documents that were to keep their own text
 * when one of those came.
 */
export function judge(
  { entities, leaves }: Plan,
  documents: Documents,
  imported: ReadonlySet<string>,
  settled: ReadonlySet<string>,
): Verdict[] {
  const planned = new Map(entities.map((entity) => [entity.id, entity]));
  return leaves.map((leaf) => {
    const { key, pointer, class: leafClass, target } = leaf;
    const entity = target && planned.get(target.id);
    const state = entity
      ? stateIn(entity, leaf, documents, {
          wasImported: imported.has(key),
          isSettled: settled.has(entity.id),
        })
      : stateOfRaw(leafClass, imported.has(key));
    const place = target && { entity: { kind: target.kind, id: target.id }, target: target.pointer };
    return { key, pointer, class: leafClass, state, ...place };
  });
}

function stateOfRaw(leafClass: LeafClass, wasImported: boolean): LeafState {
  if (leafClass === 'refused-secret') return 'not-kept';
  return wasImported ? 'kept-raw' : 'missing';
}

function stateIn(
  entity: PlannedEntity,
  { target }: PlannedLeaf,
  documents: Documents,
  { wasImported, isSettled }: { wasImported: boolean; isSettled: boolean },
): LeafState {
  const stored = documents.byId.get(entity.id);
  if (stored === undefined) return wasImported && documents.isInTrash(entity) ? 'in-trash' : 'missing';
  const path = parsePointer(target?.pointer ?? '');
  const [wanted, there] = [valueAtPath(resourceOf(entity), path), placeOf(resourceOf(entity), stored, path)];
  if (wanted !== undefined && isSame(path, wanted, there)) return 'there';
  // The string came in whole, and a document of version 1 nobody has changed: then it never got there.
  return wasImported && (isSettled || stored.version > 1) ? 'edited-since' : 'missing';
}

/** What the API would show of it, had nobody touched it. */
function resourceOf({ id, parents, name, url, type, status, data, createdAt }: PlannedEntity): Stored {
  return { id, version: 1, ...parents, name, url, type, status, data, createdAt };
}

/** A time is the same however many digits it is written with. */
function isSame(path: readonly string[], wanted: unknown, there: unknown): boolean {
  if (path.length === 1 && path[0] === 'createdAt')
    return Date.parse(String(wanted)) === Date.parse(String(there));
  return isDeepStrictEqual(wanted, there);
}

function valueAtPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inside, token) => memberOf(inside, token), value);
}

/** The value of the same place in the stored document: an item of a list is found by its id, wherever it stands now. */
function placeOf(planned: unknown, stored: unknown, path: readonly string[]): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return stored;
  const inside = memberOf(planned, token);
  const id = memberOf(inside, 'id');
  const isItem = Array.isArray(planned) && Array.isArray(stored) && typeof id === 'string';
  const there = isItem ? stored.find((item) => memberOf(item, 'id') === id) : memberOf(stored, token);
  return placeOf(inside, there, rest);
}

function memberOf(value: unknown, token: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, token)?.value;
}
