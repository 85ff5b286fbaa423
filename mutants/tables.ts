import type pg from 'pg';
import type { Mutant } from './mutant.ts';

/**
 * Mutants of the tables, read from the catalogue of a migrated database, so that a table, key or right that is new
 * tomorrow is broken tomorrow.
 */
export async function mutantsOfTables(client: pg.Client): Promise<Mutant[]> {
  const groups = [policies, security, keys, updates, otherRights, definedRights, functions, triggers];
  const mutants: Mutant[] = [];
  for (const { query, make } of groups) {
    const { rows } = await client.query<Row>(query);
    mutants.push(...rows.flatMap(make));
  }
  return mutants;
}

type Row = Record<string, string>;
interface Group {
  query: string;
  make: (row: Row) => Mutant[];
}

function sql(name: string, text: string): Mutant {
  return { name, change: { sql: text } };
}

const inPublic = `relnamespace = 'public'::regnamespace`;
const withoutMigrations = `relname <> 'migrations'`;

const policies: Group = {
  query: `select relname as table, polname as policy from pg_policy
    join pg_class on pg_class.oid = polrelid where ${inPublic} and polroles = '{0}' order by 1, 2`,
  make: ({ table, policy }) => [
    sql(`policy of ${table}: shows all rows`, `alter policy ${policy} on ${table} using (true)`),
    sql(`policy of ${table}: takes all rows`, `alter policy ${policy} on ${table} with check (true)`),
    sql(`policy of ${table}: dropped`, `drop policy ${policy} on ${table}`),
    sql(`policy of ${table}: joined by a second one`, `create policy mutant on ${table} using (true)`),
  ],
};

const security: Group = {
  query: `select relname as table from pg_class where ${inPublic} and relrowsecurity order by 1`,
  make: ({ table }) => [
    sql(`${table}: row-level security off`, `alter table ${table} disable row level security`),
    sql(`${table}: not forced on its owner`, `alter table ${table} no force row level security`),
  ],
};

/** A key that forgets whose row it points at: the person in it goes. */
const keys: Group = {
  query: `select conrelid::regclass::text as table, conname as key, confrelid::regclass::text as target,
      (select string_agg(attname, ', ' order by place) from unnest(conkey[2:]) with ordinality as part(num, place)
        join pg_attribute on attrelid = conrelid and attnum = num) as columns,
      (select string_agg(attname, ', ' order by place) from unnest(confkey[2:]) with ordinality as part(num, place)
        join pg_attribute on attrelid = confrelid and attnum = num) as targets
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f' and cardinality(conkey) > 1
    order by 1, 2`,
  make: ({ table, key, target, columns, targets }) => [
    sql(
      `key ${key}: without the person`,
      `create unique index on ${target} (${targets});
      alter table ${table} drop constraint ${key};
      alter table ${table} add constraint ${key} foreign key (${columns}) references ${target} (${targets})
        on delete cascade`,
    ),
    sql(`key ${key}: dropped`, `alter table ${table} drop constraint ${key}`),
  ],
};

const people = `exists (select from pg_attribute where attrelid = class.oid and attname in ('user_id', 'id'))`;

/** Each column that nobody who serves requests may change. */
const updates: Group = {
  query: `select relname as table, attname as column from pg_class class join pg_attribute on attrelid = class.oid
    where ${inPublic} and relkind = 'r' and ${withoutMigrations} and attnum > 0 and not attisdropped and ${people}
      and attgenerated = '' and not has_column_privilege('blossomer_app', class.oid, attnum, 'update')
    order by 1, attnum`,
  make: ({ table, column }) => [
    sql(`${table}.${column}: may be changed`, `grant update (${column}) on ${table} to blossomer_app`),
  ],
};

const otherRights: Group = {
  query: `select relname as table, right_ from pg_class class, unnest(array['insert', 'delete', 'select', 'truncate']) right_
    where ${inPublic} and relkind = 'r' and not has_table_privilege('blossomer_app', class.oid, right_) order by 1, 2`,
  make: ({ table, right_ }) => [
    sql(`${table}: ${right_} on all of it`, `grant ${right_} on ${table} to blossomer_app`),
  ],
};

/** Each right that there is, taken away. */
const definedRights: Group = {
  query: `select relname as table, right_ from pg_class class, unnest(array['insert', 'update', 'delete', 'select']) right_
    where ${inPublic} and relkind = 'r' and (has_table_privilege('blossomer_app', class.oid, right_)
      or (right_ <> 'delete' and has_any_column_privilege('blossomer_app', class.oid, right_))) order by 1, 2`,
  make: ({ table, right_ }) => [
    sql(`${table}: ${right_} taken away`, `revoke ${right_} on ${table} from blossomer_app`),
  ],
};

const functions: Group = {
  query: `select oid::regprocedure::text as function, prosecdef::text as definer,
      has_function_privilege('blossomer_app', oid, 'execute')::text as app
    from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
  make: ({ function: name, definer, app }) => [
    ...(app === 'true'
      ? []
      : [sql(`${name}: everybody may call it`, `grant execute on function ${name} to public`)]),
    ...(definer === 'true'
      ? [
          sql(`${name}: searches in any path`, `alter function ${name} reset search_path`),
          sql(`${name}: runs as its caller`, `alter function ${name} security invoker`),
        ]
      : []),
  ],
};

const triggers: Group = {
  query: `select tgrelid::regclass::text as table, tgname as trigger from pg_trigger
    where not tgisinternal and tgrelid in (select oid from pg_class where ${inPublic}) order by 1, 2`,
  make: ({ table, trigger }) => [
    sql(`trigger ${trigger} of ${table}: off`, `alter table ${table} disable trigger ${trigger}`),
  ],
};
