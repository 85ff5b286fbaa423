import type { EntityKind, Finding } from '@blossomer/contract';
import { equal } from '@blossomer/merge';
import type { Transaction } from '../database.ts';
import { type Content, contentJson, type Outcome } from './apply.ts';
import { type Row, rowJson, tables } from './move.ts';

/** A document that an earlier import made, and of which a plan that knows more makes a part of another. */
export interface Superseded {
  kind: EntityKind;
  id: string;
  name: string;
  row: Row;
}

export interface Superseding {
  /** Of every document that the plan knows. */
  planned: readonly string[];
  digests: ReadonlyMap<string, string>;
  outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Takes out what the same strings, understood better, do not make any more: the stand-in for an account that is known
 * now, one of two accounts that are one. What a person edited, or what holds other work, stays.
 */
export async function removeSuperseded(
  tx: Transaction,
  { planned, digests, outcomes }: Superseding,
): Promise<{ removed: Superseded[]; findings: Finding[] }> {
  const left = new Set([...outcomes.values()].flatMap(({ movedFrom }) => Object.values(movedFrom ?? {})));
  const removed: Superseded[] = [];
  const findings: Finding[] = [];
  for (const kind of ['campaign', 'persona', 'account', 'company'] as const) {
    const found = await candidates(tx, kind, { planned, digests, left: [...left] });
    const free = found.filter(({ isUsed, isEdited }) => !isUsed && !isEdited);
    await tx.query(`delete from ${tables[kind].table} where id = any($1::uuid[])`, [
      `{${free.map(({ id }) => id).join(',')}}`,
    ]);
    for (const { row } of free)
      for (const id of [row.persona_id, row.account_id, row.company_id]) if (id) left.add(String(id));
    removed.push(...free.map(({ id, name, row }) => ({ kind, id, name, row })));
    findings.push(...found.filter(({ isStub }) => !isStub).map((candidate) => findingOf(kind, candidate)));
  }
  return { removed, findings };
}

interface Candidate {
  id: string;
  name: string;
  row: Row;
  isUsed: boolean;
  isEdited: boolean;
  isStub: boolean;
}

async function candidates(
  tx: Transaction,
  kind: EntityKind,
  { planned, digests, left }: Pick<Superseding, 'planned' | 'digests'> & { left: readonly string[] },
): Promise<Candidate[]> {
  const rows = await tx.query(
    `select stored.id::text, stored.name, ${rowJson}, ${contentJson(kind)}, last.planned::text, last.sources = '{}',
        exists (${holding[kind]})
      from (select distinct on (entry.entity_id) entry.entity_id, entry.planned, entry.sources
        from import_entries entry join imports it on it.user_id = entry.user_id and it.id = entry.import_id
        where entry.kind = $1 and entry.planned is not null and not exists (select from import_undos undo
          where undo.user_id = it.user_id and undo.import_id = it.id)
        order by entry.entity_id, it.created_at desc, it.id desc) last
      join ${tables[kind].table} stored on stored.id = last.entity_id
      where not last.entity_id = any($2::uuid[])
        and (last.sources <> '{}' and last.sources <@ $3::jsonb
          or last.sources = '{}' and last.entity_id = any($4::uuid[]))
      order by stored.id for update of stored`,
    [kind, `{${planned.join(',')}}`, JSON.stringify(Object.fromEntries(digests)), `{${left.join(',')}}`],
  );
  return rows.map(([id, name, row, content, meant, isStub, isUsed]) => ({
    id: String(id),
    name: String(name),
    row: JSON.parse(row ?? '{}'),
    isEdited: !equal(JSON.parse(content ?? '{}') as Content, JSON.parse(meant ?? '{}')),
    isStub: isStub === 't',
    isUsed: isUsed === 't',
  }));
}

const holding: Record<EntityKind, string> = {
  company: 'select from accounts child where child.user_id = stored.user_id and child.company_id = stored.id',
  account: 'select from personas child where child.user_id = stored.user_id and child.account_id = stored.id',
  persona:
    'select from campaigns child where child.user_id = stored.user_id and child.persona_id = stored.id',
  campaign: 'select where false',
};

function findingOf(kind: EntityKind, { id, name, isUsed, isEdited }: Candidate): Finding {
  const why = isEdited ? 'you have edited it' : 'it holds other work';
  const entity = { kind, id };
  return isUsed || isEdited
    ? {
        code: 'superseded-kept',
        message: `What stands in “${name}” is part of another document now; it stays as well, because ${why}.`,
        entity,
      }
    : { code: 'superseded', message: `What stood in “${name}” is part of another document now.`, entity };
}
