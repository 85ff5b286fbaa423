import { Failure } from '../failures.ts';
import type { Answer, Ask } from '../serve.ts';
import { matches, stale } from './edit.ts';
import { notHere } from './read.ts';
import { type DocumentTable, type Resource, resourceJson } from './table.ts';

/** Deletes a document and everything below it; with If-Match only while it is at that version. */
export async function removeDocument(
  table: DocumentTable,
  { caller, params, ifMatch }: Ask<{ id: string }, unknown, unknown>,
): Promise<Answer> {
  const versions = Array.isArray(ifMatch) ? `{${ifMatch.join(',')}}` : null;
  const [rows] = await caller.write({
    name: `${table.table}.remove`,
    text: `delete from ${table.table} where id = $1 and ($2::int[] is null or version = any($2)) returning version`,
    values: [params.id, versions],
  });
  if (rows?.[0]) return { status: 204 };
  const [stored] = await caller.read({
    name: `${table.table}.edit`,
    text: `select ${resourceJson(table)} from ${table.table} where id = $1`,
    values: [params.id],
  });
  const text = stored?.[0]?.[0];
  if (typeof text !== 'string') throw notHere(table);
  const current = JSON.parse(text) as Resource;
  if (!matches(ifMatch, current.version)) throw await stale(table, caller, current, ifMatch);
  throw new Failure('conflict', 'Others kept changing this at the same moment; please try again.');
}
