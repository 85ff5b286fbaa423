import type { EntityKind, Change as FeedChange, TrashEntry } from '@blossomer/contract';
import { changedPointers } from '@blossomer/merge';
import { uuidv7 } from 'uuidv7';
import { refusal } from './errors.ts';
import type { Change, Kept } from './kept.ts';
import { shapeOf } from './kinds.ts';
import type { Row } from './listing.ts';

/** How documents, the trash and the feed lie under their keys. */
export interface Stored {
  document: Row;
  /** Of the body as first sent; null once it came back from the trash. */
  digest: string | null;
}

export interface Trashed {
  entry: TrashEntry;
  documents: (Stored & { kind: EntityKind })[];
}

interface Written extends FeedChange {
  seq: number;
  /** What it changed, RFC 6901; at most `pointersMax`, else everything. */
  changed: readonly string[];
}

interface Log {
  epoch: string;
  seq: number;
  writes: Written[];
  /** The highest version of ids that are gone: a later life goes on above it. */
  gone: Record<string, number>;
}

export type Reading = Pick<Kept, 'read' | 'names'>;

const documentKey = (kind: EntityKind, id: string) => `doc.${kind}.${id}`;
const trashKey = (id: string) => `trash.${id}`;
export const logKey = 'log';
const writesMax = 200;
const pointersMax = 20;

export function storedOf(kept: Reading, kind: EntityKind, id: string): Stored | undefined {
  return kept.read<Stored>(documentKey(kind, id.toLowerCase()));
}

export function allOf(kept: Reading, kind: EntityKind): Row[] {
  return kept.names(documentKey(kind, '')).flatMap((key) => kept.read<Stored>(key)?.document ?? []);
}

/** As it is, without a version or an entry in the feed of its own. */
export function keepRow(change: Change, kind: EntityKind, document: Row): void {
  change.write(documentKey(kind, document.id), { document, digest: null } satisfies Stored);
}

export function dropRow(change: Change, kind: EntityKind, id: string): void {
  change.remove(documentKey(kind, id));
}

export function trashedOf(kept: Reading, id: string): Trashed | undefined {
  return kept.read<Trashed>(trashKey(id));
}

export function allTrashed(kept: Reading): Trashed[] {
  return kept.names(trashKey('')).flatMap((key) => kept.read<Trashed>(key) ?? []);
}

export function putTrashed(change: Change, trashed: Trashed): void {
  change.write(trashKey(trashed.entry.id), trashed);
}

export function dropTrashed(change: Change, id: string): void {
  change.remove(trashKey(id));
}

export function insertRow(change: Change, kind: EntityKind, row: Row, digest: string | null): Row {
  const log = logOf(change);
  const name = `${kind}/${row.id}`;
  const document: Row = { ...row, version: 1 + (log.gone[name] ?? 0) };
  change.write(documentKey(kind, row.id), { document, digest } satisfies Stored);
  const { [name]: _again, ...gone } = log.gone;
  record(change, { ...log, gone }, { kind, row: document, op: 'insert', changed: [''] });
  return document;
}

export function updateRow(change: Change, kind: EntityKind, before: Row, after: Row): Row {
  const document: Row = {
    ...after,
    version: before.version + 1,
    createdAt: before.createdAt,
    updatedAt: instant(),
  };
  const stored = storedOf(change, kind, before.id);
  change.write(documentKey(kind, before.id), { document, digest: stored?.digest ?? null } satisfies Stored);
  const changed = changedPointers(contentOf(before), contentOf(document));
  record(change, logOf(change), {
    kind,
    row: document,
    op: 'update',
    changed: changed.length > pointersMax ? [''] : changed,
  });
  return document;
}

export function deleteRow(change: Change, kind: EntityKind, row: Row): void {
  change.remove(documentKey(kind, row.id));
  const log = logOf(change);
  const gone = { ...log.gone, [`${kind}/${row.id}`]: row.version };
  record(change, { ...log, gone }, { kind, row, op: 'delete', changed: [''] });
}

/** The document and everything below it, parents first. */
export function subtreeOf(kept: Reading, kind: EntityKind, root: Row): { kind: EntityKind; row: Row }[] {
  const found = [{ kind, row: root }];
  const ids = new Map<EntityKind, Set<string>>([[kind, new Set([root.id])]]);
  for (const child of ['account', 'persona', 'campaign'] as const) {
    for (const row of child === kind ? [] : allOf(kept, child)) {
      const below = shapeOf[child].parents.some(([field, parent]) =>
        ids.get(parent)?.has(String(row[field])),
      );
      if (!below) continue;
      found.push({ kind: child, row });
      ids.set(child, (ids.get(child) ?? new Set()).add(row.id));
    }
  }
  return found;
}

/** Pointers of what changed since a version; `['']` where the feed does not reach back to it. */
export function changedSince(kept: Reading, kind: EntityKind, row: Row, version: number): string[] {
  const since = logOf(kept).writes.filter(
    (write) => write.kind === kind && write.id === row.id && write.version > version,
  );
  const isWhole = since.length === row.version - version && since.every(({ op }) => op === 'update');
  return isWhole && version >= 1 ? [...new Set(since.flatMap(({ changed }) => changed))].sort() : [''];
}

/** The feed: every write once, in order. */
export function changesAfter(kept: Reading, after: string | undefined) {
  const { epoch, seq, writes } = logOf(kept);
  const [ofEpoch, asked] = after === undefined ? [epoch, '0'] : after.split('.');
  if (ofEpoch === undefined || asked === undefined || !/^\d{1,15}$/.test(asked)) {
    const message = 'does not belong to this list';
    throw refusal('bad-cursor', `The cursor ${message}.`, {
      errors: [{ in: 'query', pointer: '/after', message }],
    });
  }
  const oldest = writes[0]?.seq ?? seq + 1;
  const isLost =
    after !== undefined && (ofEpoch !== epoch || Number(asked) > seq || Number(asked) < oldest - 1);
  if (isLost) throw refusal('cursor-expired', 'Read everything again, then ask without a cursor.');
  const items = writes
    .filter((write) => write.seq > Number(asked))
    .map(({ kind, id, version, op, at }): FeedChange => ({ kind, id, version, op, at }));
  return { items, nextCursor: `${epoch}.${seq}`, more: false };
}

function contentOf({ version: _version, createdAt: _created, updatedAt: _updated, ...content }: Row): object {
  return content;
}

/** RFC 3339, UTC, six digits as the server writes them; never the same one twice, so that order is stable. */
export function instant(): string {
  lastMicroseconds = Math.max(Date.now() * 1000, lastMicroseconds + 1);
  const milliseconds = Math.floor(lastMicroseconds / 1000);
  const rest = String(lastMicroseconds % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
let lastMicroseconds = 0;

function logOf(kept: Reading): Log {
  return kept.read<Log>(logKey) ?? { epoch: uuidv7(), seq: 0, writes: [], gone: {} };
}

function record(
  change: Change,
  log: Log,
  {
    kind,
    row,
    op,
    changed,
  }: { kind: EntityKind; row: Row; op: FeedChange['op']; changed: readonly string[] },
): void {
  const seq = log.seq + 1;
  const write: Written = { seq, kind, id: row.id, version: row.version, op, at: instant(), changed };
  change.write(logKey, { ...log, seq, writes: [...log.writes, write].slice(-writesMax) } satisfies Log);
}
