import type { EntityKind, ImportUndo } from '@blossomer/contract';
import { equal } from '@blossomer/merge';
import type { Caller } from '../../caller.ts';
import type { Transaction } from '../../database.ts';
import { tableOf } from '../../document/table.ts';
import { type Content, updateContent } from '../../importing/apply.ts';
import { waitForOtherImports } from '../../importing/one-at-a-time.ts';
import { noSuchImport } from './history.ts';
import { undoMoves } from './undo-moves.ts';
import { readRestored, trashAgain } from './undo-restored.ts';
import { type Past, readPast, type State } from './versions.ts';
import { type Withdrawn, withdraw } from './withdraw.ts';

/**
 * Takes one import back, leaf by leaf, at any later time: rows it made and nobody touched go, rows it changed get
 * their leaves back, what was edited since stays. Nothing goes to the trash, so the same dump can be imported again.
 * What was undone is answered with what that undo said, and nothing is written.
 */
export async function undoImport(caller: Caller, importId: string, dryRun: boolean): Promise<ImportUndo> {
  const report: ImportUndo = { importId, dryRun, reversed: [], kept: [], failed: [] };
  try {
    return await caller.transaction('person', async (tx) => {
      await waitForOtherImports(tx);
      const earlier = await earlierUndo(tx, importId);
      if (earlier) return { ...earlier, dryRun };
      const restored = await readRestored(tx, importId);
      const moved = await movedSince(tx, importId);
      await undoMoves(tx, report);
      // Children before their parents, so that a parent knows whether anything still hangs on it.
      for (const kind of ['campaign', 'persona', 'account', 'company'] as const) {
        await undoKind(tx, kind, moved, report);
      }
      await trashAgain(tx, restored, report);
      if (dryRun) throw new RollBack();
      await tx.query('insert into import_undos (user_id, import_id, report) values ($1, $2, $3::jsonb)', [
        caller.identity.userId,
        importId,
        JSON.stringify(report),
      ]);
      await tx.query('select keep_idempotency_key()');
      return report;
    });
  } catch (error) {
    if (error instanceof RollBack) return report;
    throw error;
  }
}

class RollBack extends Error {}

async function earlierUndo(tx: Transaction, importId: string): Promise<ImportUndo | null> {
  const rows = await tx.query(
    `select undo.report::text from imports it left join import_undos undo
      on undo.user_id = it.user_id and undo.import_id = it.id where it.id = $1`,
    [importId],
  );
  const [row] = rows;
  if (!row) throw noSuchImport();
  return row[0] == null ? null : JSON.parse(row[0]);
}

/** One write of this import, and the writes of imports before it that were undone already, last first. */
interface Written {
  id: string;
  name: string;
  version: number;
  undone: number[];
}

const rowsAtOnce = 500;

async function undoKind(
  tx: Transaction,
  kind: EntityKind,
  moved: ReadonlySet<string>,
  report: ImportUndo,
): Promise<void> {
  const written = await writtenBy(tx, kind, report.importId);
  for (let start = 0; start < written.length; start += rowsAtOnce) {
    await undoBatch(tx, kind, written.slice(start, start + rowsAtOnce), moved, report);
  }
}

async function writtenBy(tx: Transaction, kind: EntityKind, importId: string): Promise<Written[]> {
  const rows = await tx.query(
    `select entry.entity_id::text, entry.planned ->> 'name', entry.version, (
        select coalesce(json_agg(other.version order by other.version desc), '[]')::text
        from import_entries other join import_undos undo
          on undo.user_id = other.user_id and undo.import_id = other.import_id
        where other.kind = entry.kind and other.entity_id = entry.entity_id and other.version < entry.version)
      from import_entries entry
      where entry.import_id = $1 and entry.kind = $2 and entry.version is not null order by entry.seq`,
    [importId, kind],
  );
  return rows.map(([id, name, version, undone]) => ({
    id: String(id),
    name: String(name),
    version: Number(version),
    undone: JSON.parse(undone ?? '[]'),
  }));
}

