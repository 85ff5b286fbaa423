import type { EntityKind, Problem } from '@blossomer/contract';
import type { FieldConflict, FieldEdit, SetOrRemove } from './fields.ts';

/** One write that a person made and that is not acknowledged yet. Plain data: it lies in IndexedDB as it is. */
export type Entry = CreateEntry | EditEntry | RemoveEntry;

interface Common {
  /** UUIDv7: entries are sent in the order of their ids. */
  id: string;
  owner: string;
  kind: EntityKind;
  entityId: string;
  createdAt: string;
  /** Milliseconds; an edit goes out a moment after its last keystroke. */
  editedAt: number;
  /** `waiting` includes being sent. `rejected` and `conflict` need a person. */
  state: 'waiting' | 'rejected' | 'conflict';
  /** Set before the first request with it, and then never changed: a lost reply is asked for with the same words. */
  attempt?: Attempt;
  /** Why it was rejected, in words for the person. */
  problem?: Pick<Problem, 'code' | 'detail' | 'errors'> | { code: 'storage'; detail: string; errors: [] };
}

export interface Attempt {
  key: string;
  /** Of an edit: the version that it stands on, and what it does to it. */
  version?: number;
  patch?: SetOrRemove[];
}

export interface CreateEntry extends Common {
  op: 'create';
  document: Record<string, unknown> & { id: string; name: string };
}

export interface EditEntry extends Common {
  op: 'edit';
  /** The version that was on the screen when the person began; 0 for a document that is not there yet. */
  baseVersion: number;
  edits: FieldEdit[];
  /** While in conflict: what somebody else did to the same fields, and at which version. */
  conflict?: { version: number; fields: FieldConflict[] };
}

export interface RemoveEntry extends Common {
  op: 'remove';
  name: string;
  /** The person took it back after it had gone out: once it is answered, it is restored. */
  undone?: true;
}

export const laneOf = ({ kind, entityId }: Pick<Entry, 'kind' | 'entityId'>) => `${kind}/${entityId}`;

/** Whether anything may still be added to it. */
export function isOpen(entry: Entry): boolean {
  return entry.attempt === undefined;
}
