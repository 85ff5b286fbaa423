import { uuidv7 } from 'uuidv7';
import type { Answer, Ask } from '../serve.ts';
import { currentDocument, keptChanging } from './edit.ts';
import type { DocumentTable } from './table.ts';

type One = Ask<{ id: string }, unknown, unknown>;

/**
 * Moves a document and everything below it to the trash; with If-Match only while it is at that version. `Trash-Id`
 * names the entry that brings all of it back.
 */
export async function removeDocument(
  table: DocumentTable,
  { caller, params, ifMatch }: One,
): Promise<Answer> {
  const versions = Array.isArray(ifMatch) ? `{${ifMatch.join(',')}}` : null;
  const trashId = uuidv7();
  const [rows] = await caller.write({
    name: 'move-to-trash',
    text: 'select move_to_trash($1, $2, $3::int[], $4)',
    values: [table.kind, params.id, versions, trashId],
  });
  if (rows?.[0]?.[0] === 't') return gone(trashId);
  await currentDocument(table, { caller, params, ifMatch }); // Says why: it is not there, or at another version.
  throw keptChanging();
}

/** For the same request again. */
export async function removedDocument(table: DocumentTable, { caller, params }: One): Promise<Answer> {
  const [rows] = await caller.read({
    name: 'trash.of-document',
    text: 'select id from trash where kind = $1 and entity_id = $2 order by deleted_at desc limit 1',
    values: [table.kind, params.id],
  });
  return gone(rows?.[0]?.[0]);
}

function gone(trashId: string | null | undefined): Answer {
  return { status: 204, ...(trashId == null ? {} : { headers: { 'trash-id': trashId } }) };
}
