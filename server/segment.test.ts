import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { type Database, type DatabaseOptions, openDatabase, type Run } from './database.ts';
import { Failure, fromDatabase } from './failures.ts';
import { runSegment, type Statement, type TextRow } from './segment.ts';

/**
 * Two people on the same few connections: an identity lasts as long as its segment and not a statement longer,
 * whatever fails around it. What a segment takes for granted of `pg` is internal, so an update of it is judged here.
 */
let databases: TestDatabase;
let superuser: pg.Client;

const ann = 'ann';
const ben = 'ben';
const people = [ann, ben] as const;
type Person = (typeof people)[number];

beforeAll(async () => {
  databases = await createDatabase();
  superuser = new pg.Client({ connectionString: databases.superuserUrl });
  await superuser.connect();
  // What the schema has none of: a constraint that is looked at after the last statement.
  await superuser.query(`
    insert into users (id) values ('${ann}'), ('${ben}');
    create table probe (user_id text not null, word text not null, unique (user_id, word) deferrable initially deferred);
    grant select, insert on probe to blossomer_app;
    insert into probe values ('${ann}', 'taken'), ('${ben}', 'taken')`);
});
afterAll(() => superuser.end());

beforeEach(async () => {
  await superuser.query('truncate users cascade');
  for (const person of people) {
    await superuser.query(`select set_config('app.user_id', $1, false)`, [person]);
    await superuser.query('insert into users (id) values ($1)', [person]);
    for (const name of ['first', 'second']) {
      const values = [person, randomUUID(), `${name} of ${person}`];
      await superuser.query('insert into companies (user_id, id, name) values ($1, $2, $3)', values);
    }
  }
});

function open(options: Partial<DatabaseOptions> = {}): Database {
  const database = openDatabase({
    url: databases.serverUrl,
    setRole: false,
    pooler: 'none',
    pipelines: 2,
    exclusive: 2,
    waitingMax: 100,
    inFlightMax: 100_000,
    statementMillisecondsMax: 20_000,
    onError: () => {},
    ...options,
  });
  onTestFinished(() => database.close());
  return database;
}

function reading(userId: Person): Run {
  return { userId };
}
function writing(userId: Person): Run {
  return { userId, writes: { actor: 'person', requestId: `of ${userId}` } };
}

/** Says whose segment this is and which request it answers: an answer that slips to a neighbour shows. */
function marker(mark: string): Statement {
  return { name: 'marker', text: `select $1::text, current_setting('app.user_id')`, values: [mark] };
}
const owners: Statement = { name: 'owners', text: 'select distinct user_id from companies', values: [] };
function insertCompany(person: Person, id: string, name = 'new'): Statement {
  return {
    name: 'insert-company',
    text: 'insert into companies (user_id, id, name) values ($1, $2, $3)',
    values: [person, id, name],
  };
}

