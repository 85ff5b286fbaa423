import type { EntityKind, ProblemError } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import type { Row } from '../workspace/listing.ts';
import { patchedRow } from '../workspace/local-documents.ts';
import type { AnyDocument, NewDocuments, Workspace } from '../workspace/workspace.ts';
import type { Attempt, CreateEntry, EditEntry, Entry, RemoveEntry } from './entry.ts';
import { rebasedInStep } from './in-step.ts';
import type { Book } from './outbox-book.ts';
import { verdictOf } from './outbox-failure.ts';

/** What there is now, told before its entry is gone, so that the screen never shows anything else in between. */
export type Acknowledged =
  | { kind: EntityKind; id: string; document: AnyDocument; created: boolean }
  | { kind: EntityKind; id: string; document: null; trashId: string | null };

export interface SenderOptions {
  workspace: Workspace;
  book: Book;
  /** The document as this browser last heard of it. */
  known(kind: EntityKind, id: string): AnyDocument | undefined;
  acknowledged(entry: Entry, result: Acknowledged): void;
  /** Read on the way, because somebody else wrote. */
  heard(kind: EntityKind, document: AnyDocument): void;
}

/**
 * Sends one entry and sees it through: what goes out is stored with its key first, a stale version is read again and
 * rebased. Returns when the entry is acknowledged or needs a person; throws when it should be sent again later.
 */
export function createSender(options: SenderOptions) {
  return async (entry: Entry): Promise<void> => {
    if (entry.op === 'create') await sendCreate(options, entry);
    else if (entry.op === 'remove') await sendRemove(options, entry);
    else await sendEdit(options, entry);
  };
}

async function sendCreate(
  { workspace, book, acknowledged }: SenderOptions,
  { id, kind }: CreateEntry,
): Promise<void> {
  const closed = await book.settle(id, withKey);
  if (closed?.op !== 'create') return;
  const body = closed.document as unknown;
  try {
    const document = await workspace.create(kind, body as NewDocuments[EntityKind], keyOf(closed));
    acknowledged(closed, { kind, id: closed.entityId, document, created: true });
    await book.settle(id, () => undefined);
  } catch (error) {
    await rejectOrThrow(book, id, error);
  }
}

async function sendRemove(options: SenderOptions, { id, kind, entityId }: RemoveEntry): Promise<void> {
  const { workspace, book, acknowledged } = options;
  const closed = await book.settle(id, withKey);
  if (closed?.op !== 'remove') return;
  try {
    const trashId = await removed(workspace, closed);
    if (!isUndone(book.get(id))) acknowledged(closed, { kind, id: entityId, document: null, trashId });
    const left = await book.settle(id, (stored) => (isUndone(stored) ? stored : undefined));
    if (left === undefined) return;
    if (trashId !== null) await workspace.restore(trashId, { idempotencyKey: `${closed.attempt?.key}.undo` });
    const document = await workspace.view(kind, entityId);
    acknowledged(closed, { kind, id: entityId, document, created: true });
    await book.settle(id, () => undefined);
  } catch (error) {
    await rejectOrThrow(book, id, error);
  }
}

/** The entry of the trash; null when somebody else deleted it. */
async function removed(workspace: Workspace, entry: RemoveEntry): Promise<string | null> {
  try {
    return (await workspace.remove(entry.kind, entry.entityId, keyOf(entry))).trashId;
  } catch (error) {
    if (verdictOf(error).means === 'gone') return null;
    throw error;
  }
}

function isUndone(entry: Entry | undefined): boolean {
  return entry?.op === 'remove' && entry.undone === true;
}

/** How often others may be faster before we pause; each time costs a read and a write. */
const rebasesMax = 8;

async function sendEdit(options: SenderOptions, { id, kind, entityId, attempt }: EditEntry): Promise<void> {
  const { workspace, book, known, heard } = options;
  try {
    // What may have arrived already is sent with the same words, before anything is decided anew.
    let current = attempt === undefined ? (known(kind, entityId) ?? (await read())) : undefined;
    for (let rebases = 0; rebases <= rebasesMax; rebases += 1) {
      const closed = await book.settle(id, (stored) =>
        current === undefined ? stored : standingOn(stored, kind, current),
      );
      if (closed?.op !== 'edit' || closed.attempt === undefined || closed.state !== 'waiting') return;
      if (book.get(id) === undefined) return; // Forgotten meanwhile.
      const { patch = [], version = 0 } = closed.attempt;
      if (patch.length === 0 && current !== undefined) return await done(options, closed, current);
      const answer = await workspace
        .patch(kind, entityId, patch, { version, ...keyOf(closed) })
        .catch((error: unknown) => {
          if (verdictOf(error).means === 'stale') return undefined;
          throw error;
        });
      if (answer !== undefined) return await done(options, closed, answer);
      current = await read();
    }
  } catch (error) {
    await rejectOrThrow(book, id, error);
  }

  async function read(): Promise<AnyDocument> {
    const document = await workspace.view(kind, entityId);
    heard(kind, document);
    return document;
  }
}

async function done(
  { book, acknowledged }: SenderOptions,
  entry: EditEntry,
  document: AnyDocument,
): Promise<void> {
  acknowledged(entry, { kind: entry.kind, id: entry.entityId, document, created: false });
  await book.settle(entry.id, () => undefined);
}

/** The edit as it has to be said to this version: with its old key when it is said in the old words. */
function standingOn(stored: Entry, kind: EntityKind, current: AnyDocument): Entry {
  if (stored.op !== 'edit') return stored;
  const { conflict: _conflict, problem: _problem, attempt, ...entry } = stored;
  const { operations, conflicts } = rebasedInStep(kind, current, entry.edits);
  if (conflicts.length > 0) {
    return { ...entry, state: 'conflict', conflict: { version: current.version, fields: conflicts } };
  }
  try {
    patchedRow(kind, current as Row, operations); // What the server would refuse is not even sent.
  } catch (error) {
    const verdict = verdictOf(error);
    if (verdict.means === 'rejected') return { ...entry, state: 'rejected', problem: verdict.problem };
  }
  const isSame = attempt !== undefined && JSON.stringify(attempt.patch) === JSON.stringify(operations);
  const next: Attempt = { key: isSame ? attempt.key : uuidv7(), version: current.version, patch: operations };
  return { ...entry, state: 'waiting', attempt: next };
}

function withKey<Any extends Entry>(stored: Any): Any {
  return stored.attempt === undefined ? { ...stored, attempt: { key: uuidv7() } } : stored;
}

function keyOf({ attempt }: Entry): { idempotencyKey: string } | undefined {
  return attempt === undefined ? undefined : { idempotencyKey: attempt.key };
}

async function rejectOrThrow(book: Book, id: string, error: unknown): Promise<void> {
  const verdict = verdictOf(error);
  if (verdict.means !== 'rejected' && verdict.means !== 'gone') throw error;
  const { code, detail, errors } = (error as ProblemError).problem ?? {};
  const problem = verdict.means === 'rejected' ? verdict.problem : { code, detail, errors };
  await book.settle(
    id,
    ({ attempt: _attempt, ...stored }) => ({ ...stored, state: 'rejected', problem }) as Entry,
  );
}
