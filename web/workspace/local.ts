import { type EntityKind, Id, ProblemError } from '@blossomer/contract';
import { type Arbiter, indexedArbiter } from './arbiter.ts';
import { browserStorage, type KeptStrings } from './browser-storage.ts';
import { refusal, StorageError } from './errors.ts';
import { type Change, type Kept, openKept } from './kept.ts';
import { endpointsOf } from './kinds.ts';
import { type AskedList, companyAmong, listOf, pageOf } from './listing.ts';
import { allOf, allTrashed, changesAfter, logKey } from './local-tables.ts';
import { createRow, patchRow, purgeRows, removeRow, restoreRows, rowAt } from './local-writes.ts';
import type { BatchResult, Documents, Page, Patch, Workspace, WriteOperation } from './workspace.ts';

export const playground = 'playground';
export const playgroundPrefix = 'gtm.playground.v1.';

export interface LocalOptions {
  storage?: KeptStrings;
  locks?: Pick<LockManager, 'request'> | undefined;
  /** undefined where there is no IndexedDB. */
  arbiter?: Arbiter | undefined;
  /** From version n to n + 1, each; the build's own version is one more than there are. */
  upgrades?: readonly ((change: Change) => void)[];
}

/**
 * A workspace in this browser, for people without an account: today's documents under keys of its own. What the
 * browser-only builds left there is neither read nor touched. Throws `StorageError` where nothing can be kept.
 */
export async function openLocal(options: LocalOptions = {}): Promise<Workspace> {
  const { storage = browserStorage(), locks = globalThis.navigator?.locks, upgrades = [] } = options;
  const arbiter = 'arbiter' in options ? options.arbiter : indexedArbiter(playgroundPrefix);
  const kept = openKept({ storage, prefix: playgroundPrefix, locks, arbiter });
  await kept.change((change) => upgrade(change, upgrades));
  return workspaceOver(kept);
}

const metaKey = 'meta';

function upgrade(change: Change, upgrades: readonly ((change: Change) => void)[]): void {
  const current = upgrades.length + 1;
  const { schemaVersion = current } = change.read<{ schemaVersion?: number }>(metaKey) ?? {};
  if (schemaVersion > current) throw new StorageError('newer');
  for (const step of upgrades.slice(schemaVersion - 1)) step(change);
  if (change.read(metaKey) === undefined || schemaVersion < current)
    change.write(metaKey, { schemaVersion: current });
}

function workspaceOver(kept: Kept): Workspace {
  return {
    owner: playground,
    list: async <Kind extends EntityKind>(kind: Kind, query = {}) =>
      listOf(
        kind,
        allOf(kept, kind),
        query as AskedList,
        companyAmong(() => allOf(kept, 'account')),
      ) as Page<Kind>,
    view: async <Kind extends EntityKind>(kind: Kind, id: string) =>
      rowAt(kept, kind, idOf(id), '*') as Documents[Kind],
    create: async (kind, document) =>
      (await kept.change((change) => createRow(change, kind, document).row)) as never,
    patch: async (kind, id, patch, { version }) =>
      (await kept.change((change) => patchRow(change, kind, { id: idOf(id), patch, version }))) as never,
    remove: async (kind, id, sending) => ({
      trashId: await kept.change((change) => removeRow(change, kind, idOf(id), sending?.version ?? '*')),
    }),
    listTrash: async (query = {}) => trashPage(kept, query),
    restore: (trashId) => kept.change((change) => restoreRows(change, idOf(trashId))),
    purge: (trashId) => kept.change((change) => purgeRows(change, idOf(trashId))),
    emptyTrash: () =>
      kept.change((change) => {
        for (const { entry } of allTrashed(change)) purgeRows(change, entry.id);
      }),
    changes: async (after) => changesAfter(kept, after),
    batch: (operations) =>
      kept.change((change) => operations.map((operation, index) => carryOut(change, operation, index))),
  };
}

/** The key that another tab's write always touches. */
export const playgroundSignal = playgroundPrefix + logKey;

function idOf(id: string): string {
  const result = Id.safeParse(id);
  if (result.success) return result.data;
  const message = 'must be a UUID';
  throw refusal('malformed-request', `id ${message}.`, { errors: [{ in: 'path', pointer: '/id', message }] });
}

function trashPage(kept: Kept, { cursor, limit = 50 }: { cursor?: string; limit?: number }) {
  const entries = allTrashed(kept).map(({ entry }) => entry);
  type Entry = (typeof entries)[number];
  const order = (one: Entry, other: Entry) =>
    one.deletedAt === other.deletedAt
      ? one.id < other.id
        ? 1
        : -1
      : one.deletedAt < other.deletedAt
        ? 1
        : -1;
  return pageOf<Entry>(entries.sort(order), {
    limit,
    cursor,
    mark: 'trash',
    after: (entry, last) => entry.id !== last.id && order(entry, last) > 0,
    positionOf: ({ id, deletedAt }) => ({ id, deletedAt }),
  });
}

function carryOut(change: Change, operation: WriteOperation, index: number): BatchResult {
  try {
    return carriedOut(change, operation);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { problem } = error;
    const errors = problem.errors.map((fault) => ({
      in: 'body' as const,
      pointer: `/operations/${index}/body${fault.pointer}`,
      message: fault.message,
    }));
    const detail = `Operation ${index}: ${problem.detail}`;
    throw new ProblemError({ ...problem, detail, errors, operation: index });
  }
}

function carriedOut(change: Change, { method, path, ifMatch, body }: WriteOperation): BatchResult {
  for (const kind of Object.keys(endpointsOf) as EntityKind[]) {
    const base = endpointsOf[kind].create.path;
    if (path === base && method === 'POST') {
      const { row, isNew } = createRow(change, kind, body);
      return { status: isNew ? 201 : 200, version: row.version, body: row };
    }
    if (!path.startsWith(`${base}/`)) continue;
    const id = idOf(path.slice(base.length + 1));
    if (method === 'DELETE') return { status: 204, trashId: removeRow(change, kind, id, ifMatch ?? '*') };
    if (method === 'PATCH') {
      if (ifMatch === undefined) throw refusal('precondition-required', 'Say which version this changes.');
      const row = patchRow(change, kind, { id, patch: body as Patch, version: ifMatch });
      return { status: 200, version: row.version, body: row };
    }
  }
  throw refusal('invalid', `There is no ${method} at ${path}.`);
}