describe('two people on two connections, thousands of requests, some of them failing', () => {
  interface Kind {
    statements(person: Person, other: Person, id: string): Statement[];
    /** The SQLSTATE that it fails with; none when it succeeds. */
    fails?: string;
    times: number;
  }
  const kinds: Record<string, Kind> = {
    reads: { statements: () => [owners], times: 600 },
    writes: { statements: (person, _, id) => [insertCompany(person, id)], times: 300 },
    'violates a constraint': {
      statements: (person, _, id) => [
        insertCompany(person, id),
        {
          text: 'insert into accounts (user_id, id, company_id, name) values ($1, $2, $3, $4)',
          values: [person, id, randomUUID(), 'orphan'],
        },
      ],
      fails: '23503',
      times: 150,
    },
    'writes for the other': {
      statements: (_, other, id) => [insertCompany(other, id)],
      fails: '42501',
      times: 150,
    },
    'fails to cast': {
      statements: () => [{ text: 'select $1::int', values: ['seven'] }],
      fails: '22P02',
      times: 150,
    },
    'divides by zero after writing': {
      statements: (person, _, id) => [
        insertCompany(person, id),
        { text: `update companies set name = 'broken'`, values: [] },
        { name: 'divide', text: 'select 1 / $1::int', values: [0] },
      ],
      fails: '22012',
      times: 150,
    },
    'has a name for what cannot be parsed': {
      statements: (person, _, id) => [
        insertCompany(person, id),
        { name: `broken ${id}`, text: 'select no_such_column from companies', values: [] },
      ],
      fails: '42703',
      times: 150,
    },
    'fails at the commit': {
      statements: (person, _, id) => [
        insertCompany(person, id),
        { name: 'probe', text: 'insert into probe values ($1, $2)', values: [person, 'taken'] },
      ],
      fails: '23505',
      times: 150,
    },
    'takes too long': {
      statements: (person, _, id) => [
        insertCompany(person, id),
        { text: `select set_config('statement_timeout', '20', true)`, values: [] },
        { text: 'select pg_sleep(20)', values: [] },
      ],
      fails: '57014',
      times: 20,
    },
    'becomes the other for the rest of its segment': {
      statements: (_, other) => [
        { text: `select set_config('app.user_id', $1, true)`, values: [other] },
        { text: 'select 1', values: [] },
      ],
      times: 100,
    },
    'becomes the other for the whole session': {
      statements: (_, other) => [
        { text: `select set_config('app.user_id', $1, false)`, values: [other] },
        { text: 'select 1', values: [] },
      ],
      times: 100,
    },
  };

  test('no row crosses, each request gets its own answer, and nothing of a failed one stays', async () => {
    const database = open();
    const requests = shuffled(
      Object.entries(kinds).flatMap(([name, kind]) => Array(kind.times).fill([name, kind] as const)),
    );
    expect(requests.length).toBeGreaterThan(2000);
    const expected: Record<Person, string[]> = { [ann]: [], [ben]: [] };
    let settled = 0;

    await Promise.all(
      requests.map(async ([name, kind]: readonly [string, Kind], index: number) => {
        const person = index % 2 === 0 ? ann : ben;
        const other = index % 2 === 0 ? ben : ann;
        const id = randomUUID();
        const mark = `request ${index}`;
        const answer = database.asUser(writing(person), marker(mark), ...kind.statements(person, other, id));
        const outcome = await answer.then(
          ([marked, rows]) => ({ marked, rows }),
          (error: pg.DatabaseError) => ({ failed: error.code }),
        );
        settled += 1;
        if (kind.fails !== undefined) {
          expect([name, outcome]).toEqual([name, { failed: kind.fails }]);
          return;
        }
        expect([name, outcome]).toMatchObject([name, { marked: [[mark, person]] }]);
        if (name === 'reads') expect(outcome).toMatchObject({ rows: [[person]] });
        if (name === 'writes') expected[person].push(id);
      }),
    );

    expect(settled).toBe(requests.length);
    for (const person of people) {
      const { rows } = await superuser.query<{ id: string; name: string }>(
        `select id::text, name from companies where user_id = $1`,
        [person],
      );
      const made = rows.filter(({ name }) => name === 'new').map(({ id }) => id);
      expect(made.sort()).toEqual(expected[person].sort());
      expect(rows.map(({ name }) => name)).not.toContain('broken');
      expect(rows).toHaveLength(made.length + 2);
    }
    const history = await superuser.query(
      'select distinct user_id, request_id from revisions where request_id is not null',
    );
    expect(history.rows.map(({ user_id, request_id }) => request_id === `of ${user_id}`)).toEqual([
      true,
      true,
    ]);
  });

  test('the same from a login that becomes the app in each segment: its own role is back after it', async () => {
    const database = open({ url: databases.ownerUrl, setRole: true, pipelines: 1 });
    const roles = { name: 'roles', text: 'select current_user, session_user', values: [] };
    const login = new URL(databases.ownerUrl).username;
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const person = people[index % 2] ?? ann;
        const failing = { text: 'select 1 / 0', values: [] };
        const statements = index % 5 === 0 ? [roles, failing] : [roles, owners];
        return database.asUser(reading(person), ...statements).then(
          ([role, owner]) => [role, owner, person],
          ({ code }: pg.DatabaseError) => code,
        );
      }),
    );
    for (const [index, answer] of answers.entries()) {
      const person = people[index % 2];
      const own = [[['blossomer_app', login]], [[person]], person];
      expect(answer).toEqual(index % 5 === 0 ? '22012' : own);
    }
    expect(await database.asNobody(roles)).toEqual([[login, login]]);
  });
});