async function undoBatch(
  tx: Transaction,
  kind: EntityKind,
  batch: readonly Written[],
  moved: ReadonlySet<string>,
  report: ImportUndo,
) {
  const since = batch.map(({ id, version, undone }): [string, number] => [id, undone.at(-1) ?? version]);
  const pasts = await readPast(tx, kind, new Map(since));
  const going: Written[] = [];
  for (const write of batch) {
    const past = pasts.get(write.id);
    const named = { kind, id: write.id, name: past?.now?.name ?? write.name };
    const isMoved = kind === 'account' && moved.has(write.id);
    const result = past && withoutWrite(past, write, isMoved);
    if (result === 'deleted-since') report.kept.push({ ...named, why: result, pointers: [] });
    else if (result === 'history-purged' || !result) report.failed.push({ ...named, why: 'history-purged' });
    else if (result.content === null) going.push({ ...write, name: named.name });
    else {
      const kept = isMoved && !isToldAsMoved(write, report) ? [...result.kept, '/companyId'] : result.kept;
      await changeBack(tx, past, { ...result, kept, content: result.content }, named, report);
    }
  }
  await removeUnused(tx, kind, going, report);
}

/** What the document is without this write, and without those that were undone before it. */
function withoutWrite(
  past: Past,
  { version, undone }: Written,
  isMoved: boolean,
): Withdrawn | 'deleted-since' | 'history-purged' {
  if (past.now === null) return 'deleted-since';
  const write = past.writes.get(version);
  if (!isKnown(write?.after)) return 'history-purged';
  let before = write.before;
  for (const earlier of undone) {
    const other = past.writes.get(earlier);
    if (before === 'unknown' || before === null) break;
    if (!isKnown(other?.after) || other.before === 'unknown') return 'history-purged';
    before = withdraw(other.after, before, other.before).content;
  }
  return before === 'unknown' ? 'history-purged' : withdraw(write.after, past.now, before, { isMoved });
}

/** Accounts that somebody has moved since, and not back to where the last import which stands put them. */
async function movedSince(tx: Transaction, importId: string): Promise<Set<string>> {
  const rows = await tx.query(
    `select stored.id::text from import_entries this join accounts stored on stored.id = this.entity_id
      join lateral (select entry.home #>> '{parents,companyId}' as company
        from import_entries entry join imports it on it.user_id = entry.user_id and it.id = entry.import_id
        where entry.kind = 'account' and entry.entity_id = stored.id and entry.home <> 'null'
          and not exists (select from import_undos undo
            where undo.user_id = it.user_id and undo.import_id = it.id)
        order by it.created_at desc, it.id desc limit 1) last on last.company <> stored.company_id::text
      where this.import_id = $1 and this.kind = 'account' and exists (select from revisions revision
        where revision.kind = 'account' and revision.id = stored.id and revision.version > this.version
          and revision.actor <> 'import' and revision.undo -> 'columns' ? 'companyId')`,
    [importId],
  );
  return new Set(rows.map(([id]) => String(id)));
}

/** Where the import itself had moved it before. */
function isToldAsMoved({ id }: Written, { kept }: ImportUndo): boolean {
  return kept.some((one) => one.id === id && one.pointers.includes('/companyId'));
}

function isKnown(state: State | undefined): state is Content {
  return state !== undefined && state !== null && state !== 'unknown';
}

type Named = { kind: EntityKind; id: string; name: string };

async function changeBack(
  tx: Transaction,
  { id, version, now }: Past,
  { content, reversed, kept }: Withdrawn & { content: Content },
  named: Named,
  report: ImportUndo,
): Promise<void> {
  if (!equal(content, now)) {
    await updateContent(tx, named.kind, { id, version }, content);
    report.reversed.push({ ...named, did: 'changed-back', pointers: reversed });
  }
  if (kept.length > 0) report.kept.push({ ...named, why: 'edited-since', pointers: kept });
}

const holding = {
  company: 'select company_id from accounts where company_id = any($1::uuid[])',
  account: 'select account_id from personas where account_id = any($1::uuid[])',
  persona: 'select persona_id from campaigns where persona_id = any($1::uuid[])',
  campaign: 'select null::uuid where $1::uuid[] is null',
} as const;

/** The rows are locked: nothing can be hung on one between this look and its end. */
async function removeUnused(
  tx: Transaction,
  kind: EntityKind,
  going: readonly Written[],
  report: ImportUndo,
) {
  if (going.length === 0) return;
  const held = await tx.query(holding[kind], [`{${going.map(({ id }) => id).join(',')}}`]);
  const used = new Set(held.map(([id]) => id));
  const free = going.filter(({ id }) => !used.has(id));
  for (const { id, name } of going) {
    if (used.has(id)) report.kept.push({ kind, id, name, why: 'holds-other-work', pointers: [] });
    else report.reversed.push({ kind, id, name, did: 'removed', pointers: [] });
  }
  await tx.query(`delete from ${tableOf[kind]} where id = any($1::uuid[])`, [
    `{${free.map(({ id }) => id).join(',')}}`,
  ]);
}
