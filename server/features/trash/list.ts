import { entityKinds } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { listMark } from '../../cursor.ts';
import { decodeCursor, encodeCursor } from '../../document/cursor.ts';
import { rfc3339 } from '../../document/table.ts';
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
  const page = rows.slice(0, limit);
  const [, key, id] = page.at(-1) ?? [];
  const more = rows.length > limit && typeof key === 'string' && typeof id === 'string';
  const nextCursor = more ? encodeCursor(list, { key, id }) : null;
  return {
    status: 200,
    text: `{"items":[${page.map(([text]) => text).join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`,
  };
}

const holds = entityKinds.map((kind) => `'${kind}', count(*) filter (where doc.kind = '${kind}')`).join(', ');
const entryJson = `json_build_object('id', id, 'kind', kind, 'entityId', entity_id, 'name', name,
    'holds', (select json_build_object(${holds}) from trashed_documents doc where doc.trash_id = entry.id),
    'deletedAt', ${rfc3339('deleted_at')})::text`;
