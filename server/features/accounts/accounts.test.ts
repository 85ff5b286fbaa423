import { randomUUID } from 'node:crypto';
import { type Account, accounts, campaigns, companies, personas } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const newCompany = async (person = ann) =>
  (await person.client(companies.create, { body: { name: 'C' } })).body;
async function newAccount(data: Account['data'] | Record<string, unknown> = {}): Promise<Account> {
  const body = { name: 'A', companyId: (await newCompany()).id, data };
  return (await ann.client(accounts.create, { body })).body;
}
const view = async (id: string) => (await ann.client(accounts.view, { params: { id } })).body;

describe('an account moves to another company', () => {
  test.each(['merge', 'operations', 'replacement'] as const)('by %s, with all below it', async (way) => {
    const account = await newAccount({ description: 'stays' });
    const other = await newCompany();
    const persona = await ann.client(personas.create, { body: { name: 'P', accountId: account.id } });
    const parents = { accountId: account.id, personaId: persona.body.id };
    const campaign = await ann.client(campaigns.create, { body: { name: 'E', ...parents } });

    const params = { id: account.id };
    const call = { params, ifMatch: 1 };
    const path = '/companyId';
    const moved = {
      merge: () => ann.client(accounts.update, { ...call, body: { companyId: other.id.toUpperCase() } }),
      operations: () =>
        ann.client(accounts.update, {
          ...call,
          body: [{ op: 'replace', path, value: other.id }],
          bodyType: 'application/json-patch+json',
        }),
      replacement: () => ann.client(accounts.replace, { ...call, body: { ...account, companyId: other.id } }),
    };
    const { body } = await moved[way]();
    expect(body).toEqual({ ...account, companyId: other.id, version: 2, updatedAt: expect.any(String) });

    const gone = { params: { id: account.companyId } };
    expect((await ann.client(companies.remove, gone)).status).toBe(204);
    expect((await ann.client(campaigns.view, { params: { id: campaign.body.id } })).body).toEqual(
      campaign.body,
    );
    const stale = ann.client(accounts.update, { params, ifMatch: 1, body: { name: 'Late' } });
    expect((await refusal(stale)).changed).toEqual([path]);
  });

  test('only to one of the same person', async () => {
    const account = await newAccount();
    const bens = await newCompany(await newPerson(server));
    for (const companyId of [bens.id, randomUUID(), account.id]) {
      const call = { params: { id: account.id }, ifMatch: '*' as const };
      const expected = {
        status: 422,
        code: 'unknown-parent',
        errors: [{ in: 'body', pointer: '/companyId' }],
      };
      expect(await refusal(ann.client(accounts.update, { ...call, body: { companyId } }))).toMatchObject(
        expected,
      );
      const body = { ...account, companyId };
      expect(await refusal(ann.client(accounts.replace, { ...call, body }))).toMatchObject(expected);
    }
    expect(await view(account.id)).toEqual(account);
  });
});

describe('one buying signal', () => {
  const signals = [
    {
      id: 'a',
      title: 'Hiring',
      description: 'd',
      type: 'News',
      priority: 'High',
      detectionMethod: 'm',
      own: { x: [1] },
    },
    { id: 'b', title: 'Hiring', priority: 'Low', detectionMethod: 'look' },
    { id: 'c', title: '', type: 'My own type', own: null },
  ];

  test.each([0, 1, 2])('is edited at %i without a change to any field of the others', async (index) => {
    const account = await newAccount({ buyingSignals: signals });
    const path = `/data/buyingSignals/${index}`;
    const { body } = await ann.client(accounts.update, {
      params: { id: account.id },
      ifMatch: 1,
      bodyType: 'application/json-patch+json',
      body: [
        { op: 'test', path: `${path}/id`, value: signals[index]?.id ?? '' },
        { op: 'replace', path: `${path}/title`, value: 'Edited' },
        { op: 'add', path: `${path}/priority`, value: 'Medium' },
      ],
    });
    const edited = signals.map((signal, at) =>
      at === index ? { ...signal, title: 'Edited', priority: 'Medium' } : signal,
    );
    expect(body.data).toEqual({ ...account.data, buyingSignals: edited });
    expect(await view(account.id)).toEqual(body);
  });

  test('that moved away meanwhile is not mistaken for another', async () => {
    const account = await newAccount({ buyingSignals: signals });
    const operate = (
      body: { op: 'move'; from: string; path: string }[] | { op: 'test'; path: string; value: string }[],
    ) =>
      ann.client(accounts.update, {
        params: { id: account.id },
        ifMatch: '*',
        body,
        bodyType: 'application/json-patch+json',
      });
    await operate([{ op: 'move', from: '/data/buyingSignals/0', path: '/data/buyingSignals/2' }]);
    const problem = await refusal(operate([{ op: 'test', path: '/data/buyingSignals/0/id', value: 'a' }]));
    expect(problem.code).toBe('patch-test-failed');
  });
});

test('accounts are listed by company', async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  const third = (await ann.client(accounts.create, { body: { name: 'B', companyId: first.companyId } })).body;
  const list = async (companyId: string) =>
    (await ann.client(accounts.list, { query: { companyId, sort: 'createdAt' } })).body.items;
  expect(await list(first.companyId)).toEqual([first, third]);
  expect(await list(second.companyId)).toEqual([second]);
  expect(await list(randomUUID())).toEqual([]);
});
