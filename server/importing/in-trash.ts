import type { PlannedEntity } from '@blossomer/legacy';
import type { Transaction } from '../database.ts';
import type { Outcome } from './apply.ts';

/**
 * What the person deleted stays deleted: an import leaves alone what is in their trash, and what would hang below it.
 * Restoring it and importing again brings both together.
 */
export async function withoutTrashed(
  tx: Transaction,
  entities: readonly PlannedEntity[],
): Promise<{ kept: PlannedEntity[]; left: Map<string, Outcome> }> {
  const trashed = await trashedOf(tx, entities);
  const left = new Map<string, Outcome>();
  const leftIds = new Set<string>();
  const kept: PlannedEntity[] = [];
  for (const kind of ['company', 'account', 'persona', 'campaign'] as const) {
    for (const entity of entities.filter((one) => one.kind === kind)) {
      const place = `${kind} ${entity.id}`;
      const parentIsLeft = Object.values(entity.parents).some((id) => leftIds.has(id));
      if (!trashed.has(place) && !parentIsLeft) {
        kept.push(entity);
        continue;
      }
      leftIds.add(entity.id);
      const { id, parents, because } = entity;
      left.set(place, { kind, id, parents, because, result: 'unchanged', conflicts: [], inTrash: true });
    }
  }
  return { kept, left };
}

/** As `kind id`: in the trash, and not there again under the same id. */
async function trashedOf(tx: Transaction, entities: readonly PlannedEntity[]): Promise<Set<string>> {
  const [rows = []] = await tx.run({
    name: 'import.in-trash',
    text: `select kind || ' ' || id from trashed_documents where id = any($1::uuid[])
    except select 'company ' || id from companies where id = any($1::uuid[])
    except select 'account ' || id from accounts where id = any($1::uuid[])
    except select 'persona ' || id from personas where id = any($1::uuid[])
    except select 'campaign ' || id from campaigns where id = any($1::uuid[])`,
    values: [`{${entities.map(({ id }) => id).join(',')}}`],
  });
  return new Set(rows.map(([place]) => String(place)));
}
