import { listMark } from './cursor.ts';
import { decodeCursor } from './document/cursor.ts';
import { rfc3339 } from './document/table.ts';

/** What was done because of a role, as its person reads it and as an admin does. Which rows these are is up to each. */

/** SQL for a row of `audit` called `it`: its JSON text, then its place in the list. */
export const auditColumns = `json_build_object('id', it.id, 'at', ${rfc3339('it.at')}, 'action', it.action,
    'adminId', coalesce(it.admin_id, it.user_id), 'userId', coalesce(it.person_id, it.user_id),
    'reason', it.reason, 'importId', it.import_id, 'requestId', it.request_id, 'detail', it.detail)::text,
  it.at::text, it.id::text`;

/** `values`: where to go on, a time and an id, or null twice. */
export function auditPosition(
  userId: string,
  filters: string,
  cursor: string | undefined,
): { list: string; values: [at: string | null, id: string | null] } {
  const list = listMark(userId, 'audit', filters);
  if (cursor === undefined) return { list, values: [null, null] };
  const { key, id } = decodeCursor(list, cursor, 'timestamptz');
  return { list, values: [key, id] };
}
