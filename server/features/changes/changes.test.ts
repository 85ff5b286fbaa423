import { randomUUID } from 'node:crypto';
import { type Change, changes, companies, ProblemError } from '@blossomer/contract';
import { migrate } from '@blossomer/db';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function session(url = server.databases.superuserUrl): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

interface Reader {
  seen: Change[];
  after: string | undefined;
}
const reader = (): Reader => ({ seen: [], after: undefined });

/** Asks until nothing more is there. */
async function catchUp(person: Person, at: Reader, limit = 1000): Promise<Change[]> {
  const from = at.seen.length;
  for (;;) {
    const { body } = await person.client(changes.since, {
      query: { limit, ...(at.after === undefined ? {} : { after: at.after }) },
    });
    expect(body.items.length).toBeLessThanOrEqual(limit);
    at.seen.push(...body.items);
    at.after = body.nextCursor;
    if (!body.more) return at.seen.slice(from);
  }
}

/** Asks until as many have come as there must be: other tests hold transactions open in the same cluster. */
async function catchUpTo(person: Person, at: Reader, count: number): Promise<void> {
  while (at.seen.length < count) await catchUp(person, at);
}

const add = (person: Person, name = 'Acme') => person.client(companies.create, { body: { name } });
const short = ({ id, version, op }: Change) => `${op} ${id} ${version}`;

async function idOf(person: Person): Promise<string> {
  return JSON.parse((await person.send('GET', '/api/me')).text).id;
}

/** Written below the API, in a transaction that a test holds open. */
async function writeIn(client: pg.Client, userId: string, sql: string, values: unknown[]): Promise<void> {
  await client.query(`select set_config('app.user_id', $1, true)`, [userId]);
  await client.query(sql, values);
}
const insertCompany = `insert into companies (user_id, id, name) values ($1, $2, 'Late')`;

describe('the change feed', () => {
  test('tells every write once, in order, with nothing of the documents', async () => {
    const ann = await newPerson(server);
    const { body } = await add(ann);
    const call = { params: { id: body.id }, ifMatch: '*' as const };
    await ann.client(companies.update, { ...call, body: { name: 'B' } });
    await ann.client(companies.remove, call);
    const at = reader();
    await catchUpTo(ann, at, 3);
    expect(at.seen.map(short)).toEqual([`insert ${body.id} 1`, `update ${body.id} 2`, `delete ${body.id} 2`]);
    expect(Object.keys(at.seen[0] ?? {})).toEqual(['kind', 'id', 'version', 'op', 'at']);
  });

  test('answers a cursor to ask again with when nothing has come, and goes on from there', async () => {
    const ann = await newPerson(server);
    const at = reader();
    expect(await catchUp(ann, at)).toEqual([]);
    const { body } = await add(ann);
    await catchUpTo(ann, at, 1);
    expect(at.seen.map(short)).toEqual([`insert ${body.id} 1`]);
    expect(await catchUp(ann, at)).toEqual([]);
  });

  test('is the same in pages of any size', async () => {
    const ann = await newPerson(server);
    for (let count = 0; count < 7; count += 1) await add(ann);
    const whole = reader();
    await catchUpTo(ann, whole, 7);
    for (const limit of [1, 2, 3, 7, 1000]) {
      const paged = reader();
      await catchUp(ann, paged, limit);
      expect(paged.seen).toEqual(whole.seen);
    }
  });

  test('tells nothing of another person', async () => {
    const [ann, ben] = [await newPerson(server), await newPerson(server)];
    await add(ann);
    const { body } = await add(ben);
    const at = reader();
    await catchUpTo(ben, at, 1);
    expect(at.seen.map(({ id }) => id)).toEqual([body.id]);
  });

  test('loses nothing when the transaction that began first commits last, and tells nothing twice', async () => {
    const ann = await newPerson(server);
    const userId = await idOf(ann);
    const at = reader();
    await catchUp(ann, at);
    const slow = await session();
    await slow.query('begin');
    const [late, early] = [randomUUID(), randomUUID()];
    await writeIn(slow, userId, insertCompany, [userId, late]);
    await ann.client(companies.create, { body: { id: early, name: 'Early' } });
    expect(await catchUp(ann, at)).toEqual([]); // Held back: what began first is still open.
    await slow.query('commit');
    await catchUpTo(ann, at, 2);
    expect(at.seen.map(({ id }) => id)).toEqual([late, early]);
  });

  test('waits for a transaction of anybody in the cluster, and loses nothing', async () => {
    const ann = await newPerson(server);
    const foreigner = await session();
    await foreigner.query('begin');
    await foreigner.query('select pg_current_xact_id()');
    const at = reader();
    const { body } = await add(ann);
    expect(await catchUp(ann, at)).toEqual([]);
    await foreigner.query('rollback');
    await catchUpTo(ann, at, 1);
    expect(at.seen.map(short)).toEqual([`insert ${body.id} 1`]);
  });

  test('tells a delete after the update it waited for, though its transaction began before', async () => {
    const ann = await newPerson(server);
    const userId = await idOf(ann);
    const { body } = await add(ann);
    const [first, second] = [await session(), await session()];
    await first.query('begin');
    await first.query('select pg_current_xact_id()');
    await second.query('begin');
    await writeIn(second, userId, `update companies set name = 'B' where user_id = $1 and id = $2`, [
      userId,
      body.id,
    ]);
    await second.query('commit');
    await writeIn(first, userId, 'delete from companies where user_id = $1 and id = $2', [userId, body.id]);
    await first.query('commit');
    const at = reader();
    await catchUpTo(ann, at, 3);
    expect(at.seen.map(({ op }) => op)).toEqual(['insert', 'update', 'delete']);
    const paged = reader();
    await catchUp(ann, paged, 1);
    expect(paged.seen).toEqual(at.seen);
  });

  test('of many writers and a reader who asks meanwhile is all that was written', async () => {
    const ann = await newPerson(server);
    const shared = await Promise.all([add(ann), add(ann), add(ann)]);
    const at = reader();
    let writing = true;
    const write = async (writer: number) => {
      for (let turn = 0; turn < 12; turn += 1) {
        const { id } = shared[(writer + turn) % shared.length]!.body;
        if (turn % 3 === 0) await add(ann);
        else {
          const body = { name: `${writer} ${turn}` };
          await unlessOthersWere(ann.client(companies.update, { params: { id }, ifMatch: '*', body }));
        }
      }
    };
    const polling = (async () => {
      while (writing) await catchUp(ann, at, 5);
    })();
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    writing = false;
    await polling;
    const client = await session();
    const { rows } = await client.query('select id, version, op from revisions where user_id = $1', [
      await idOf(ann),
    ]);
    await catchUpTo(ann, at, rows.length);
    expect(at.seen.map(short).sort()).toEqual(rows.map((row) => short(row)).sort());
    const versions = new Map<string, number>();
    for (const { id, version } of at.seen) {
      expect(version).toBeGreaterThan(versions.get(id) ?? 0);
      versions.set(id, version);
    }
  });
});

