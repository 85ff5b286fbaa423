import { type EntityKind, entityKinds, type ImportUndo } from '@blossomer/contract';
import { equal } from '@blossomer/merge';
import type { Transaction } from '../../database.ts';
import { parentsJson } from '../../importing/apply.ts';
import { moveTo, putBack, type Row, tables } from '../../importing/move.ts';

/** Puts back what the import found to be part of other documents, and hangs documents where they were before it. */
export async function undoMoves(tx: Transaction, report: ImportUndo): Promise<void> {
  for (const kind of entityKinds) await bringBack(tx, kind, report);
  // Asked of all kinds before any goes back: a persona takes its e-mails along.
  const moved = new Map<EntityKind, Moved[]>();
  for (const kind of entityKinds) moved.set(kind, await movedBy(tx, kind, report.importId));
  for (const [kind, ofKind] of moved) await moveBack(tx, kind, ofKind, report);
}

/** What only imports that were undone had made does not come back; nor does what lost its parent since. */
async function bringBack(tx: Transaction, kind: EntityKind, report: ImportUndo): Promise<void> {
  const found = await tx.query(
    `select entry.entity_id::text, entry.removed::text from import_entries entry
      where entry.import_id = $1 and entry.kind = $2 and entry.outcome = 'superseded' and exists (
        select from import_entries other where other.user_id = entry.user_id and other.kind = entry.kind
          and other.entity_id = entry.entity_id and other.planned is not null and other.import_id <> entry.import_id
          and not exists (select from import_undos undo
            where undo.user_id = other.user_id and undo.import_id = other.import_id))
      order by entry.seq`,
    [report.importId, kind],
  );
  const rows = found.map(([, row]): Row => JSON.parse(row ?? '{}'));
  const living = await livingParents(
    tx,
    kind,
    rows.map((row) => parentIn(row)),
  );
  const free = rows.filter((row) => kind === 'company' || living.has(parentIn(row)));
  await putBack(tx, kind, free);
  for (const row of rows) {
    const named = { kind, id: String(row.id), name: String(row.name), pointers: [] };
    if (free.includes(row)) report.reversed.push({ ...named, did: 'brought-back' });
    else report.kept.push({ ...named, why: 'deleted-since' });
  }
}

interface Moved {
  named: { kind: EntityKind; id: string; name: string };
  isWhereItWasPut: boolean;
  before: Record<string, string>;
}

async function movedBy(tx: Transaction, kind: EntityKind, importId: string): Promise<Moved[]> {
  const found = await tx.query(
    `select stored.id::text, stored.name, ${parentsJson[kind]}, entry.home ->> 'parents', entry.moved_from::text
      from import_entries entry join ${tables[kind].table} stored on stored.id = entry.entity_id
      where entry.import_id = $1 and entry.kind = $2 and entry.moved_from is not null
      order by stored.id for update of stored`,
    [importId, kind],
  );
  return found.map(([id, name, now, after, before]) => ({
    named: { kind, id: String(id), name: String(name) },
    isWhereItWasPut: equal(JSON.parse(now ?? '{}'), JSON.parse(after ?? '{}')),
    before: JSON.parse(before ?? '{}') as Record<string, string>,
  }));
}

async function moveBack(
  tx: Transaction,
  kind: EntityKind,
  moved: readonly Moved[],
  report: ImportUndo,
): Promise<void> {
  const parentOf = (before: Record<string, string>) =>
    before.personaId ?? before.accountId ?? before.companyId ?? '';
  const living = await livingParents(
    tx,
    kind,
    moved.map(({ before }) => parentOf(before)),
  );
  const going = moved.filter((one) => one.isWhereItWasPut && living.has(parentOf(one.before)));
  await moveTo(
    tx,
    kind,
    going.map(({ named, before }) => ({ id: named.id, to: before })),
  );
  for (const one of moved) {
    const pointers = Object.keys(one.before).map((field) => `/${field}`);
    if (going.includes(one)) report.reversed.push({ ...one.named, did: 'changed-back', pointers });
    else report.kept.push({ ...one.named, why: 'edited-since', pointers });
  }
}

const parentKinds = { account: 'company', persona: 'account', campaign: 'persona' } as const;

async function livingParents(
  tx: Transaction,
  kind: EntityKind,
  ids: readonly string[],
): Promise<Set<string>> {
  if (kind === 'company' || ids.length === 0) return new Set();
  const { table } = tables[parentKinds[kind]];
  const rows = await tx.query(`select id::text from ${table} where id = any($1::uuid[])`, [
    `{${ids.join(',')}}`,
  ]);
  return new Set(rows.map(([id]) => String(id)));
}

function parentIn(row: Row): string {
  return String(row.persona_id ?? row.account_id ?? row.company_id ?? '');
}