describe('an identity', () => {
  test('is gone when the segment is over: whoever did not enter sees nothing', async () => {
    const database = open({ pipelines: 1 });
    const [, none] = await Promise.all([
      database.asUser(reading(ann), owners),
      database.asNobody(owners),
      database.asUser(reading(ben), owners),
    ]);
    expect(none).toEqual([]);
    const after = `select current_setting('app.user_id', true), current_setting('app.actor', true), current_setting('app.request_id', true)`;
    await database.asUser(writing(ann), owners);
    expect(await database.asNobody({ text: after, values: [] })).toEqual([['', '', '']]);
  });

  test('of a reader carries nothing over from the writer before', async () => {
    const database = open({ pipelines: 1 });
    const who = { text: `select current_setting('app.request_id', true)`, values: [] };
    const [, [rows]] = await Promise.all([
      database.asUser(writing(ann), who),
      database.asUser(reading(ben), who),
    ]);
    expect(rows).toEqual([['']]);
  });

  test('that was erased is refused, and what came with it has not happened', async () => {
    const database = open({ pipelines: 1 });
    await superuser.query(`insert into deleted_users (id) values ('${ann}')`);
    onTestFinished(async () => void (await superuser.query('delete from deleted_users')));
    const id = randomUUID();
    const [refused, other] = await Promise.allSettled([
      database.asUser(writing(ann), insertCompany(ann, id)),
      database.asUser(reading(ben), owners),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'BG401' } });
    expect(other).toMatchObject({ value: [[[ben]]] });
    expect((await superuser.query('select from companies where id = $1', [id])).rowCount).toBe(0);
  });
});

describe('a prepared statement', () => {
  const inspect: Statement = {
    text: `select name, prepare_time::text from pg_prepared_statements order by name`,
    values: [],
  };

  test('is prepared once on each connection, however often and by whomever it is used', async () => {
    const database = open({ pipelines: 1 });
    await database.asUser(writing(ann), marker('first'), owners);
    const first = await database.asNobody(inspect);
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        database.asUser(writing(people[index % 2] ?? ann), marker(String(index)), owners),
      ),
    );
    expect(first.map(([name]) => name)).toEqual(['enter-to-write', 'marker', 'owners']);
    expect(await database.asNobody(inspect)).toEqual(first);
  });

  test('is there for its neighbours, though the segment that brought it failed while running', async () => {
    const database = open({ pipelines: 1 });
    const failing = { name: 'divide', text: 'select 1 / $1::int', values: [0] };
    const answers = await Promise.allSettled([
      database.asUser(reading(ann), failing, owners),
      ...people.map((person) => database.asUser(reading(person), owners)),
    ]);
    expect(answers).toMatchObject([
      { reason: { code: '22012' } },
      { value: [[[ann]]] },
      { value: [[[ben]]] },
    ]);
  });

  test('is sent again for neighbours that relied on a Parse which PostgreSQL never reached', async () => {
    const database = open({ pipelines: 1 });
    const broken = (name: string) => ({ name, text: 'select no_such_column', values: [] });
    const late = (person: Person) => ({ name: 'late', text: 'select $1::text', values: [person] });
    const failing = [broken('broken'), broken('broken too')].map((statement) =>
      database.asUser(reading(ann), statement, late(ann)),
    );
    const neighbours = Array.from({ length: 40 }, (_, index) => people[index % 2] ?? ann);
    const answers = neighbours.map((person) => database.asUser(reading(person), late(person), owners));
    expect(await Promise.allSettled(failing)).toMatchObject([
      { reason: { code: '42703' } },
      { reason: { code: '42703' } },
    ]);
    expect(await Promise.all(answers)).toEqual(neighbours.map((person) => [[[person]], [[person]]]));
    const names = (await database.asNobody(inspect)).map(([name]) => name);
    expect(names).toEqual(['enter', 'late', 'owners']);
  });

  test('with another text under a name that a failed Parse left free is the new one', async () => {
    const database = open({ pipelines: 1 });
    const named = (text: string) => database.asUser(reading(ann), { name: 'same', text, values: [] });
    await expect(named('select no_such_column')).rejects.toMatchObject({ code: '42703' });
    expect(await named(`select 'now'`)).toEqual([[['now']]]);
  });
});

