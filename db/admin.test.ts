import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../testing/database.ts';

/**
 * What the functions of the directory do for whom, asked by SQL as the server's own login: below HTTP, where a gate in
 * front would hide that a function forgot to ask for the role.
 */
let superuser: pg.Client;
let login: pg.Client;
let loginUrl: string;
const [ada, ben, vic] = ['ada', 'ben', 'vic'];

beforeAll(async () => {
  const { superuserUrl, ownerUrl, serverUrl } = await createDatabase();
  loginUrl = serverUrl;
  superuser = new pg.Client({ connectionString: superuserUrl });
  login = new pg.Client({ connectionString: serverUrl });
  const operator = new pg.Client({ connectionString: ownerUrl });
  await Promise.all([superuser.connect(), login.connect(), operator.connect()]);
  for (const person of [ada, ben, vic]) {
    await superuser.query('insert into users (id, email, name) values ($1, $2, $1)', [
      person,
      `${person}@x.test`,
    ]);
  }
  await superuser.query(`insert into deleted_users (id) values ('gone')`);
  await operator.query(`select give_role($1, 'admin')`, [ada]);
  await operator.end();
});
beforeEach(() => superuser.query('delete from audit'));
afterAll(() => Promise.all([superuser.end(), login.end()]));

type Rows = Record<string, unknown>[];

/** The rows of the last statement, or the code of the first that failed. */
async function as(person: string | null, ...statements: string[]): Promise<Rows | string> {
  await login.query('begin');
  try {
    if (person !== null) await login.query('select enter($1, $2, $3)', [person, 'person', 'request']);
    let rows: Rows = [];
    for (const statement of statements) rows = (await login.query(statement)).rows;
    await login.query('commit');
    return rows;
  } catch (error) {
    await login.query('rollback');
    return (error as { code: string }).code;
  }
}

const acting = (person: string, act: string = randomUUID()) =>
  `select act_for('${person}', 'import', 'because', '${act}', '${act}')`;
const calls: [name: string, call: () => string][] = [
  ['require_admin', () => 'select require_admin()'],
  ['act_for', () => acting(vic)],
  ['record_act', () => `select record_act('${vic}', 'import', 'because', '${randomUUID()}', null)`],
  ['act_again', () => `select act_again('key')`],
  ['list_people', () => `select * from list_people('', null, null, 10)`],
  ['list_acts', () => 'select * from list_acts(null, null, null, null, 10)'],
];

describe.each(calls)('%s', (_, call) => {
  test('gives nothing to somebody without the role, and writes nothing', async () => {
    const before = await everything();
    expect(await as(ben, call())).toBe('BG403');
    expect(await everything()).toEqual(before);
  });

  test('gives nothing to somebody who never arrived, or when nobody entered', async () => {
    expect(await as('stranger', call())).toBe('BG403');
    expect(await as(null, call())).toBe('BG403');
    expect(await as('', call())).toBe('BG403');
  });

  test('gives nothing to an admin of before, from the next statement on', async () => {
    expect(await as(ada, call())).toBeInstanceOf(Array);
    await superuser.query(`update users set role = 'user' where id = $1`, [ada]);
    expect(await as(ada, call())).toBe('BG403');
    await superuser.query(`update users set role = 'admin' where id = $1`, [ada]);
  });

  test('is asked in the same words about somebody, oneself, nobody and the erased', async () => {
    const other = (id: string) => call().replaceAll(`'${vic}'`, `'${id}'`);
    for (const id of [vic, ben, 'nobody', 'gone']) expect(await as(ben, other(id))).toBe('BG403');
  });
});

