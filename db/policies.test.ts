import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../testing/database.ts';
import { tablesOfGenerations } from './test-tables-of-generations.ts';

/**
 * What the server's own login can do with SQL, when everything above the database has failed: a person's rows, and
 * nothing else, for one transaction. Each statement here is what a mistake or an injection could send.
 */
let superuser: pg.Client;
let login: pg.Client;
let owning: pg.Client;

const ann = 'ann';
const ben = 'ben';
/** Erased: has no row but a tombstone. */
const gone = 'gone';
const denied = { code: '42501' };
const nothing = { rows: 0 };

beforeAll(async () => {
  const { superuserUrl, ownerUrl, serverUrl } = await createDatabase();
  superuser = new pg.Client({ connectionString: superuserUrl });
  login = new pg.Client({ connectionString: serverUrl });
  owning = new pg.Client({ connectionString: ownerUrl });
  await Promise.all([superuser.connect(), login.connect(), owning.connect()]);
  for (const person of [ann, ben]) {
    await superuser.query(`select set_config('app.user_id', $1, false)`, [person]);
    for (const { table, planted } of tables) await insert(superuser, table, planted(person));
  }
  await superuser.query('analyze');
});
afterAll(() => Promise.all([superuser.end(), login.end(), owning.end()]));

type Row = Record<string, unknown>;
interface Table {
  table: string;
  owner: 'user_id' | 'id';
  /** A row that each person has, written by the superuser. */
  planted(person: string): Row;
  /** One more, as the server writes it; null: the server never does. */
  another: ((person: string) => Row) | null;
  /** The columns that the server may update. Every other one is refused. */
  updatable: readonly string[];
  deletable: boolean;
}

/** The same for a person in every run, so that another person's ids are known to whoever tries them. */
const ids = Object.fromEntries(
  [ann, ben].map((person) => [
    person,
    {
      company: randomUUID(),
      account: randomUUID(),
      otherAccount: randomUUID(),
      persona: randomUUID(),
      campaign: randomUUID(),
      import: randomUUID(),
      trash: randomUUID(),
      generation: randomUUID(),
    },
  ]),
);
function of(person: string) {
  return ids[person] ?? ids[ben]!;
}

function document(person: string, parts: Row): Row {
  return { user_id: person, name: `of ${person}`, data: { description: `of ${person}` }, ...parts };
}

