import type pg from 'pg';

/** Every row of every table, as the superuser sees it: tables come from the catalogue, so a new one is included. */

/** A digest of all contents of one person's rows. */
export function contentsOf(superuser: pg.Client, person: string): Promise<Record<string, string>> {
  return digests(superuser, 'it::text', { of: person });
}

/**
 * A digest of which transaction wrote each row, and where: whatever is inserted, updated (even to the same values) or
 * deleted changes it. `but`: leaves one person's rows out.
 */
export function writes(superuser: pg.Client, scope: { but?: string } = {}): Promise<Record<string, string>> {
  return digests(superuser, `it.xmin || ' ' || it.ctid`, scope);
}

async function digests(
  superuser: pg.Client,
  row: string,
  { of, but }: { of?: string; but?: string },
): Promise<Record<string, string>> {
  const all = await tablesAndOwners(superuser);
  const tables = all.filter(({ owner }) => of === undefined || owner !== null);
  const compared = of === undefined ? 'is distinct from' : '=';
  const selects = tables.map(
    ({ name, owner }) =>
      `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(string_agg(${row}, chr(10) order by ${row}), '')) as rows
        from public.${name} it ${owner === null ? '' : `where ${owner} ${compared} $1`}`,
  );
  const { rows } = await superuser.query<{ name: string; rows: string }>(selects.join(' union all '), [
    of ?? but ?? null,
  ]);
  return Object.fromEntries(rows.map(({ name, rows: digest }) => [name, digest]));
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
