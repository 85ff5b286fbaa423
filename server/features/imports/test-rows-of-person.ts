import { asSuperuser } from '../../../testing/postgres.ts';
import type { TestServer } from '../../../testing/server.ts';

/** Tables that remember what was done; an undo adds to them and takes nothing out. */
const memories = [
  'audit',
  'idempotency_keys',
  'import_entries',
  'import_sources',
  'import_undos',
  'imports',
  'revisions',
];

/**
 * Every row of a person in every other table, as the superuser sees it, without what any write renews: versions, times
 * of writes, and the ids of what is put into the trash again. For tests.
 */
export function rowsOfPerson({ databases }: TestServer, email: string): Promise<string[]> {
  return asSuperuser(databases.superuserUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
        where table_schema = 'public' and column_name = 'user_id' and table_type = 'BASE TABLE'
          and not table_name = any($1) order by 1`,
      [memories],
    );
    const all = tables.rows.map(
      ({ name }) => `select '${name} ' || (to_jsonb(it) - ${renewed(name)})::text as row
        from ${name} it where user_id = (select id from users where email = $1)`,
    );
    const { rows } = await client.query<{ row: string }>(`${all.join(' union all ')} order by row`, [email]);
    return rows.map(({ row }) => row);
  });
}

function renewed(table: string): string {
  if (table === 'trash') return `array['id', 'deleted_at']`;
  if (table === 'trashed_documents')
    return `array['trash_id', 'version'] #- '{content,version}' #- '{content,updated_at}'`;
  return `array['version', 'updated_at']`;
}