describe('a connection that PostgreSQL ends', () => {
  test('takes its requests with it, each of them once, and the next ones have a new connection', async () => {
    const database = open();
    const made: string[] = [];
    const outcomes: string[] = [];
    const write = async (person: Person) => {
      const id = randomUUID();
      await database.asUser(writing(person), insertCompany(person, id)).then(
        () => {
          made.push(id);
          outcomes.push('done');
        },
        (error: unknown) => {
          const failure = fromDatabase(error);
          outcomes.push(failure instanceof Failure ? failure.code : String(failure));
        },
      );
    };
    const first = Array.from({ length: 400 }, (_, index) => write(people[index % 2] ?? ann));
    await first[20];
    await endBackends();
    await Promise.all(first);
    expect(outcomes).toHaveLength(400);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'database-unreachable']));

    const stored = await superuser.query<{ id: string }>(`select id::text from companies where name = 'new'`);
    const ids = new Set(stored.rows.map(({ id }) => id));
    expect(made.filter((id) => !ids.has(id))).toEqual([]);

    const second = Array.from({ length: 100 }, (_, index) => people[index % 2] ?? ann);
    const answers = await Promise.all(second.map((person) => database.asUser(reading(person), owners)));
    expect(answers).toEqual(second.map((person) => [[[person]]]));
  });

  test('is replaced by one, not by several, while requests keep coming', async () => {
    const database = open();
    let over = false;
    const busy = Array.from({ length: 8 }, async () => {
      while (!over) await database.asUser(reading(ann), owners).catch(() => {});
    });
    for (let round = 0; round < 15; round += 1) {
      await database.asUser(reading(ben), owners).catch(() => {});
      await endBackends();
    }
    await expect.poll(() => database.asUser(reading(ben), owners), { timeout: 10_000 }).toEqual([[[ben]]]);
    over = true;
    await Promise.all(busy);
    await expect.poll(backends, { timeout: 10_000 }).toBeLessThanOrEqual(2);
    await database.close();
    await expect.poll(backends, { timeout: 10_000 }).toBe(0);
  });

  test('in the middle of a transaction fails that transaction and not the process', async () => {
    const database = open({ exclusive: 1 });
    const uncaught = catchUncaught();
    const failed = database.transaction(reading(ann), async (tx) => {
      const [row] = await tx.query('select pg_backend_pid()');
      await superuser.query('select pg_terminate_backend($1)', [row?.[0]]);
      return tx.query('select 1');
    });
    await expect(failed).rejects.toSatisfy((error) => fromDatabase(error) instanceof Failure);
    const next = await database.transaction(reading(ben), (tx) =>
      tx.query('select distinct user_id from companies'),
    );
    expect(next).toEqual([[ben]]);
    expect(uncaught()).toEqual([]);
  });
});

