import type { EntityKind, ImportUndo } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../database.ts';

interface Restored {
  kind: EntityKind;
  id: string;
  name: string;
  isEdited: boolean;
}

/** What the import took out of the trash, and whether anybody edited any of it since. Asked before anything is undone. */
export async function readRestored(tx: Transaction, importId: string): Promise<Restored[]> {
  const rows = await tx.query(restoredBy, [importId]);
  return rows.map(([kind, id, name, isEdited]) => ({
    kind: kind as EntityKind,
    id: String(id),
    name: String(name),
    isEdited: isEdited === 't',
  }));
}

/** Back into the trash, when the rest is undone; children first, or one that was deleted alone would go along with its parent. */
export async function trashAgain(
  tx: Transaction,
  restored: readonly Restored[],
  report: ImportUndo,
): Promise<void> {
  for (const { kind, id, name, isEdited } of restored) {
    const named = { kind, id, name, pointers: [] };
    if (isEdited) {
      report.kept.push({ ...named, why: 'edited-since' });
      continue;
    }
    const [row] = await tx.query('select move_to_trash($1, $2, null, $3)', [kind, id, uuidv7()]);
    if (row?.[0] === 't') report.reversed.push({ ...named, did: 'back-in-trash' });
    else report.kept.push({ ...named, why: 'deleted-since' });
  }
}

const restoredBy = `select entry.kind, entry.entity_id, entry.removed ->> 'name', exists (
      with one as (select entry.entity_id as id),
        company as (select id from companies where id in (select id from one)),
        account as (select id from accounts
          where id in (select id from one) or company_id in (select id from company)),
        persona as (select id from personas
          where id in (select id from one) or account_id in (select id from account)),
        campaign as (select id from campaigns
          where id in (select id from one) or persona_id in (select id from persona))
      select from revisions revision where revision.actor <> 'import' and revision.at > it.created_at
        and revision.id in (select id from company union all select id from account
          union all select id from persona union all select id from campaign))
  from import_entries entry join imports it on it.user_id = entry.user_id and it.id = entry.import_id
  where entry.import_id = $1 and entry.outcome = 'restored'
  order by array_position(array['campaign', 'persona', 'account', 'company'], entry.kind), entry.seq`;
