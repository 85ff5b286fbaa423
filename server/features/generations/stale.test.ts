import { accounts, companies, type EntityKind, generations, personas } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import { aCompany, beginAndEnd } from './test-following.ts';
import { scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
let ann: Person;
let tree: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer({ generation: script });
});
afterAll(() => server.stop());

/** Two of each kind below the first of the kind above. */
beforeEach(async () => {
  ann = await newPerson(server);
  script.follow(writes());
  const company = await made('company', aCompany.inputs);
  const [account, otherAccount] = await both('account', { companyId: company });
  const [persona, otherPersona] = await both('persona', { accountId: account });
  const [campaign, otherCampaign] = await both('campaign', { personaId: persona });
  tree = { company, account, otherAccount, persona, otherPersona, campaign, otherCampaign };
});

async function made(kind: EntityKind, inputs: object): Promise<string> {
  return (await beginAndEnd(ann, { kind, inputs } as never)).documentId;
}

async function both(kind: EntityKind, inputs: object): Promise<[string, string]> {
  return [await made(kind, inputs), await made(kind, inputs)];
}

async function stale(): Promise<string[]> {
  const { body } = await ann.client(generations.stale);
  const names = new Map(Object.entries(tree).map(([name, id]) => [id, name]));
  return body.items.map(({ id }) => names.get(id) ?? id).sort();
}

const rename = (endpoint: typeof companies.update, id: string) =>
  ann.client(endpoint, { params: { id }, ifMatch: '*', body: { name: 'Renamed' } });

test('nothing is stale that was just written', async () => {
  expect(await stale()).toEqual([]);
});

test('a change makes exactly the dependants stale, and says what changed', async () => {
  await rename(personas.update as never, tree.persona ?? '');
  expect(await stale()).toEqual(['campaign', 'otherCampaign']);
  const { body } = await ann.client(generations.stale);
  expect(body.items[0]?.because).toEqual([
    { kind: 'persona', id: tree.persona, version: 1, currentVersion: 2 },
  ]);
  await rename(accounts.update as never, tree.otherAccount ?? '');
  expect(await stale()).toEqual(['campaign', 'otherCampaign']);
  await rename(accounts.update as never, tree.account ?? '');
  expect(await stale()).toEqual(['campaign', 'otherCampaign', 'otherPersona', 'persona']);
  await rename(companies.update, tree.company ?? '');
  expect(await stale()).toEqual(
    Object.keys(tree)
      .filter((name) => name !== 'company')
      .sort(),
  );
});

test('one that is generated again is fresh, and makes its own dependants stale', async () => {
  await rename(companies.update, tree.company ?? '');
  script.follow(writes({ description: 'Now otherwise.' }));
  await beginAndEnd(ann, {
    kind: 'account',
    inputs: { companyId: tree.company ?? '', documentId: tree.account },
  });
  expect(await stale()).toEqual(['campaign', 'otherAccount', 'otherCampaign', 'otherPersona', 'persona']);
  const { body } = await ann.client(generations.stale);
  const persona = body.items.find(({ id }) => id === tree.persona);
  expect(persona?.because.map(({ kind }) => kind)).toEqual(['company', 'account']);
});

test('what is gone is not stale', async () => {
  await rename(personas.update as never, tree.persona ?? '');
  await ann.client(personas.remove, { params: { id: tree.persona ?? '' } });
  expect(await stale()).toEqual([]);
});
