import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../testing/database.ts';
import {
  functions,
  functionsOfDirectory,
  grantsOnJobs,
  grantsOnTables,
  keysOfTables,
  policiesOfDirectory,
  tablesOfNobody,
  tablesOfPeople,
} from './catalogue.ts';

/** What protects the tables, read from the catalogue of a migrated database. */
let superuser: pg.Client;
let ownerOfTables: string;

beforeAll(async () => {
  const { superuserUrl, ownerUrl } = await createDatabase();
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  ownerOfTables = new URL(ownerUrl).username;
});
afterAll(() => superuser.end());

const roles = ['blossomer_app', 'blossomer_directory'];

describe('every table', () => {
  test('is known here as one with people or as one without', async () => {
    const names = await column(`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    const known = new Set([...Object.keys(tablesOfPeople), ...tablesOfNobody]);
    const advice = names
      .filter((name) => !known.has(name))
      .map(
        (name) =>
          `${name} is a table that server/isolation/catalogue.ts does not know. Give it row-level security in db/policies, and say there and in catalogue.ts who may do what with it.`,
      );
    expect(advice, advice.join('\n')).toEqual([]);
    expect([...names].sort()).toEqual([...known].sort());
  });

  test('gives exactly the rights that are written down, on tables, columns and sequences', async () => {
    expect(await grants('public')).toEqual(grantsOnTables);
  });

  test('of the job queue gives the app what it is written down for, and nobody else anything', async () => {
    const given = Object.entries(await grants('pgboss')).filter(([, lines]) => lines.length > 0);
    expect(Object.fromEntries(given)).toEqual(grantsOnJobs);
    expect(
      await column(`
        select proc.oid::regprocedure::text from pg_proc proc,
          aclexplode(coalesce(proacl, acldefault('f', proowner))) acl
        where pronamespace = 'pgboss'::regnamespace and acl.grantee <> proowner`),
    ).toEqual(['pgboss.job_now()']);
  });

  test('belongs to the owner of the tables, a login that is no superuser and cannot pass over policies', async () => {
    const owners = await column(`
      select distinct relowner::regrole::text from pg_class where relnamespace = 'public'::regnamespace`);
    expect(owners).toEqual([ownerOfTables]);
    const [owner] = await rows(
      `select rolsuper, rolbypassrls from pg_roles where rolname = '${ownerOfTables}'`,
    );
    expect(owner).toEqual({ rolsuper: false, rolbypassrls: false });
  });

  test('is in the schema public, beside the job queue, where nothing looks past its policies: no view, rule or foreign table', async () => {
    expect(
      await column(`
        select relname from pg_class where relkind in ('v', 'm', 'f', 'p')
          and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
          and (relnamespace, relkind) <> ('pgboss'::regnamespace, 'p')
        union all
        select rulename from pg_rewrite join pg_class on pg_class.oid = ev_class
        where relnamespace = 'public'::regnamespace`),
    ).toEqual([]);
    expect(
      await column(`
        select nspname from pg_namespace where nspname !~ '^pg_(toast|temp)' order by nspname`),
    ).toEqual(['information_schema', 'pg_catalog', 'pgboss', 'public']);
  });

  test('made tomorrow gives nothing by itself: there are no default privileges', async () => {
    expect(await rows('select * from pg_default_acl')).toEqual([]);
  });
});

describe.each(Object.entries(tablesOfPeople))('the table %s', (table, owner) => {
  test('has row-level security, for its owner too', async () => {
    const [security] = await rows(`
      select relrowsecurity as enabled, relforcerowsecurity as forced from pg_class
      where oid = 'public.${table}'::regclass`);
    expect(security).toEqual({ enabled: true, forced: true });
  });

  test('has one policy for everybody and every command, on its owner column, for reading and for writing', async () => {
    const isTheirs = `(${owner} = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))`;
    const policies = await rows(`
      select polpermissive as permissive, polcmd as command, polroles::regrole[]::text as roles,
        pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as "check"
      from pg_policy where polrelid = 'public.${table}'::regclass order by polroles`);
    const forEverybody = {
      permissive: true,
      command: '*',
      roles: '{-}',
      using: isTheirs,
      check: isTheirs,
    };
    const isDirectory = `(CURRENT_USER = 'blossomer_directory'::name)`;
    const forDirectory = { permissive: true, roles: '{blossomer_directory}', using: isDirectory };
    const expected = {
      none: [forEverybody],
      read: [forEverybody, { ...forDirectory, command: 'r', check: null }],
      write: [forEverybody, { ...forDirectory, command: '*', check: isDirectory }],
    };
    expect(policies).toEqual(expected[policiesOfDirectory[table] ?? 'none']);
  });

  test('has its owner column first in a whole index, required, and first in its primary key', async () => {
    const [first] = await rows(`
      select bool_or(indisvalid and indpred is null) as indexed, bool_or(indisprimary) as "primary"
      from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
      where indrelid = 'public.${table}'::regclass and attname = '${owner}'`);
    expect(first).toEqual({ indexed: true, primary: true });
    expect(
      await column(`
        select attname from pg_attribute
        where attrelid = 'public.${table}'::regclass and attname = '${owner}' and attnotnull`),
    ).toEqual([owner]);
  });

  test('hangs on what it belongs to, and goes with it', async () => {
    const keys = await column(`
      select pg_get_constraintdef(oid) from pg_constraint
      where contype = 'f' and conrelid = 'public.${table}'::regclass order by conname`);
    const expected = keysOfTables[table]?.map((key) => {
      const [from, to] = key.split(' -> ');
      return `FOREIGN KEY (${from}) REFERENCES ${to} ON DELETE CASCADE`;
    });
    expect(keys).toEqual(expected);
  });

  test('has no foreign key that leads to another person', async () => {
    const keys = await rows(`
      select conname as name, mine.attname as from, theirs.attname as to, confrelid::regclass::text as target
      from pg_constraint
      join pg_attribute mine on mine.attrelid = conrelid and mine.attnum = conkey[1]
      join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = confkey[1]
      where contype = 'f' and conrelid = 'public.${table}'::regclass`);
    for (const { name, from, to, target } of keys) {
      expect([name, from, to]).toEqual([name, owner, tablesOfPeople[String(target)]]);
    }
  });

  test('has no unique key that could tell one person of another', async () => {
    expect(
      await column(`
        select indexrelid::regclass::text from pg_index
        join pg_attribute on attrelid = indrelid and attnum = indkey[0]
        where indrelid = 'public.${table}'::regclass and indisunique and attname <> '${owner}'`),
    ).toEqual([]);
  });
});

describe.each(roles)('the role %s', (role) => {
  test('cannot sign in, rules nothing and passes over no policy', async () => {
    const [powers] = await rows(`
      select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
      from pg_roles where rolname = '${role}'`);
    expect(Object.values(powers ?? {})).toEqual([false, false, false, false, false, false]);
  });

  test('belongs to no other role, so that it inherits nothing', async () => {
    expect(
      await column(`select roleid::regrole::text from pg_auth_members where member = '${role}'::regrole`),
    ).toEqual([]);
  });

  test('owns nothing but, for the directory, its functions', async () => {
    const owned = await column(`
      select pg_describe_object(classid, objid, objsubid) from pg_shdepend
      where refobjid = '${role}'::regrole and deptype = 'o'
        and dbid in (0, (select oid from pg_database where datname = current_database()))`);
    const expected = role === 'blossomer_app' ? [] : functionsOfDirectory.map((name) => `function ${name}`);
    expect(owned.sort()).toEqual(expected);
  });

  test('can make no table, function or schema', async () => {
    const [may] = await rows(`
      select has_schema_privilege('${role}', 'public', 'create') as "in public",
        has_database_privilege('${role}', current_database(), 'create') as schemas`);
    expect(may).toEqual({ 'in public': false, schemas: false });
  });
});

describe('the directory, which sees people', () => {
  test('has no right on any column but those of people and acts, and those that say whose a row is', async () => {
    const reachable = await column(`
      select distinct attrelid::regclass || '.' || attname as name
      from pg_attribute join pg_class on pg_class.oid = attrelid, unnest(array['select', 'insert', 'update', 'references']) as right_
      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
        and has_column_privilege('blossomer_directory', attrelid, attnum, right_)
      order by name`);
    expect(reachable.filter((name) => !/^(users|audit)\./.test(name))).toEqual([
      'accounts.user_id',
      'campaigns.user_id',
      'companies.user_id',
      'deleted_users.id',
      'imports.user_id',
      'personas.user_id',
    ]);
    expect(reachable).toContain('users.role');
  });
});

describe('every function', () => {
  test('is called by exactly those who are written down, and never by just anybody', async () => {
    const acls = await rows(`
      select proc.oid::regprocedure::text as name,
        coalesce(array_agg(case when grantee = 0 then 'public' else grantee::regrole::text end
          order by grantee) filter (where grantee is distinct from proowner), '{}') as callers
      from pg_proc proc left join aclexplode(coalesce(proacl, acldefault('f', proowner))) on true
      where pronamespace = 'public'::regnamespace
      group by proc.oid`);
    const callers = Object.fromEntries(
      acls.map(({ name, callers }) => [
        name,
        (callers as string[]).map((caller) => (caller === ownerOfTables ? 'owner of the tables' : caller)),
      ]),
    );
    expect(callers).toEqual(
      Object.fromEntries(Object.entries(functions).map(([name, { callers }]) => [name, callers])),
    );
  });

  test('that runs with its owner’s rights is expected to, and its search path is fixed', async () => {
    const definers = await rows(`
      select oid::regprocedure::text as name, array_to_string(proconfig, ';') as path
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(Object.fromEntries(definers.map(({ name, path }) => [name, path]))).toEqual(
      Object.fromEntries(
        Object.entries(functions).flatMap(([name, { definer }]) => (definer ? [[name, definer]] : [])),
      ),
    );
  });

  test('that runs with its owner’s rights belongs to no superuser', async () => {
    expect(
      await column(`
        select pg_proc.oid::regprocedure::text from pg_proc join pg_roles on pg_roles.oid = proowner
        where prosecdef and rolsuper and pronamespace = 'public'::regnamespace`),
    ).toEqual([]);
  });
});