const comparing = ['', '_since', '_in', '_from', '_after_kind', '_after_id', '_same', '_differing'].map(
  (part) => `comparing${part}`,
);
const tables: Table[] = [
  {
    table: 'users',
    owner: 'id',
    planted: (person) => ({ id: person, email: `${person}@example.test`, name: person }),
    another: (person) => ({ id: person, email: '', name: '' }),
    updatable: ['email', 'name', 'last_login_at'],
    deletable: false,
  },
  {
    table: 'deleted_users',
    owner: 'id',
    planted: (person) => ({ id: person === ben ? gone : 'gone too' }),
    another: (person) => ({ id: person }),
    updatable: [],
    deletable: false,
  },
  {
    table: 'companies',
    owner: 'user_id',
    planted: (person) => document(person, { id: of(person).company }),
    another: (person) => document(person, { id: randomUUID() }),
    updatable: ['name', 'url', 'data'],
    deletable: true,
  },
  {
    table: 'accounts',
    owner: 'user_id',
    planted: (person) => document(person, { id: of(person).account, company_id: of(person).company }),
    another: (person) => document(person, { id: randomUUID(), company_id: of(person).company }),
    updatable: ['company_id', 'name', 'priority_rank', 'data'],
    deletable: true,
  },
  {
    table: 'personas',
    owner: 'user_id',
    planted: (person) => document(person, { id: of(person).persona, account_id: of(person).account }),
    another: (person) => document(person, { id: randomUUID(), account_id: of(person).account }),
    updatable: ['name', 'seniority_rank', 'priority_rank', 'data'],
    deletable: true,
  },
  {
    table: 'campaigns',
    owner: 'user_id',
    planted: (person) =>
      document(person, {
        id: of(person).campaign,
        account_id: of(person).account,
        persona_id: of(person).persona,
      }),
    another: (person) =>
      document(person, {
        id: randomUUID(),
        account_id: of(person).account,
        persona_id: of(person).persona,
      }),
    updatable: ['name', 'type', 'status', 'data'],
    deletable: true,
  },
  {
    table: 'revisions',
    owner: 'user_id',
    // The trigger has written one for each document; this is one more.
    planted: (person) => revision(person),
    another: null,
    updatable: [],
    deletable: false,
  },
  {
    table: 'imports',
    owner: 'user_id',
    planted: (person) => ({ user_id: person, id: of(person).import, report: {} }),
    another: (person) => ({ user_id: person, id: randomUUID(), report: {} }),
    updatable: [],
    deletable: false,
  },
  {
    table: 'import_sources',
    owner: 'user_id',
    planted: (person) => source(person, { key: 'dashboard_overview' }),
    another: (person) => source(person, { key: randomUUID() }),
    updatable: [],
    deletable: false,
  },
  {
    table: 'import_undos',
    owner: 'user_id',
    planted: (person) => ({ user_id: person, import_id: of(person).import, report: {} }),
    another: null,
    updatable: [],
    deletable: false,
  },
  {
    table: 'audit',
    owner: 'user_id',
    planted: (person) => ({ user_id: person, id: randomUUID(), action: 'planted' }),
    another: (person) => ({ user_id: person, id: randomUUID(), action: 'another' }),
    updatable: [],
    deletable: false,
  },
  ...tablesOfGenerations((person) => of(person).generation),
  {
    table: 'local_work',
    owner: 'user_id',
    planted: (person) => ({ user_id: person, phase: 'hybrid' }),
    another: (person) => ({ user_id: person, phase: 'db-only' }),
    updatable: 'phase compared_at compared_in clean'.split(' ').concat(comparing),
    deletable: false,
  },
  {
    table: 'import_entries',
    owner: 'user_id',
    planted: (person) => entry(person, { seq: 1 }),
    another: (person) => entry(person, { seq: Math.floor(Math.random() * 1e9) + 2 }),
    updatable: [],
    deletable: false,
  },
  {
    table: 'trash',
    owner: 'user_id',
    planted: (person) => trashEntry(person, of(person).trash),
    another: (person) => trashEntry(person, randomUUID()),
    updatable: [],
    deletable: true,
  },
  {
    table: 'trashed_documents',
    owner: 'user_id',
    planted: (person) => ({
      user_id: person,
      trash_id: of(person).trash,
      kind: 'company',
      id: randomUUID(),
      version: 1,
      content: { name: `of ${person}` },
    }),
    another: null,
    updatable: [],
    deletable: false,
  },
  {
    table: 'idempotency_keys',
    owner: 'user_id',
    planted: (person) => ({ user_id: person, key: 'key', digest: person }),
    another: (person) => ({ user_id: person, key: randomUUID(), digest: person }),
    updatable: [],
    deletable: false,
  },
];

function trashEntry(person: string, id: string): Row {
  return { user_id: person, id, kind: 'company', entity_id: randomUUID(), name: `of ${person}` };
}
function revision(person: string): Row {
  return { user_id: person, kind: 'company', id: randomUUID(), version: 1, op: 'insert', actor: 'person' };
}
function source(person: string, parts: Row): Row {
  return { user_id: person, import_id: of(person).import, raw: '{}', sha256: person, ...parts };
}
function entry(person: string, parts: Row): Row {
  return { user_id: person, import_id: of(person).import, outcome: 'created', runs: '[]', ...parts };
}