describe('a transaction', () => {
  test('has a connection of its own: segments of others run beside it and see nothing of it', async () => {
    const database = open();
    const pid = { text: 'select pg_backend_pid()', values: [] };
    const id = randomUUID();
    const seenBeside = await database.transaction(writing(ann), async (tx) => {
      await tx.query('insert into companies (user_id, id, name) values ($1, $2, $3)', [
        ann,
        id,
        'unfinished',
      ]);
      const [mine] = await tx.query('select pg_backend_pid()');
      const beside = await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const person = people[index % 2] ?? ann;
          const here = { text: 'select count(*) from companies where id = $1', values: [id] };
          const [backend, owner, count] = await database.asUser(reading(person), pid, owners, here);
          return {
            apart: backend?.[0]?.[0] !== mine?.[0],
            own: owner?.[0]?.[0] === person,
            count: count?.[0]?.[0],
          };
        }),
      );
      expect(await tx.query(`select current_setting('app.user_id')`)).toEqual([[ann]]);
      expect(await tx.query('select distinct user_id from companies')).toEqual([[ann]]);
      return beside;
    });
    expect(seenBeside).toHaveLength(200);
    for (const seen of seenBeside) expect(seen).toEqual({ apart: true, own: true, count: '0' });
    expect((await superuser.query('select from companies where id = $1', [id])).rowCount).toBe(1);
  });

  test('leaves nothing to the next one on its connection, whether it was committed or failed', async () => {
    const database = open({ exclusive: 1 });
    await database.transaction(writing(ann), (tx) => tx.query(`set app.user_id = '${ann}'`));
    const failing = database.transaction(writing(ann), async (tx) => {
      await tx.query(`update companies set name = 'broken'`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const next = await database.transaction(reading(ben), async (tx) => [
      await tx.query('select distinct user_id from companies'),
      await tx.query(`select current_setting('app.actor', true), current_setting('app.request_id', true)`),
    ]);
    expect(next).toEqual([[[ben]], [['', '']]]);
    expect((await superuser.query(`select from companies where name = 'broken'`)).rowCount).toBe(0);
  });

  test('that PostgreSQL rolled back at its commit never says that it is done', async () => {
    const database = open();
    const id = randomUUID();
    const swallowing = database.transaction(writing(ann), async (tx) => {
      await tx.query('insert into companies (user_id, id, name) values ($1, $2, $3)', [ann, id, 'lost']);
      await tx.query('select 1 / 0').catch(() => {});
      return 'done';
    });
    const outcome = await swallowing.catch(() => 'failed');
    const { rowCount } = await superuser.query('select from companies where id = $1', [id]);
    expect({ outcome, rowCount }).toEqual({ outcome: 'failed', rowCount: 0 });
  });
});

describe('a segment on a plain client', () => {
  test('answers in the text that PostgreSQL wrote, statement by statement, null as null', async () => {
    const client = await plainClient();
    const statements = [
      { text: `select 1.50::numeric, null, '{"b": 1,  "a": 2}'::json, true`, values: [] },
      { text: 'select where false', values: [] },
      { text: '', values: [] },
      {
        name: 'typed',
        text: 'select $1::text, $2::int + 1, $3::boolean, $4::text',
        values: ['ä', 41, false, null],
      },
    ];
    const expected: TextRow[][] = [
      [['1.50', null, '{"b": 1,  "a": 2}', 't']],
      [],
      [],
      [['ä', '42', 'f', null]],
    ];
    expect(await runSegment(client, statements)).toEqual(expected);
    expect(await runSegment(client, statements)).toEqual(expected);
  });

  test('is one transaction: all of its statements or none', async () => {
    const client = await plainClient();
    const xid = { text: 'select pg_current_xact_id()::text', values: [] };
    const [first, second] = await runSegment(client, [xid, xid]);
    expect(first).toEqual(second);
    expect(await runSegment(client, [xid])).not.toEqual([first]);
  });

  test('that is sent after the connection was closed fails, and does not wait for ever', async () => {
    const client = await plainClient();
    await client.end();
    await expect(runSegment(client, [owners])).rejects.toThrow('closed');
  });
});

async function plainClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databases.serverUrl });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const ours = `application_name = 'blossomer' and datname = current_database()`;

async function backends(): Promise<number> {
  const { rows } = await superuser.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where ${ours}`,
  );
  return rows[0]?.count ?? 0;
}

async function endBackends(): Promise<void> {
  await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${ours}`);
}

/** An error event that nobody listens to would end the process; here it is kept, and the test says so. */
function catchUncaught(): () => string[] {
  const caught: string[] = [];
  const keep = (error: Error) => void caught.push(error.message);
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', keep);
  onTestFinished(() => {
    process.off('uncaughtException', keep);
    for (const listener of before) process.on('uncaughtException', listener);
  });
  return () => caught;
}

/** The same order in every run. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  let seed = 20_260_101;
  const keyed = items.map((item) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return { item, key: seed };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
