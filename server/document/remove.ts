import type { Answer, Ask } from '../serve.ts';
import { currentDocument, keptChanging } from './edit.ts';
import type { DocumentTable } from './table.ts';

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
  await currentDocument(table, { caller, params, ifMatch }); // Says why: it is not there, or at another version.
  throw keptChanging();
}