/** A change on whatever is there gives up when others are always faster. */
async function unlessOthersWere(faster: Promise<unknown>): Promise<void> {
  await faster.catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.problem.code !== 'conflict') throw error;
  });
}

describe('a cursor of the feed', () => {
  const bad = { code: 'bad-cursor', status: 400, errors: [{ in: 'query', pointer: '/after' }] };

  test('is of one person', async () => {
    const [ann, ben] = [await newPerson(server), await newPerson(server)];
    const at = reader();
    await catchUp(ann, at);
    expect(await refusal(ben.client(changes.since, { query: { after: at.after } }))).toMatchObject(bad);
  });

  test.each<[string, (parts: unknown[]) => unknown[]]>([
    ['a number for a position', ([mark, epoch, , to, seq]) => [mark, epoch, 1, to, seq]],
    ['words for a position', ([mark, epoch, , to, seq]) => [mark, epoch, 'x', to, seq]],
    ['a position beyond all', ([mark, epoch, from, to]) => [mark, epoch, from, to, '9'.repeat(30)]],
    ['no epoch', ([mark, , from, to, seq]) => [mark, null, from, to, seq]],
    ['too little', (parts) => parts.slice(1)],
    ['too much', (parts) => [...parts, '1']],
    ['nothing', () => []],
  ])('cannot have %s', async (_, change) => {
    const ann = await newPerson(server);
    const at = reader();
    await catchUp(ann, at);
    const parts = JSON.parse(Buffer.from(at.after ?? '', 'base64url').toString());
    const after = Buffer.from(JSON.stringify(change(parts))).toString('base64url');
    expect(await refusal(ann.client(changes.since, { query: { after } }))).toMatchObject(bad);
  });

  test('of a time that the database has not reached has expired', async () => {
    const ann = await newPerson(server);
    const at = reader();
    await catchUp(ann, at);
    const [mark, epoch] = JSON.parse(Buffer.from(at.after ?? '', 'base64url').toString());
    const ahead = [mark, epoch, '999999999999', null, '0'];
    const after = Buffer.from(JSON.stringify(ahead)).toString('base64url');
    const problem = await refusal(ann.client(changes.since, { query: { after } }));
    expect(problem).toMatchObject({ code: 'cursor-expired', status: 410 });
  });
});

test('after a restore into another database all is told again, in order, and old cursors have expired', async () => {
  const other = await startTestServer();
  onTestFinished(() => other.stop());
  const ann = await newPerson(other);
  const ids: string[] = [];
  for (let count = 0; count < 4; count += 1) ids.push((await add(ann)).body.id);
  const before = reader();
  await catchUpTo(ann, before, 4);

  // What a dump brings along from a cluster that had given out far more transaction ids.
  const client = await session(other.databases.superuserUrl);
  await client.query(`update revisions set tx = (1000000000000 + seq)::text::xid8`);
  await client.query(`update deployment set feed_origin = 'another cluster'`);
  expect(await catchUp(ann, reader())).toEqual([]); // Invisible for ever, but for what follows.
  await migrate(other.databases.ownerUrl);

  const problem = await refusal(ann.client(changes.since, { query: { after: before.after } }));
  expect(problem).toMatchObject({ code: 'cursor-expired', status: 410 });
  await add(ann);
  const at = reader();
  await catchUpTo(ann, at, 5);
  expect(at.seen.slice(0, 4)).toEqual(before.seen);
  const { rows } = await client.query(
    `select relforcerowsecurity as forced from pg_class where oid = 'revisions'::regclass`,
  );
  expect(rows).toEqual([{ forced: true }]);
  await migrate(other.databases.ownerUrl);
  expect(await catchUp(ann, at)).toEqual([]); // The same database again: the cursor lives on.
});
