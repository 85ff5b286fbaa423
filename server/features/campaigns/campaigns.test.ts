import {
  accounts,
  type Campaign,
  campaigns,
  companies,
  type JsonPatchOperation,
  personas,
} from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
let parents: { accountId: string; personaId: string };
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  parents = await newParents();
});
afterAll(() => server.stop());

async function newParents(person = ann) {
  const company = await person.client(companies.create, { body: { name: 'C' } });
  const account = await person.client(accounts.create, { body: { name: 'A', companyId: company.body.id } });
  const accountId = account.body.id;
  const persona = await person.client(personas.create, { body: { name: 'P', accountId } });
  return { accountId, personaId: persona.body.id };
}

const email = {
  subject: 'Ahoy',
  alternatives: [
    { id: 'one', text: 'Hello' },
    { id: 'two', text: 'Good day', tone: 'formal' },
  ],
  segments: [
    { id: 'hi', type: 'greeting', label: 'Greeting', text: 'Hi', color: 'blue' },
    { id: 'why', type: 'pain-point', label: 'Why', text: 'Because', color: 'red', own: { kept: [true] } },
    { id: 'ask', type: 'cta', label: 'Ask', text: 'Call?', color: 'green' },
  ],
  body: 'Hi\n\nBecause\n\nCall?',
};

const newEmail = async (): Promise<Campaign> =>
  (await ann.client(campaigns.create, { body: { name: 'E', ...parents, data: email } })).body;

async function edit(stored: Campaign, body: JsonPatchOperation[]): Promise<Campaign> {
  const call = { params: { id: stored.id }, ifMatch: stored.version, body };
  const edited = (await ann.client(campaigns.update, { ...call, bodyType: 'application/json-patch+json' }))
    .body;
  expect((await ann.client(campaigns.view, { params: { id: stored.id } })).body).toEqual(edited);
  return edited;
}

const ids = ({ data }: Campaign) => data.segments?.map(({ id }) => id);

