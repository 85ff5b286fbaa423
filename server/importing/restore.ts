import type { EntityKind, Finding } from '@blossomer/contract';
import type { PlannedEntity } from '@blossomer/legacy';
import type { Transaction } from '../database.ts';

/** What was deleted together and came back together, by the document that was asked for then. */
export interface Restored {
  kind: EntityKind;
  id: string;
  name: string;
}

/**
 * Brings back what of these is in the trash, with all that was deleted along with it. What was deleted last comes
 * first: it may be what the others belonged to. What cannot come back, because its parent is gone for good, stays.
 */
export async function restoreTrashed(
  tx: Transaction,
  entities: readonly PlannedEntity[],
): Promise<Restored[]> {
  const entries = await tx.query(
    `select entry.id::text, entry.kind, entry.entity_id::text, entry.name from trash entry
      where exists (select from trashed_documents doc where doc.user_id = entry.user_id
        and doc.trash_id = entry.id and doc.id = any($1::uuid[]))
      order by entry.deleted_at desc, entry.id desc`,
    [`{${entities.map(({ id }) => id).join(',')}}`],
  );
  const restored: Restored[] = [];
  for (const [entry, kind, id, name] of entries) {
    if (await restore(tx, String(entry)))
      restored.push({ kind: kind as EntityKind, id: String(id), name: String(name) });
  }
  return restored;
}

export function findingOfRestored({ kind, id, name }: Restored): Finding {
  const message = `“${name}” came back from the trash, with what was deleted along with it.`;
  return { code: 'restored', message, entity: { kind, id } };
}

async function restore(tx: Transaction, entry: string): Promise<boolean> {
  const [row] = await tx.query('select restored_from_trash($1)', [entry]);
  return row?.[0] === 't';
}
