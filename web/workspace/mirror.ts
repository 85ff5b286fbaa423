import { type EntityKind, entityKinds, type Phase } from '@blossomer/contract';
import { type KeptStrings, keep, keysUnder } from './browser-storage.ts';
import { BusyError, refusal, StorageError, UnreachableError } from './errors.ts';
import { openKept } from './kept.ts';
import { endpointsOf } from './kinds.ts';
import { type AskedList, companyAmong, listOf, type Row } from './listing.ts';
import { allOf, dropRow, keepRow, storedOf, subtreeOf } from './local-tables.ts';
import type { AnyDocument, Documents, Page, Workspace } from './workspace.ts';

/**
 * A copy in this browser of what the server acknowledged, while a person moves from the browser to the database: kept in
 * `hybrid`, read in `db-first` when the API fails, deleted in `db-only`. Which phase it is, the server decides.
 */
export interface Mirror {
  /** Newer ones only: an answer that was overtaken on its way changes nothing. */
  keep(kind: EntityKind, document: AnyDocument): Promise<void>;
  /** With all that was below it. */
  drop(kind: EntityKind, id: string): Promise<void>;
  view(kind: EntityKind, id: string): AnyDocument | undefined;
  documents(kind: EntityKind): AnyDocument[];
  /** Why the copy is not whole; null when it is. The account is not affected, and a screen may say so. */
  problem(): StorageError | null;
  clear(): void;
}

export function openMirror(storage: KeptStrings, owner: string): Mirror {
  const prefix = `gtm.mirror.${owner}.`;
  const kept = openKept({ storage, prefix });
  let problem: StorageError | null = null;
  const quietly = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      problem = error;
    }
  };
  return {
    keep: (kind, document) =>
      quietly(
        kept.change((change) => {
          const known = storedOf(change, kind, document.id)?.document;
          if (known === undefined || known.version < document.version) keepRow(change, kind, document as Row);
        }),
      ),
    drop: (kind, id) =>
      quietly(
        kept.change((change) => {
          const root = storedOf(change, kind, id)?.document;
          for (const one of root === undefined ? [] : subtreeOf(change, kind, root))
            dropRow(change, one.kind, one.row.id);
        }),
      ),
    view: (kind, id) => storedOf(kept, kind, id)?.document,
    documents: (kind) => allOf(kept, kind),
    problem: () => problem,
    clear: () => {
      for (const key of keysUnder(storage, prefix)) keep(storage, key, null);
    },
  };
}

/**
 * The same workspace with the copy beside it, while `phase` says so; null: nobody knows which phase it is, and the copy is
 * left alone. Writes go to the server alone: what it did not take is in no copy.
 */
export function withMirror(
  workspace: Workspace,
  mirror: Omit<Mirror, 'clear'>,
  phase: () => Phase | null,
): Workspace {
  const mirrors = () => phase() === 'hybrid' || phase() === 'db-first';
  const kept = async <Document extends AnyDocument>(
    kind: EntityKind,
    answer: Promise<Document>,
  ): Promise<Document> => {
    const document = await answer;
    if (mirrors()) await mirror.keep(kind, document);
    return document;
  };
  async function orMirrored<Value>(answer: Promise<Value>, copy: () => Value): Promise<Value> {
    try {
      return await answer;
    } catch (error) {
      if (phase() !== 'db-first' || !failed(error)) throw error;
      return copy();
    }
  }
  return {
    ...workspace,
    list: async <Kind extends EntityKind>(kind: Kind, query = {}, signal?: AbortSignal) =>
      orMirrored(
        workspace.list(kind, query, signal).then(async (page) => {
          if (!mirrors()) return page;
          for (const item of page.items) if ('data' in item) await mirror.keep(kind, item as AnyDocument);
          return page;
        }),
        () =>
          listOf(
            kind,
            mirror.documents(kind),
            query as AskedList,
            companyAmong(() => mirror.documents('account')),
          ) as Page<Kind>,
      ),
    view: <Kind extends EntityKind>(kind: Kind, id: string, signal?: AbortSignal) =>
      orMirrored(kept(kind, workspace.view(kind, id, signal)), () => {
        const document = mirror.view(kind, id);
        if (document === undefined) throw refusal('not-found', `There is no ${kind} of yours with this id.`);
        return document as Documents[Kind];
      }),
    create: (kind, document, sending) => kept(kind, workspace.create(kind, document, sending)),
    patch: (kind, id, patch, sending) => kept(kind, workspace.patch(kind, id, patch, sending)),
    remove: async (kind, id, sending) => {
      const answer = await workspace.remove(kind, id, sending);
      if (mirrors()) await mirror.drop(kind, id);
      return answer;
    },
    restore: async (trashId, sending) => {
      const answer = await workspace.restore(trashId, sending);
      if (mirrors()) await fillMirror(workspace, mirror); // With all that was below it.
      return answer;
    },
    batch: async (operations, sending) => {
      const answer = await workspace.batch(operations, sending);
      if (!mirrors()) return answer;
      for (const [index, { path }] of operations.entries()) {
        const { kind, id } = addressed(path);
        const body = answer[index]?.body;
        if (kind === undefined) continue;
        if (body !== undefined) await mirror.keep(kind, body);
        else if (id !== undefined) await mirror.drop(kind, id);
      }
      return answer;
    },
  };
}

/** Which document an operation of a batch is about; without an id, a new one. */
function addressed(path: string): { kind?: EntityKind; id?: string } {
  for (const kind of entityKinds) {
    const base = endpointsOf[kind].create.path;
    if (path === base) return { kind };
    if (path.startsWith(`${base}/`)) return { kind, id: path.slice(base.length + 1).toLowerCase() };
  }
  return {};
}

/** Reads everything once, so that the copy lacks nothing. What it holds beyond that stays: a comparison is to find it. */
export async function fillMirror(
  workspace: Pick<Workspace, 'list'>,
  mirror: Pick<Mirror, 'keep'>,
): Promise<void> {
  for (const kind of entityKinds) {
    let cursor: string | undefined;
    do {
      const page = await workspace.list(kind, { limit: 200, cursor });
      for (const item of page.items) await mirror.keep(kind, item as AnyDocument);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function failed(error: unknown): boolean {
  return error instanceof UnreachableError || error instanceof BusyError;
}
