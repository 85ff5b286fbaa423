import type pg from 'pg';

/** Every row of every table, as the superuser sees it. Tables come from the catalogue, so a new one is included. */
export interface EveryRow {
  /** A digest of all contents of one person's rows. */
  contentsOf(person: string): Promise<Digests>;
  /**
   * A digest of which transaction wrote each row, and where: whatever is inserted, updated (even to the same values)
   * or deleted changes it. `but`: leaves one person's rows out.
   */
  writes(but?: string): Promise<Digests>;
}
/** By table. */
export type Digests = Record<string, string>;

export async function everyRow(superuser: pg.Client): Promise<EveryRow> {
  const tables = await tablesAndOwners(superuser);
  const owned = tables.filter(({ owner }) => owner !== null);
  const contents = owned.map((table) => digest(table, 'it::text', `where ${table.owner} = $1`));
  const writers = tables.map((table) =>
    digest(
      table,
      `it.xmin || ' ' || it.ctid`,
      table.owner === null ? '' : `where ${table.owner} is distinct from $1`,
    ),
  );
  const run = async (name: string, selects: string[], person: string | null) => {
    const { rows } = await superuser.query<{ name: string; rows: string }>({
      name,
      text: selects.join(' union all '),
      values: [person],
    });
    return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
  };
  return {
    contentsOf: (person) => run('contents', contents, person),
    writes: (but) => run('writes', writers, but ?? null),
  };
}

function digest({ name }: OwnedTable, row: string, where: string): string {
  return `select '${name}' as name,
      count(*) || ' rows ' || md5(coalesce(string_agg(${row}, chr(10) order by ${row}), '')) as rows
    from public.${name} it ${where}`;
}

interface OwnedTable {
  name: string;
  /** The column that says whose a row is; null for a table without people. */
  owner: string | null;
}

/** A person's table has `user_id`; the two tables of people have the person as `id`. */
async function tablesAndOwners(superuser: pg.Client): Promise<OwnedTable[]> {
  const { rows } = await superuser.query<OwnedTable>(`
    select class.relname as name,
      case when exists (select from pg_attribute where attrelid = class.oid and attname = 'user_id')
        then 'user_id'
        when class.relname in ('users', 'deleted_users') then 'id'
      end as owner
    from pg_class class
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')
    order by class.relname`);
  return rows;
}
