import { type EntityKind, entityKinds, type TrashEntry } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import { refusal } from './errors.ts';
import type { Change } from './kept.ts';
import { shapeOf } from './kinds.ts';
import type { Row } from './listing.ts';
import { digestOf, parentFault, patchedRow, readNew } from './local-documents.ts';
import {
  allTrashed,
  changedSince,
  deleteRow,
  dropTrashed,
  insertRow,
  instant,
  putTrashed,
  type Reading,
  storedOf,
  subtreeOf,
  trashedOf,
  updateRow,
} from './local-tables.ts';
import type { Patch } from './workspace.ts';

/** Each write inside one change of what is kept, with the refusals that the server would give. */
export function createRow(change: Change, kind: EntityKind, body: unknown): { row: Row; isNew: boolean } {
  const created = readNew(kind, body);
  const id = created.id ?? uuidv7();
  const digest = digestOf(body);
  const stored = storedOf(change, kind, id);
  if (stored !== undefined) {
    if (stored.digest === digest) return { row: stored.document, isNew: false };
    const message = `You already have a ${kind} with this id and other content.`;
    throw refusal('id-taken', message, { errors: [{ in: 'body', pointer: '/id', message }] });
  }
  requireParents(change, kind, created);
  const at = instant();
  const row = { ...created, id, version: 1, createdAt: at, updatedAt: at } as Row;
  return { row: insertRow(change, kind, row, digest), isNew: true };
}

export function patchRow(
  change: Change,
  kind: EntityKind,
  { id, patch, version }: { id: string; patch: Patch; version: number | '*' },
): Row {
  const current = rowAt(change, kind, id, version);
  const next = patchedRow(kind, current, patch);
  if (next === current) return current;
  requireParents(change, kind, next);
  return updateRow(change, kind, current, next);
}

export function removeRow(change: Change, kind: EntityKind, id: string, version: number | '*'): string {
  const root = rowAt(change, kind, id, version);
  const subtree = subtreeOf(change, kind, root);
  const documents = subtree.map(({ kind, row }) => {
    const digest = storedOf(change, kind, row.id)?.digest ?? null;
    return { kind, document: row, digest };
  });
  const entry: TrashEntry = {
    id: uuidv7(),
    kind,
    entityId: root.id,
    name: root.name,
    holds: countsOf(subtree),
    deletedAt: instant(),
  };
  putTrashed(change, { entry, documents });
  for (const one of subtree) deleteRow(change, one.kind, one.row);
  return entry.id;
}

export function restoreRows(change: Change, trashId: string): { kind: EntityKind; id: string } {
  const trashed = trashedOf(change, trashId);
  if (trashed === undefined) throw notInTrash();
  const { entry, documents } = trashed;
  for (const { kind, document } of documents) {
    if (storedOf(change, kind, document.id) !== undefined) {
      throw refusal(
        'id-taken',
        'A document with the same id was made since; delete that one to restore this.',
      );
    }
  }
  for (const { kind, document, digest } of documents) {
    const missing = missingParent(change, kind, document);
    if (missing !== undefined) throw parentGone(change, missing[1], String(document[missing[0]]));
    insertRow(change, kind, { ...document, updatedAt: instant() }, digest);
  }
  dropTrashed(change, trashId);
  return { kind: entry.kind, id: entry.entityId };
}

export function purgeRows(change: Change, trashId: string): void {
  if (trashedOf(change, trashId) === undefined) throw notInTrash();
  dropTrashed(change, trashId);
}

/** The document as it is now; throws when it does not exist or is not at that version. */
export function rowAt(kept: Reading, kind: EntityKind, id: string, version: number | '*'): Row {
  const row = storedOf(kept, kind, id)?.document;
  if (row === undefined) throw refusal('not-found', `There is no ${kind} of yours with this id.`);
  if (version === '*' || row.version === version) return row;
  throw refusal(
    'stale-version',
    `This is at version ${row.version} now; read it again and repeat the change.`,
    { currentVersion: row.version, changed: changedSince(kept, kind, row, version) },
  );
}

function requireParents(kept: Reading, kind: EntityKind, row: Record<string, unknown>): void {
  const missing = missingParent(kept, kind, row);
  if (missing !== undefined) throw parentFault(kind, missing[0]);
}

/** The nearest one that is not there; a persona must also be of the account that the campaign names. */
function missingParent(kept: Reading, kind: EntityKind, row: Record<string, unknown>) {
  const { parents } = shapeOf[kind];
  const nearest = parents.at(-1);
  if (nearest === undefined) return undefined;
  const [field, parent] = nearest;
  const found = storedOf(kept, parent, String(row[field]))?.document;
  if (found === undefined) return nearest;
  const disagrees = parents.some(([name]) => name !== field && found[name] !== row[name]);
  return disagrees ? nearest : undefined;
}

function countsOf(subtree: readonly { kind: EntityKind }[]): TrashEntry['holds'] {
  const counts = entityKinds.map((kind) => [kind, subtree.filter((one) => one.kind === kind).length]);
  return Object.fromEntries(counts) as TrashEntry['holds'];
}

/** In the words of the server: which entry of the trash has to be restored first. */
function parentGone(kept: Reading, parent: EntityKind, parentId: string): Error {
  const holders = allTrashed(kept).filter(({ documents }) =>
    documents.some(({ kind, document }) => kind === parent && document.id === parentId),
  );
  const [last] = holders.map(({ entry }) => entry).sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
  return refusal(
    'parent-gone',
    last === undefined
      ? `The ${parent} that it belonged to was deleted for good.`
      : `The ${parent} that it belonged to is in the trash, too: restore "${last.name}" first.`,
  );
}

function notInTrash(): Error {
  return refusal('not-found', 'There is nothing in your trash under this id.');
}