describe('every document', () => {
  test.for(['companies', 'accounts', 'personas', 'campaigns'])(
    'of %s has its version and its history written by triggers that nobody switched off',
    async (table) => {
      const triggers = await rows(`
        select tgname as name, tgfoid::regproc::text as function, tgenabled as enabled
        from pg_trigger where tgrelid = 'public.${table}'::regclass and not tgisinternal order by tgname`);
      expect(triggers).toEqual([
        { name: 'prepare', function: 'prepare_document', enabled: 'O' },
        { name: 'record', function: 'record_document', enabled: 'O' },
      ]);
    },
  );
});

type Row = Record<string, unknown>;

async function rows(sql: string): Promise<Row[]> {
  return (await superuser.query<Row>(sql)).rows;
}

async function column(sql: string): Promise<string[]> {
  return (await superuser.query<[string]>({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);
}

/** `role: right` for a whole table or sequence, `role: right (columns)` for some columns of it. */
async function grants(schema: string): Promise<Record<string, string[]>> {
  const found = await rows(`
    with given as (
      select class.oid, relname, acl.grantee, lower(acl.privilege_type) as right_, null as column_
      from pg_class class left join aclexplode(relacl) acl on acl.grantee <> relowner
      where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'p', 'S', 'v', 'm', 'f')
      union all
      select class.oid, relname, acl.grantee, lower(acl.privilege_type), attname
      from pg_class class join pg_attribute on attrelid = class.oid, aclexplode(attacl) acl
      where relnamespace = '${schema}'::regnamespace and acl.grantee <> relowner
    ), lines as (
      select relname, bool_or(column_ is null) as whole,
        case when grantee = 0 then 'public' else grantee::regrole::text end || ': ' || right_
          || coalesce(' (' || string_agg(column_, ', ' order by column_) || ')', '') as line
      from given group by relname, grantee, right_, column_ is null
    )
    select relname as name,
      coalesce(array_agg(line order by split_part(line, ':', 1), not whole, line)
        filter (where line is not null), '{}') as lines
    from lines group by relname`);
  return Object.fromEntries(found.map(({ name, lines }) => [String(name), lines as string[]]));
}
