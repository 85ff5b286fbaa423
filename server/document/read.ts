import { Failure } from '../failures.ts';
import type { Answer, Ask } from '../serve.ts';
import { type DocumentTable, resourceJson } from './table.ts';

/** One document; when the person already has this version, not even the database reads it. */
export async function readDocument(
  table: DocumentTable,
  { caller, params, ifNoneMatch }: Ask<{ id: string }, unknown, unknown>,
): Promise<Answer> {
  const [rows] = await caller.read({
    name: `${table.table}.view`,
    text: `select version, case when $2::int[] is null or version = any($2) then null else ${resourceJson(table)} end
      from ${table.table} where id = $1`,
    values: [params.id, ifNoneMatch === 'any' ? null : `{${ifNoneMatch.join(',')}}`],
  });
  const row = rows?.[0];
  if (!row) throw notHere(table);
  const [version, text] = row;
  if (typeof text !== 'string') return { status: 304, version: Number(version) };
  return { status: 200, version: Number(version), text };
}

/** The same for a document of somebody else and for one that never was. */
export function notHere(table: DocumentTable): Failure {
  return new Failure('not-found', `There is no ${table.kind} of yours with this id.`);
}
