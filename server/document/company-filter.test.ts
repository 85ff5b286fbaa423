import { accounts, campaigns, companies, me, personas } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newPerson, type Person } from '../hostile/person.ts';

let server: TestServer;
let ann: Person;
let acme: Awaited<ReturnType<typeof newCompany>>;
let other: Awaited<ReturnType<typeof newCompany>>;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  acme = await newCompany(ann, 'Acme', 3);
  other = await newCompany(ann, 'Other', 2);
});
afterAll(() => server.stop());

/** With two accounts, and this many personas in the first, each with an e-mail. */
async function newCompany({ client }: Person, name: string, count: number) {
  const companyId = (await client(companies.create, { body: { name } })).body.id;
  const [account] = await Promise.all(
    ['A', 'B'].map((of) => client(accounts.create, { body: { name: of, companyId } })),
  );
  const accountId = account?.body.id ?? '';
  for (let number = 0; number < count; number += 1) {
    const persona = await client(personas.create, { body: { name: `${name} ${number}`, accountId } });
    const body = {
      name: `${name} ${number}`,
      accountId,
      personaId: persona.body.id,
      data: { subject: name },
    };
    await client(campaigns.create, { body });
  }
  return { companyId, accountId };
}

describe.each([
  ['personas', personas.list],
  ['campaigns', campaigns.list],
] as const)('%s by company', (_noun, endpoint) => {
  const list = async (person: Person, query: object) =>
    (await person.client(endpoint as typeof personas.list, { query })).body;
  const named = async (person: Person, query: object) =>
    (await list(person, { sort: 'name', ...query })).items.map(({ name }) => name);

  test('are those below its accounts, whole or as summaries, page by page', async () => {
    const expected = ['Acme 0', 'Acme 1', 'Acme 2'];
    expect(await named(ann, { companyId: acme.companyId })).toEqual(expected);
    expect(await named(ann, { companyId: acme.companyId, fields: 'summary' })).toEqual(expected);
    expect(await named(ann, { companyId: other.companyId })).toEqual(['Other 0', 'Other 1']);
    const query = { companyId: acme.companyId, sort: 'name', limit: 2 };
    const { items, nextCursor } = await list(ann, query);
    const next = await list(ann, { ...query, cursor: nextCursor ?? '' });
    expect([...items, ...next.items].map(({ name }) => name)).toEqual(expected);
  });

  test('and by more than that', async () => {
    const { companyId, accountId } = acme;
    expect(await named(ann, { companyId, accountId, q: 'acme 1' })).toEqual(['Acme 1']);
    expect(await named(ann, { companyId: other.companyId, accountId })).toEqual([]);
  });

  test('follow an account that moves to another company', async () => {
    const [from, to] = [await newCompany(ann, 'From', 1), await newCompany(ann, 'To', 0)];
    const patch = { params: { id: from.accountId }, ifMatch: 1, body: { companyId: to.companyId } };
    await ann.client(accounts.update, patch);
    expect(await named(ann, { companyId: from.companyId })).toEqual([]);
    expect(await named(ann, { companyId: to.companyId })).toEqual(['From 0']);
  });

  test("of another person's company are none", async () => {
    const ben = await newPerson(server);
    await newCompany(ben, 'Ben', 1);
    expect(await named(ben, { companyId: acme.companyId })).toEqual([]);
  });
});

test('personas of one company of many are read from an index, not from the whole table', async () => {
  const { id } = (await ann.client(me.view)).body;
  await asSuperuser(server.databases.superuserUrl, async (superuser) => {
    await superuser.query(`select set_config('app.user_id', $1, false)`, [id]);
    await superuser.query(
      `insert into personas (user_id, id, account_id, name)
       select $1, gen_random_uuid(), $2, 'Many ' || n from generate_series(1, 3000) n`,
      [id, other.accountId],
    );
    await superuser.query('vacuum analyze personas');
    const scans = async () => {
      const text = `select seq_scan, idx_scan from pg_stat_user_tables where relname = 'personas'`;
      const [row] = (await superuser.query<Record<string, string>>(text)).rows;
      return { whole: Number(row?.seq_scan), index: Number(row?.idx_scan) };
    };
    const before = await scans();
    const query = { companyId: acme.companyId };
    expect((await ann.client(personas.list, { query })).body.items).toHaveLength(3);
    await expect
      .poll(async () => (await scans()).index, { timeout: 25_000, interval: 200 })
      .toBeGreaterThan(before.index);
    expect((await scans()).whole).toBe(before.whole);
  });
});
