import { companies, me } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newPerson, type Person } from '../hostile/person.ts';

/**
 * A page is read from the index of its sort. It once was not: the order named a column of the answer, which is text,
 * and each page read and sorted all rows of the person.
 */
let server: TestServer;
let superuser: pg.Client;
let ann: Person;

beforeAll(async () => {
  server = await startTestServer();
  superuser = new pg.Client({ connectionString: server.databases.superuserUrl });
  await superuser.connect();
  ann = await newPerson(server);
  const { id } = (await ann.client(me.view)).body;
  await superuser.query(`select set_config('app.user_id', $1, false)`, [id]);
  await superuser.query(
    `insert into companies (user_id, id, name, created_at)
      select $1, gen_random_uuid(), 'Company ' || n, now() - n * interval '1 minute' from generate_series(1, 3000) n`,
    [id],
  );
  await superuser.query('vacuum analyze companies');
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
});

async function rowsRead(index: string): Promise<number> {
  const { rows } = await superuser.query<{ read: string }>(
    'select idx_tup_read as read from pg_stat_user_indexes where indexrelname = $1',
    [index],
  );
  return Number(rows[0]?.read);
}

test.each([
  ['createdAt', 'companies_by_created'],
  ['updatedAt', 'companies_by_updated'],
  ['name', 'companies_by_name'],
] as const)(
  'a page by %s reads its own rows from %s, and not those of the whole list',
  async (sort, index) => {
    const before = await rowsRead(index);
    let cursor: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const query = { sort, limit: 10, ...(cursor === undefined ? {} : { cursor }) };
      cursor = (await ann.client(companies.list, { query })).body.nextCursor ?? undefined;
    }
    // PostgreSQL tells its statistics a little later.
    await expect.poll(() => rowsRead(index), { timeout: 25_000, interval: 200 }).toBeGreaterThan(before);
    expect((await rowsRead(index)) - before).toBeLessThan(100);
  },
);
