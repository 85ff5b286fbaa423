import { entityKinds } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { listMark } from '../../cursor.ts';
import { cursorAfter, decodeCursor } from '../../document/cursor.ts';
import { rfc3339 } from '../../document/table.ts';
import { pageOf } from '../../page.ts';
import type { SqlValue } from '../../segment.ts';
import type { Answer } from '../../serve.ts';

const limitDefault = 50;

/** Last deleted first, by keyset; what an entry holds is counted, not read. */
export async function listTrash(
  caller: Caller,
  { limit = limitDefault, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Promise<Answer> {
  const list = listMark(caller.identity.userId, 'trash');
  const values: SqlValue[] = [limit + 1];
  if (cursor !== undefined) {
    const { key, id } = decodeCursor(list, cursor, 'timestamptz');
    values.push(key, id);
  }
  const [rows = []] = await caller.read({
    name: cursor === undefined ? 'trash.list' : 'trash.list-on',
    text: `select ${entryJson}, deleted_at::text, id::text from trash entry
      ${cursor === undefined ? '' : 'where (deleted_at, id) < ($2::timestamptz, $3::uuid)'}
      order by entry.deleted_at desc, entry.id desc limit $1`,
    values,
  });
  return pageOf(rows, limit, cursorAfter(list));
}

const holds = entityKinds.map((kind) => `'${kind}', count(*) filter (where doc.kind = '${kind}')`).join(', ');
const entryJson = `json_build_object('id', id, 'kind', kind, 'entityId', entity_id, 'name', name,
    'holds', (select json_build_object(${holds}) from trashed_documents doc where doc.trash_id = entry.id),
    'deletedAt', ${rfc3339('deleted_at')})::text`;
