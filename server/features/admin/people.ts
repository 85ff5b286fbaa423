import type { Caller } from '../../caller.ts';
import { badCursor, isText, listMark, readCursor, writeCursor } from '../../cursor.ts';
import { rfc3339 } from '../../document/table.ts';
import { pageOf } from '../../page.ts';
import type { Answer } from '../../serve.ts';

interface Page {
  q?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

const peopleOnPage = 50;
const instant = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** The newest first, by keyset. The counts are all that is told of what people have. */
export async function listPeople(
  caller: Caller,
  { q = '', limit = peopleOnPage, cursor }: Page,
): Promise<Answer> {
  const search = q.trim();
  const list = listMark(caller.identity.userId, 'people', search);
  const [after, afterId] = cursor === undefined ? [null, null] : positionOf(list, cursor);
  const [rows = []] = await caller.read({
    name: 'admin.users',
    text: `select json_build_object('id', id, 'email', email, 'name', name, 'role', role,
          'createdAt', ${rfc3339('created_at')}, 'lastLoginAt', ${rfc3339('last_login_at')},
          'counts', json_build_object('companies', companies, 'accounts', accounts, 'personas', personas,
            'campaigns', campaigns, 'imports', imports))::text,
        created_at::text, id
      from list_people($1, $2::timestamptz, $3, $4::integer)`,
    values: [search, after, afterId, limit + 1],
  });
  return pageOf(rows, limit, ([, at, id]) => writeCursor([list, at, id]));
}

/** The id of a person is text, whatever the identity provider gives. */
function positionOf(list: string, cursor: string): [at: string, id: string] {
  const parts = readCursor(cursor);
  const [ofList, at, id] = parts;
  if (parts.length !== 3 || ofList !== list || !isText(at) || !isText(id)) throw badCursor();
  if (!instant.test(at) || id === '' || id.length > 255 || id.includes('\0')) throw badCursor();
  return [at, id];
}
