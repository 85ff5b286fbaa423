import type { EntityKind } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { Failure } from '../../failures.ts';

/** A constraint said no; the person is told which document stands in the way, and what they can do. */
export async function whyNotRestored(caller: Caller, entry: string, error: unknown): Promise<unknown> {
  if (!(error instanceof Failure)) return error;
  if (error.code === 'id-taken') {
    return new Failure(
      'id-taken',
      'A document with the same id was made since; delete that one to restore this.',
    );
  }
  if (error.code !== 'unknown-parent') return error;
  const [rows] = await caller.read({ name: 'trash.parent', text: parentText, values: [entry] });
  const [kind, holder] = rows?.[0] ?? [];
  const parent = parentOf[kind as EntityKind] ?? 'parent';
  const detail =
    holder == null
      ? `The ${parent} that it belonged to was deleted for good.`
      : `The ${parent} that it belonged to is in the trash, too: restore "${holder}" first.`;
  return new Failure('parent-gone', detail);
}

const parentOf: Partial<Record<EntityKind, string>> = {
  account: 'company',
  persona: 'account',
  campaign: 'persona',
};

/** The kind of what was deleted, and the name of the entry that holds its parent. */
const parentText = `
  select entry.kind, holder.name
  from trash entry
  join trashed_documents doc on doc.trash_id = entry.id and doc.kind = entry.kind and doc.id = entry.entity_id
  left join trashed_documents parent on parent.id = coalesce(
    doc.content ->> 'persona_id', doc.content ->> 'account_id', doc.content ->> 'company_id')::uuid
  left join trash holder on holder.id = parent.trash_id
  where entry.id = $1
  order by holder.deleted_at desc nulls last limit 1`;