describe('act_for', () => {
  const whoAmI = `select current_setting('app.user_id') as id, current_setting('app.actor') as actor`;

  test('turns the rest of the transaction into one of that person, by an admin', async () => {
    expect(await as(ada, acting(vic), whoAmI)).toEqual([{ id: vic, actor: 'admin' }]);
    expect(await as(ada, acting(vic), 'select id from users')).toEqual([{ id: vic }]);
    const company = `insert into companies (user_id, id, name) values`;
    expect(await as(ada, acting(vic), `${company} ('${ada}', '${randomUUID()}', 'A')`)).toBe('42501');
    const id = randomUUID();
    expect(await as(ada, acting(vic), `${company} ('${vic}', '${id}', 'A')`)).toEqual([]);
    const { rows } = await superuser.query('select actor, request_id from revisions where id = $1', [id]);
    expect(rows).toEqual([{ actor: 'admin', request_id: 'request' }]);
  });

  test.each(['commit', 'rollback'])('leaves no identity behind after %s', async (end) => {
    await login.query('begin');
    await login.query('select enter($1, $2, $3)', [ada, 'person', 'request']);
    await login.query(acting(vic));
    await login.query(end);
    const { rows } = await login.query(
      `select coalesce(current_setting('app.user_id', true), '') as id,
        coalesce(current_setting('app.actor', true), '') as actor`,
    );
    expect(rows).toEqual([{ id: '', actor: '' }]);
    expect((await login.query('select from users')).rowCount).toBe(0);
  });

  test('cannot be taken further: who acts for somebody is no admin any more', async () => {
    expect(await as(ada, acting(vic), acting(ben))).toBe('BG403');
    expect(await as(ada, acting(vic), `select * from list_people('', null, null, 10)`)).toBe('BG403');
  });

  test('leaves one row to the person, with the reason, and one to the admin, without it', async () => {
    const act = randomUUID();
    await as(ada, acting(vic, act));
    const common = {
      id: act,
      action: 'import',
      admin_id: ada,
      person_id: vic,
      import_id: act,
      request_id: 'request',
    };
    expect(await acts()).toEqual([
      { ...common, user_id: ada, reason: null },
      { ...common, user_id: vic, reason: 'because' },
    ]);
  });

  test('for oneself leaves one row', async () => {
    await as(ada, acting(ada));
    expect(await acts()).toMatchObject([{ user_id: ada, person_id: ada, reason: 'because' }]);
  });

  test('leaves nothing when what follows fails', async () => {
    expect(await as(ada, acting('unheard-of'), 'select 1 / 0')).toBe('22012');
    expect(await acts()).toEqual([]);
    const { rowCount } = await superuser.query(`select from users where id = 'unheard-of'`);
    expect(rowCount).toBe(0);
  });

  test('makes the row of a person who has never been here, with nothing in it', async () => {
    await as(ada, acting('new'));
    const { rows } = await superuser.query(
      `select email, name, role, last_login_at from users where id = 'new'`,
    );
    expect(rows).toEqual([{ email: '', name: '', role: 'user', last_login_at: null }]);
    await superuser.query(`delete from users where id = 'new'`);
  });

  test('is refused for somebody who was erased, whose row does not come back', async () => {
    expect(await as(ada, acting('gone'))).toBe('BG410');
    const record = `select record_act('gone', 'import-dry-run', 'because', '${randomUUID()}', null)`;
    expect(await as(ada, record)).toBe('BG410');
    expect((await superuser.query(`select from users where id = 'gone'`)).rowCount).toBe(0);
    expect(await acts()).toEqual([]);
  });

  test('waits for an erasure under way, and is refused then', async () => {
    await superuser.query(`insert into users (id) values ('leaving')`);
    const eraser = new pg.Client({ connectionString: loginUrl });
    await eraser.connect();
    try {
      await eraser.query('begin');
      await eraser.query(`select enter('leaving')`);
      await eraser.query('select erase_me()');
      const late = as(ada, acting('leaving'));
      await expect.poll(async () => (await waiting()).rowCount, { timeout: 10_000 }).toBe(1);
      await eraser.query('commit');
      expect(await late).toBe('BG410');
      expect((await superuser.query(`select from users where id = 'leaving'`)).rowCount).toBe(0);
    } finally {
      await eraser.end();
    }
  });
});