describe('a segment of an e-mail', () => {
  test('is added at the end with an id that stays', async () => {
    const stored = await newEmail();
    const value = { type: 'signature', label: 'Bye', text: 'Ann' };
    const added = await edit(stored, [{ op: 'add', path: '/data/segments/-', value }]);
    const [, , , last] = added.data.segments ?? [];
    expect(last).toEqual({ ...value, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(added.data).toEqual({ ...stored.data, segments: [...email.segments, last] });
    const edited = await edit(added, [{ op: 'replace', path: '/data/segments/3/text', value: 'Yours, Ann' }]);
    expect(edited.data.segments?.[3]).toEqual({ ...last, text: 'Yours, Ann' });
  });

  test('is added in between, and the first one to an e-mail that has none', async () => {
    const stored = await newEmail();
    const between = await edit(stored, [
      { op: 'add', path: '/data/segments/1', value: { id: 'new', text: 'x' } },
    ]);
    expect(ids(between)).toEqual(['hi', 'new', 'why', 'ask']);
    const bare = (await ann.client(campaigns.create, { body: { name: 'E', ...parents } })).body;
    const first = await edit(bare, [{ op: 'add', path: '/data/segments', value: [{ text: 'First' }] }]);
    expect(first.data.segments).toEqual([{ id: expect.any(String), text: 'First' }]);
  });

  test('is edited without a change to any other', async () => {
    const stored = await newEmail();
    const edited = await edit(stored, [
      { op: 'test', path: '/data/segments/1/id', value: 'why' },
      { op: 'replace', path: '/data/segments/1/text', value: 'Since' },
      { op: 'replace', path: '/data/segments/1/label', value: 'Reason' },
    ]);
    const [hi, why, ask] = email.segments;
    expect(edited.data).toEqual({
      ...stored.data,
      segments: [hi, { ...why, text: 'Since', label: 'Reason' }, ask],
    });
  });

  test('is removed, and the others stay who they were', async () => {
    const stored = await newEmail();
    const removed = await edit(stored, [{ op: 'remove', path: '/data/segments/0' }]);
    expect(removed.data).toEqual({ ...stored.data, segments: email.segments.slice(1) });
  });

  test('is moved to any place, with all that it is', async () => {
    let stored = await newEmail();
    for (const [from, to, order] of [
      [0, 2, 'why ask hi'],
      [2, 0, 'hi why ask'],
      [1, 2, 'hi ask why'],
      [0, 1, 'ask hi why'],
    ] as const) {
      stored = await edit(stored, [
        { op: 'move', from: `/data/segments/${from}`, path: `/data/segments/${to}` },
      ]);
      expect(ids(stored)?.join(' ')).toBe(order);
    }
    const byId = Object.fromEntries(email.segments.map((segment) => [segment.id, segment]));
    expect(stored.data.segments).toEqual([byId.ask, byId.hi, byId.why]);
  });

  test('keeps its id when the whole list is sent back in another order', async () => {
    const stored = await newEmail();
    const segments = email.segments.toReversed();
    const call = { params: { id: stored.id }, ifMatch: 1, body: { data: { segments } } };
    expect((await ann.client(campaigns.update, call)).body.data).toEqual({ ...stored.data, segments });
  });
});

describe('the subject of an e-mail', () => {
  test('is chosen among the alternatives, which all stay', async () => {
    const stored = await newEmail();
    const chosen = await edit(stored, [
      { op: 'test', path: '/data/alternatives/1/id', value: 'two' },
      { op: 'copy', from: '/data/alternatives/1/text', path: '/data/subject' },
    ]);
    expect(chosen.data).toEqual({ ...stored.data, subject: 'Good day' });
  });

  test('changes places with the alternative that is chosen', async () => {
    const stored = await newEmail();
    const chosen = await edit(stored, [
      { op: 'copy', from: '/data/subject', path: '/data/before' },
      { op: 'copy', from: '/data/alternatives/0/text', path: '/data/subject' },
      { op: 'move', from: '/data/before', path: '/data/alternatives/0/text' },
    ]);
    const [one, two] = email.alternatives;
    expect(chosen.data).toEqual({
      ...stored.data,
      subject: 'Hello',
      alternatives: [{ ...one, text: 'Ahoy' }, two],
    });
  });

  test('gets another alternative with an id of its own', async () => {
    const added = await edit(await newEmail(), [
      { op: 'add', path: '/data/alternatives/-', value: { text: 'Ho' } },
    ]);
    expect(added.data.alternatives).toEqual([...email.alternatives, { id: expect.any(String), text: 'Ho' }]);
  });
});

test('the body that was written is saved beside its segments', async () => {
  const stored = await newEmail();
  const body = 'Dear you,\r\n\r\n\tBecause 🎉 \u00a0 <b>me</b>\n';
  const call = { params: { id: stored.id }, ifMatch: 1, body: { data: { body } } };
  const { data } = (await ann.client(campaigns.update, call)).body;
  expect(data).toEqual({ ...stored.data, body });
});

test('a campaign cannot be attached to a stranger’s account or persona, neither new nor later', async () => {
  const ben = await newPerson(server);
  const bens = await newParents(ben);
  const stored = await newEmail();
  for (const theirs of [
    bens,
    { ...parents, accountId: bens.accountId },
    { ...parents, personaId: bens.personaId },
  ]) {
    const created = await refusal(ann.client(campaigns.create, { body: { name: 'E', ...theirs } }));
    expect(created).toMatchObject({ status: 422, code: 'unknown-parent' });
    const call = { params: { id: stored.id }, ifMatch: 1, body: { name: 'E', ...theirs } };
    expect(await refusal(ann.client(campaigns.replace, call))).toMatchObject({ status: 422 });
  }
  expect((await ann.client(campaigns.view, { params: { id: stored.id } })).body).toEqual(stored);
  expect((await ben.client(campaigns.list, { query: {} })).body.items).toEqual([]);
});

describe('e-mails are listed', () => {
  const list = async (query: object) =>
    (await ann.client(campaigns.list, { query: { ...query, sort: 'name' } })).body.items.map(
      ({ name }) => name,
    );

  test('by account, persona, type and status, and by all of them', async () => {
    const other = await newParents();
    const make = (name: string, parts: object) =>
      ann.client(campaigns.create, { body: { name, ...other, ...parts } });
    await make('1', { type: 'email', status: 'sent' });
    await make('2', { type: 'ad', status: 'sent' });
    await make('3', { type: 'my own ☎', status: 'on hold' });
    expect(await list({ accountId: other.accountId })).toEqual(['1', '2', '3']);
    expect(await list({ personaId: other.personaId })).toEqual(['1', '2', '3']);
    expect(await list({ ...other, status: 'sent' })).toEqual(['1', '2']);
    expect(await list({ ...other, type: 'ad', status: 'sent' })).toEqual(['2']);
    expect(await list({ type: 'my own ☎' })).toEqual(['3']);
    expect(await list({ status: 'on hold', type: 'email' })).toEqual([]);
    expect(await list({ ...other, personaId: parents.personaId })).toEqual([]);
    expect(await list({ status: "sent' or '1'='1" })).toEqual([]);
  });
});
