import type { EntityKind } from '@blossomer/contract';
import type { Transaction } from '../../database.ts';
import { tableOf } from '../../document/table.ts';
import { type Content, contentJson } from '../../importing/apply.ts';

/** `null`: there was no such document. `unknown`: its history was purged with the trash. */
export type State = Content | null | 'unknown';

/** What one document was before and after each write since some version, and what it is now. */
export interface Past {
  id: string;
  version: number;
  now: Content | null;
  /** By version. */
  writes: Map<number, { before: State; after: State }>;
}

/** Locks the rows, so that what is decided about them still holds when it is written. */
export async function readPast(
  tx: Transaction,
  kind: EntityKind,
  since: ReadonlyMap<string, number>,
): Promise<Map<string, Past>> {
  const ids = `{${[...since.keys()].join(',')}}`;
  const rows = await tx.query(
    `select id::text, version, ${contentJson(kind)} from ${tableOf[kind]} stored
      where id = any($1::uuid[]) order by id for update`,
    [ids],
  );
  const revisions = await tx.query(
    `select revision.id::text, revision.version, revision.op, revision.undo::text
      from unnest($2::uuid[], $3::integer[]) as asked(id, version)
      join revisions revision on revision.kind = $1 and revision.id = asked.id and revision.version >= asked.version
      order by revision.version desc, revision.tx desc, revision.seq desc`,
    [kind, ids, `{${[...since.values()].join(',')}}`],
  );
  const past = new Map([...since.keys()].map((id): [string, Past] => [id, pastOf(id)]));
  const states = new Map<string, State>();
  for (const [id, version, content] of rows) {
    const now: Content = JSON.parse(content ?? '{}');
    Object.assign(past.get(String(id)) ?? {}, { version: Number(version), now });
    states.set(String(id), now);
  }
  for (const [id, version, op, undo] of revisions) {
    const after = states.get(String(id)) ?? null;
    const before = beforeOf(String(op), after, undo ?? null);
    states.set(String(id), before);
    // A delete has the version of the write before it, which is the one that is asked for.
    past.get(String(id))?.writes.set(Number(version), { before, after });
  }
  return past;
}

function pastOf(id: string): Past {
  return { id, version: 0, now: null, writes: new Map() };
}

type Undo = { columns: Record<string, unknown>; data: Record<string, unknown>; added?: string[] };

function beforeOf(op: string, after: State, undo: string | null): State {
  if (op === 'insert') return null;
  if (undo === null || after === 'unknown') return 'unknown';
  const { columns, data, added = [] }: Undo = JSON.parse(undo);
  if (op === 'delete') return { ...contentFields(columns), data } as Content;
  if (after === null) return 'unknown';
  const kept = Object.entries(after.data).filter(([field]) => !added.includes(field));
  return { ...after, ...contentFields(columns), data: { ...Object.fromEntries(kept), ...data } };
}

/** A revision also tells of columns that no import speaks of: parents and times. */
function contentFields(columns: Record<string, unknown>): Record<string, unknown> {
  const fields = ['name', 'url', 'type', 'status'].filter((field) => Object.hasOwn(columns, field));
  return Object.fromEntries(fields.map((field) => [field, columns[field]]));
}