test('every table with people is tried below', async () => {
  const { rows } = await superuser.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not in ('deployment', 'migrations')
    order by relname`);
  expect(rows.map(({ name }) => name)).toEqual(tables.map(({ table }) => table).sort());
});

describe.each(tables)('$table, as one person', (it) => {
  const { table, owner } = it;
  const other = table === 'deleted_users' ? gone : ben;

  test('shows nothing of another person, even when asked for it', async () => {
    expect(await as(ann, `select from ${table} where ${owner} <> $1`, [ann])).toEqual(nothing);
    expect(await as(ann, `select from ${table} where ${owner} = $1`, [other])).toEqual(nothing);
    const all = await as(ann, `select from ${table}`);
    expect(all).toEqual(await as(ann, `select from ${table} where ${owner} = $1`, [ann]));
  });

  test('shows nothing of another person to the owner of the tables either, whose functions run for everybody', async () => {
    await owning.query(`select set_config('app.user_id', $1, false)`, [ann]);
    const seen = await owning.query(`select from ${table} where ${owner} <> $1`, [ann]);
    expect(seen.rowCount).toBe(0); // Though it is a member of the directory, which sees who there is.
  });

  test('takes no row for another person, and does not tell which rows that person has', async () => {
    const before = await contents(table);
    const there = await insertAs(ann, table, it.planted(other === gone ? ben : other));
    const free = await insertAs(ann, table, (it.another ?? it.planted)(other === gone ? 'nobody' : other));
    expect([there, free]).toEqual([denied, denied]);
    expect(await contents(table)).toEqual(before);
  });

  test('takes no row for another person in place of one that is there', async () => {
    const { text, values } = insertion(table, it.planted(ben));
    const upsert = `${text} on conflict do nothing`;
    expect(await as(ann, upsert, values)).toEqual(denied);
  });

  test('changes no row of another person', async () => {
    const before = await contents(table);
    const columns = it.updatable.length > 0 ? it.updatable : [owner];
    for (const column of columns) {
      const updated = await as(ann, `update ${table} set ${column} = ${column} where ${owner} <> $1`, [ann]);
      expect([column, updated]).toEqual([column, it.updatable.length > 0 ? nothing : denied]);
    }
    expect(await contents(table)).toEqual(before);
  });

  test('deletes no row of another person', async () => {
    const before = await contents(table);
    const deleted = await as(ann, `delete from ${table} where ${owner} <> $1`, [ann]);
    expect(deleted).toEqual(it.deletable ? nothing : denied);
    expect(await as(ann, `truncate ${table}`)).toEqual(denied);
    expect(await contents(table)).toEqual(before);
  });

  test('changes of one’s own rows what the server may change, and nothing else: not whose they are', async () => {
    for (const column of await columnsOf(table)) {
      const updated = await as(ann, `update ${table} set ${column} = ${column} where ${owner} = $1`, [ann]);
      if (it.updatable.includes(column)) expect([column, updated]).toEqual([column, { rows: 1 }]);
      else expect([column, refused(updated)]).toEqual([column, true]);
    }
  });

  test('shows nothing and takes nothing when nobody entered', async () => {
    const before = await contents(table);
    const row = (it.another ?? it.planted)(table === 'users' ? 'new' : ann);
    expect(await as(null, `select from ${table}`)).toEqual(nothing);
    expect(await insertAs(null, table, row)).toEqual(denied);
    expect(await as('', `select from ${table}`)).toEqual(nothing);
    expect(await insertAs('', table, { ...row, [owner]: '' })).toEqual(denied);
    expect(await contents(table)).toEqual(before);
  });
});

describe('a document', () => {
  const documents = tables.filter(({ table }) =>
    ['companies', 'accounts', 'personas', 'campaigns'].includes(table),
  );

  test.for(documents)(
    'in $table cannot bring its version, its times of change or its search words',
    async (it) => {
      for (const [column, value] of Object.entries({ version: 7, updated_at: 'now', search: 'word' })) {
        const row = { ...it.another?.(ann), [column]: value };
        expect([column, await insertAs(ann, it.table, row)]).toEqual([column, denied]);
      }
    },
  );

  test.for(documents)('in $table is one’s own to delete', async (it) => {
    const row = it.another?.(ann) ?? {};
    expect(await insertAs(ann, it.table, row)).toEqual({ rows: 1 });
    expect(await as(ann, `delete from ${it.table} where id = $1`, [row.id])).toEqual({ rows: 1 });
  });

  test('cannot be merged into another person’s', async () => {
    const before = await contents('companies');
    const merge = (action: string) => `
      merge into companies using (select '${ben}' as person, '${of(ben).company}'::uuid as id) as theirs
      on companies.user_id = theirs.person and companies.id = theirs.id ${action}`;
    expect(await as(ann, merge(`when matched then update set name = 'mine'`))).toEqual(nothing);
    expect(await as(ann, merge('when matched then delete'))).toEqual(nothing);
    const inserting = `when not matched then insert (user_id, id, name) values (person, id, 'mine')`;
    expect(await as(ann, merge(inserting))).toEqual(denied);
    expect(await contents('companies')).toEqual(before);
  });
});

describe('a child', () => {
  const mine = of(ann);
  const theirs = of(ben);
  const children: [name: string, table: string, parts: Row, constraint: string][] = [
    ['account of a company', 'accounts', { company_id: theirs.company }, 'accounts_company_exists'],
    ['persona of an account', 'personas', { account_id: theirs.account }, 'personas_account_exists'],
    [
      'campaign of an account and a persona',
      'campaigns',
      { account_id: theirs.account, persona_id: theirs.persona },
      'campaigns_persona_belongs_to_account',
    ],
    [
      'campaign of one’s own account and a persona',
      'campaigns',
      { account_id: mine.account, persona_id: theirs.persona },
      'campaigns_persona_belongs_to_account',
    ],
    [
      'campaign of one’s own persona and an account',
      'campaigns',
      { account_id: theirs.account, persona_id: mine.persona },
      'campaigns_persona_belongs_to_account',
    ],
  ];

  test.for(children)('%s: refused when it is another person’s, as when it never was', async (child) => {
    const [, table, parts, constraint] = child;
    const row = (parents: Row) => document(ann, { id: randomUUID(), ...parents });
    const unknown = Object.fromEntries(Object.keys(parts).map((column) => [column, randomUUID()]));
    const refusal = { code: '23503', constraint };
    expect(await insertAs(ann, table, row(parts))).toEqual(refusal);
    expect(await insertAs(ann, table, row(unknown))).toEqual(refusal);
  });

  test.for(children)(
    '%s: refused by the keys alone, for a superuser too',
    async ([, table, parts, constraint]) => {
      const { text, values } = insertion(table, document(ann, { id: randomUUID(), ...parts }));
      await expect(superuser.query(text, values)).rejects.toMatchObject({ code: '23503', constraint });
    },
  );

  test('account cannot move to a company of another person', async () => {
    const moved = await as(ann, 'update accounts set company_id = $1 where id = $2', [
      theirs.company,
      mine.account,
    ]);
    expect(moved).toEqual({ code: '23503', constraint: 'accounts_company_exists' });
  });

  test('campaign cannot have a persona of another account of the same person', async () => {
    const account = { id: mine.otherAccount, company_id: mine.company };
    expect(await insertAs(ann, 'accounts', document(ann, account))).toEqual({ rows: 1 });
    const campaign = { id: randomUUID(), account_id: mine.otherAccount, persona_id: mine.persona };
    expect(await insertAs(ann, 'campaigns', document(ann, campaign))).toEqual({
      code: '23503',
      constraint: 'campaigns_persona_belongs_to_account',
    });
  });

  test.for(['import_sources', 'import_entries'])(
    'of an import in %s cannot join another’s import',
    async (table) => {
      const it = tables.find((candidate) => candidate.table === table);
      const row = { ...it?.another?.(ann), import_id: theirs.import };
      expect(await insertAs(ann, table, row)).toEqual({
        code: '23503',
        constraint: `${table}_import_exists`,
      });
    },
  );

  test('goes with its parent, and nobody else’s does', async () => {
    const before = await contents('accounts', ben);
    const company = randomUUID();
    await insertAs(ann, 'companies', document(ann, { id: company }));
    await insertAs(ann, 'accounts', document(ann, { id: randomUUID(), company_id: company }));
    expect(await as(ann, 'delete from companies where id = $1', [company])).toEqual({ rows: 1 });
    expect(await as(ann, 'select from accounts where company_id = $1', [company])).toEqual(nothing);
    expect(await contents('accounts', ben)).toEqual(before);
    const history = await as(
      ann,
      `select from revisions where op = 'delete' and undo -> 'columns' ->> 'companyId' = $1`,
      [company],
    );
    expect(history).toEqual({ rows: 1 });
  });
});

describe('an identity', () => {
  test.for(['commit', 'rollback'])('is over with its transaction, at %s', async (end) => {
    await login.query('begin');
    await login.query('select enter($1)', [ann]);
    expect((await login.query('select from companies')).rowCount).toBeGreaterThan(0);
    await login.query(end);
    expect((await login.query('select from companies')).rowCount).toBe(0);
    expect((await login.query(`select current_setting('app.user_id', true) as person`)).rows).toEqual([
      { person: '' },
    ]);
  });

  test('is over with its savepoint', async () => {
    await login.query('begin');
    await login.query('select enter($1)', [ann]);
    await login.query('savepoint mine');
    await login.query(`set local app.user_id = '${ben}'`);
    await login.query('rollback to mine');
    const { rows } = await login.query('select distinct user_id from companies');
    await login.query('commit');
    expect(rows).toEqual([{ user_id: ann }]);
  });

  test('that was set by hand inside a transaction is over with that transaction', async () => {
    await as(ann, `select set_config('app.user_id', '${ben}', true)`);
    expect((await login.query('select from companies')).rowCount).toBe(0);
  });

  test('that was set for the whole session is replaced by whoever enters next', async () => {
    await login.query(`set app.user_id = '${ben}'`);
    expect(await as(ann, 'select from companies where user_id <> $1', [ann])).toEqual(nothing);
    await login.query('reset app.user_id');
  });

  test('of an erased person is refused', async () => {
    expect(await as(gone, 'select 1')).toEqual({ code: 'BG401' });
  });
});

describe('the login of the server', () => {
  test.for([
    'set role postgres',
    'set session authorization postgres',
    'set role blossomer_directory',
    'alter table companies disable row level security',
    'alter table companies no force row level security',
    'drop policy own_rows on companies',
    'create policy all_rows on companies using (true)',
    'grant select on deployment to public',
    'create table public.mine ()',
    `create function public.mine() returns int language sql as 'select 1'`,
    'alter table companies disable trigger record',
    'set session_replication_role = replica',
    'select * from deployment',
    'select * from migrations',
    `select give_role('ann', 'admin')`,
    `select record_revision('company', 'insert', 'ann', gen_random_uuid(), 1, null, null, null, null)`,
    `select nextval('revisions_seq_seq')`,
    'select * from pg_authid',
    'select * from pg_statistic',
    `select pg_read_file('postgresql.conf')`,
    `copy companies to program 'cat'`,
  ])('cannot: %s', async (sql) => {
    const result = await as(ann, sql);
    expect([result, refused(result)]).toEqual([result, true]);
  });

  test('cannot look past the policies by switching them off: the statement fails', async () => {
    await login.query('set row_security = off');
    expect(await as(ann, 'select from companies')).toEqual(denied);
    await login.query('reset row_security');
  });

  test('cannot pass its rights on: PostgreSQL warns, and gives nothing', async () => {
    await as(ann, 'grant select on companies to public');
    const { rows } = await superuser.query(
      `select from pg_class, aclexplode(relacl) acl where relname = 'companies' and acl.grantee = 0`,
    );
    expect(rows).toEqual([]);
  });

  test('sees no statistics of columns, which hold values of everybody', async () => {
    const seen = await as(ann, `select from pg_stats where schemaname = 'public' and tablename = any($1)`, [
      tables.map(({ table }) => table),
    ]);
    expect(seen).toEqual(nothing);
    const { rowCount } = await superuser.query(`select from pg_stats where tablename = 'companies'`);
    expect(rowCount).toBeGreaterThan(0);
  });

  test('learns nothing from a condition that would fail on rows of others: the policy looks first', async () => {
    const condition = `1 / case when user_id = '${ann}' then 1 else 0 end > 0`;
    expect(await as(ann, `select from companies where ${condition}`)).toEqual(
      await as(ann, 'select from companies'),
    );
    await expect(superuser.query(`select from companies where ${condition}`)).rejects.toThrow(
      'division by zero',
    );
  });
});

type Result = { rows: number } | { code: string; constraint?: string };

/** One statement in one transaction, committed, as this person; null: without entering. */
async function as(person: string | null, sql: string, values: readonly unknown[] = []): Promise<Result> {
  try {
    await login.query('begin');
    if (person !== null) await login.query('select enter($1)', [person]);
    const { rowCount } = await login.query(sql, [...values]);
    await login.query('commit');
    return { rows: rowCount ?? 0 };
  } catch (error) {
    await login.query('rollback');
    const { code, constraint } = error as pg.DatabaseError;
    return { code: String(code), ...(constraint === undefined ? {} : { constraint }) };
  }
}

/** Not allowed (42501), or not possible for anybody (a generated column, an unknown role). */
function refused(result: Result): boolean {
  return 'code' in result && ['42501', '428C9', '22023', '42704'].includes(result.code);
}

function insertion(table: string, row: Row): { text: string; values: unknown[] } {
  const columns = Object.keys(row);
  return {
    text: `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    values: Object.values(row),
  };
}

async function insert(client: pg.Client, table: string, row: Row): Promise<void> {
  const { text, values } = insertion(table, row);
  await client.query(text, values);
}

function insertAs(person: string | null, table: string, row: Row): Promise<Result> {
  const { text, values } = insertion(table, row);
  return as(person, text, values);
}

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [`public.${table}`],
  );
  return rows.map(({ name }) => name);
}

/** Every row as the superuser sees it, with the transaction that wrote it. */
async function contents(table: string, person?: string): Promise<string[]> {
  const { rows } = await superuser.query<{ row: string }>(
    `select it.xmin || ' ' || it::text as row from ${table} it ${person === undefined ? '' : 'where user_id = $1'} order by 1`,
    person === undefined ? [] : [person],
  );
  return rows.map(({ row }) => row);
}