describe('what was written down', () => {
  test('cannot be forged, changed or deleted by whoever serves requests', async () => {
    await as(ada, acting(vic));
    const forged = `insert into audit (user_id, id, action, admin_id) values ('${ben}', gen_random_uuid(), 'import', '${ada}')`;
    expect(await as(ben, forged)).toBe('42501');
    for (const person of [ada, vic]) {
      expect(await as(person, `update audit set reason = 'another'`)).toBe('42501');
      expect(await as(person, 'delete from audit')).toBe('42501');
    }
    expect(await acts()).toHaveLength(2);
  });

  test('goes with the person who is erased, but for the admin’s record, which holds nothing of theirs', async () => {
    await superuser.query(`insert into users (id) values ('brief')`);
    const act = randomUUID();
    await as(ada, acting('brief', act));
    await as('brief', 'select erase_me()');
    expect(await acts()).toMatchObject([{ user_id: ada, person_id: 'brief', reason: null }]);
    const listed = await as(ada, `select id, user_id from list_acts('brief', null, null, null, 10)`);
    expect(listed).toEqual([{ id: act, user_id: ada }]);
  });

  test('is one act for whoever lists them, and keeps the reason', async () => {
    await as(ada, acting(vic));
    const listed = await as(
      ada,
      'select user_id, admin_id, reason from list_acts(null, null, null, null, 10)',
    );
    expect(listed).toEqual([{ user_id: vic, admin_id: ada, reason: 'because' }]);
  });

  test('keeps the key of the request for the admin alone, and none of a dry run', async () => {
    const withKey = `select only_once('k', 'digest'), keep_idempotency_key()`;
    await as(ada, withKey, acting(vic));
    const keys = await superuser.query('select user_id, key from idempotency_keys');
    expect(keys.rows).toEqual([{ user_id: ada, key: 'k' }]);
    const ofActs = await superuser.query('select user_id from audit where idempotency_key is not null');
    expect(ofActs.rows).toEqual([{ user_id: ada }]);
    const again = `select act_again('k'), current_setting('app.user_id') as id`;
    expect(await as(ada, `select act_again('k')`, `select current_setting('app.user_id') as id`)).toEqual([
      { id: vic },
    ]);
    expect(await as(vic, again)).toBe('BG403');
    const dry = `select record_act('${vic}', 'import-dry-run', 'because', '${randomUUID()}', null)`;
    await as(ada, `select only_once('k2', 'digest')`, dry);
    expect(await as(ada, `select act_again('k2')`, `select current_setting('app.user_id') as id`)).toEqual([
      { id: ada },
    ]);
  });
});

describe('list_people', () => {
  test('counts what people have and shows none of it', async () => {
    const company = `insert into companies (user_id, id, name) values ('${ben}', '${randomUUID()}', 'A')`;
    expect(await as(ben, company)).toEqual([]);
    const rows = await as(ada, `select * from list_people('${ben}', null, null, 10)`);
    expect(rows).toMatchObject([{ id: ben, email: `${ben}@x.test`, role: 'user', companies: '1' }]);
    expect(Object.keys((rows as Rows)[0] ?? {})).not.toContain('data');
  });

  test('goes on where a page ended', async () => {
    const seen: unknown[] = [];
    let after = 'null, null';
    for (;;) {
      const page = await as(ada, `select id, created_at::text as at from list_people('', ${after}, 1)`);
      const [row] = page as Rows;
      if (!row) break;
      seen.push(row.id);
      after = `'${row.at}', '${row.id}'`;
    }
    const { rows } = await superuser.query('select id from users order by created_at desc, id desc');
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});

async function acts(): Promise<Rows> {
  const { rows } = await superuser.query<Record<string, unknown>>(
    `select user_id, id, action, admin_id, person_id, reason, import_id, request_id from audit order by user_id`,
  );
  return rows;
}

async function everything(): Promise<Rows> {
  const { rows } = await superuser.query<Record<string, unknown>>(
    `select (select count(*) from users) as users, (select count(*) from audit) as acts,
      (select count(*) from idempotency_keys) as keys`,
  );
  return rows;
}

function waiting() {
  return superuser.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
}
