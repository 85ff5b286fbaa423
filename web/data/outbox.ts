import type { EntityKind } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import { readNew } from '../workspace/local-documents.ts';
import type { AnyDocument, NewDocuments } from '../workspace/workspace.ts';
import type { EditEntry, Entry } from './entry.ts';
import { isOpen } from './entry.ts';
import { coalesced, decided, editsBetween, overlaid } from './fields.ts';
import { decidedInStep } from './in-step.ts';
import { type Book, entriesOf } from './outbox-book.ts';

/**
 * What a person does, as entries: one edit a document while nothing of it went out, a create that takes in the edits of
 * what is not there yet. Everything returns at once; sending is the pump's business.
 */
export interface Outbox {
  /** `shown` is what the person sees, `wanted` what they made of it. */
  edit(kind: EntityKind, shown: AnyDocument, wanted: AnyDocument): void;
  /** Throws the contract's `ProblemError` with faults for a form when the content is not valid. */
  create<Kind extends EntityKind>(kind: Kind, document: NewDocuments[Kind]): void;
  /** The id of its entry. */
  remove(kind: EntityKind, id: string, name: string): string;
  /** Takes a delete back, durably, even while it is on its way; false when it was answered already. */
  takeBack(entryId: string): Promise<boolean>;
  /** Of a rejected entry: send it again as it is now. */
  retry(entryId: string): Promise<void>;
  /** Of any entry that needs a person: forget it. The document shows what the server has. */
  discard(entryId: string): Promise<void>;
  /** After a discard: the entry is there again as it was, and needs the person again. */
  bringBack(entry: Entry): Promise<void>;
  /** Of a conflict: one choice for all fields, or one for each pointer. */
  resolve(entryId: string, choice: Choice | Readonly<Record<string, Choice>>): Promise<void>;
}
export type Choice = 'mine' | 'theirs';

export function createOutbox({
  owner,
  book,
  changed,
}: {
  owner: string;
  book: Book;
  changed(): void;
}): Outbox {
  const put = (entry: Entry) => {
    void book.put(entry).then(changed);
    changed();
  };
  const fresh = () => ({ id: uuidv7(), owner, createdAt: new Date().toISOString(), editedAt: Date.now() });

  function edit(kind: EntityKind, shown: AnyDocument, wanted: AnyDocument): void {
    const edits = editsBetween(shown, wanted);
    if (edits.length === 0) return;
    const last = entriesOf(book.entries(), kind, shown.id).findLast((entry) => entry.op !== 'remove');
    if (last === undefined || !isOpen(last)) {
      const baseVersion = shown.version;
      put({ ...fresh(), op: 'edit', kind, entityId: shown.id, state: 'waiting', baseVersion, edits });
    } else if (last.op === 'create') {
      const { problem: _problem, ...rest } = last;
      put({ ...rest, state: 'waiting', document: overlaid(last.document, edits), editedAt: Date.now() });
    } else if (last.op === 'edit') put(withEdits(last, edits));
  }

  return {
    edit,
    create: (kind, document) => {
      readNew(kind, document);
      const { id } = document;
      put({ ...fresh(), op: 'create', kind, entityId: id, state: 'waiting', document, editedAt: 0 });
    },
    remove: (kind, entityId, name) => {
      const entry = fresh();
      // What needs a person about a document that they do not want any more is settled.
      for (const { id, state, op } of entriesOf(book.entries(), kind, entityId)) {
        if (state !== 'waiting' && op === 'edit') void book.settle(id, () => undefined);
      }
      put({ ...entry, op: 'remove', kind, entityId, name, state: 'waiting', editedAt: 0 });
      return entry.id;
    },
    takeBack: async (entryId) => {
      let wasThere = false;
      await book.settle(entryId, (stored) => {
        wasThere = true;
        return isOpen(stored) || stored.op !== 'remove' ? undefined : { ...stored, undone: true };
      });
      changed();
      return wasThere;
    },
    retry: async (entryId) => {
      await book.settle(
        entryId,
        ({ problem: _problem, ...stored }) => ({ ...stored, state: 'waiting', editedAt: 0 }) as Entry,
      );
      changed();
    },
    discard: async (entryId) => {
      await book.settle(entryId, () => undefined);
      changed();
    },
    bringBack: async ({ attempt: _attempt, ...entry }) => {
      await book.put(entry as Entry);
      changed();
    },
    resolve: async (entryId, choice) => {
      await book.settle(entryId, (stored) => (stored.op === 'edit' ? resolved(stored, choice) : stored));
      changed();
    },
  };
}

/** A rejected edit that the person goes on with is sent again; one in conflict stays one until they decide. */
function withEdits(entry: EditEntry, later: EditEntry['edits']): Entry {
  const edits = coalesced(entry.edits, later);
  if (entry.state === 'conflict') return { ...entry, edits, editedAt: Date.now() };
  const { problem: _problem, ...rest } = entry;
  return { ...rest, state: 'waiting', edits, editedAt: Date.now() };
}

function resolved(entry: EditEntry, choice: Choice | Readonly<Record<string, Choice>>): Entry {
  const { conflict, ...rest } = entry;
  const edits = entry.edits.map((edit) => {
    const disputed = conflict?.fields.find(({ pointer }) => pointer === edit.pointer);
    if (disputed === undefined) return edit;
    const chosen = typeof choice === 'string' ? choice : (choice[edit.pointer] ?? 'mine');
    const { theirs } = disputed;
    return decided({ ...edit, ...(theirs === undefined ? {} : { theirs }) }, chosen);
  });
  const whole = decidedInStep(entry.kind, entry.edits, edits);
  return { ...rest, state: 'waiting', edits: coalesced(whole, []), editedAt: 0 };
}
