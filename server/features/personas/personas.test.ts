import { accounts, companies, personas, seniorities } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
let accountId: string;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  accountId = await newAccount();
});
afterAll(() => server.stop());

async function newAccount() {
  const company = await ann.client(companies.create, { body: { name: 'C' } });
  return (await ann.client(accounts.create, { body: { name: 'A', companyId: company.body.id } })).body.id;
}

async function newPersona(name: string, seniority: string[] | undefined, account = accountId) {
  const data = seniority ? { demographics: { seniority } } : {};
  return (await ann.client(personas.create, { body: { name, accountId: account, data } })).body;
}

const list = async (query: object) =>
  (await ann.client(personas.list, { query: { accountId, ...query } })).body.items.map(({ name }) => name);

describe('personas are listed by seniority', () => {
  beforeAll(async () => {
    await newPersona('unknown', undefined);
    await newPersona('chief', ['Founder/CEO']);
    await newPersona('begins', ['Entry']);
    await newPersona('vice', ['Director', 'VP Engineering']);
    await newPersona('seasoned', ['Senior Manager']);
    await newPersona('middle', ['Manager', 'no rank at all']);
    await newPersona('heads', ['Head of Sales']);
    await newPersona('words', ['tall']);
  });

  test.each([
    ['junior', ['begins']],
    ['mid', ['middle']],
    ['senior', ['seasoned']],
    ['director', ['heads']],
    ['vp', ['vice']],
    ['c_level', ['chief']],
  ] as const)('%s, which is the highest that is said of them', async (seniority, names) => {
    expect(await list({ seniority })).toEqual(names);
  });

  test('from the highest down and from the lowest up, those without one last or first', async () => {
    const down = await list({ sort: '-seniority' });
    expect(down.slice(0, 6)).toEqual(['chief', 'vice', 'heads', 'seasoned', 'middle', 'begins']);
    expect(down.slice(6).sort()).toEqual(['unknown', 'words']);
    expect(await list({ sort: 'seniority' })).toEqual(down.reverse());
  });

  test('and the words stay as they were', async () => {
    for (const seniority of seniorities) {
      const { items } = (await ann.client(personas.list, { query: { seniority, accountId } })).body;
      for (const item of items)
        expect('data' in item && item.data.demographics?.seniority).not.toEqual([seniority]);
    }
  });

  test('as it is after an edit', async () => {
    const elsewhere = await newAccount();
    const { id } = await newPersona('rises', ['Intern'], elsewhere);
    const find = (seniority: string) => list({ seniority, accountId: elsewhere });
    expect([await find('junior'), await find('c_level')]).toEqual([['rises'], []]);
    const body = { data: { demographics: { seniority: ['CTO'] } } };
    await ann.client(personas.update, { params: { id }, ifMatch: 1, body });
    expect([await find('junior'), await find('c_level')]).toEqual([[], ['rises']]);
    await ann.client(personas.update, { params: { id }, ifMatch: 2, body: { data: { demographics: null } } });
    expect([await find('c_level'), await list({ accountId: elsewhere })]).toEqual([[], ['rises']]);
  });
});
