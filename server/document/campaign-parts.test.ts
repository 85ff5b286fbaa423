import { type Campaign, campaigns } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kindOf, newDocument } from '../hostile/kinds.ts';
import { newPerson, type Person } from '../hostile/person.ts';

/** Segments and alternatives are items of the e-mail's document, each under an id that stays. */
let server: TestServer;
let ann: Person;
let campaign: Campaign;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
beforeEach(async () => {
  campaign = (await newDocument(ann, kindOf('campaign'))) as Campaign;
});
afterAll(() => server.stop());

async function patch(operations: unknown[]): Promise<Campaign> {
  const { body } = await ann.client(campaigns.update, {
    params: { id: campaign.id },
    ifMatch: campaign.version,
    bodyType: 'application/json-patch+json',
    body: operations as never,
  });
  return body;
}

const segmentsOf = ({ data }: Campaign) => (data.segments ?? []).map(({ id, text }) => [id, text]);

test('a segment without an id is given one, which stays through later edits', async () => {
  const added = await patch([
    { op: 'add', path: '/data/segments/1', value: { type: 'intro', text: 'We met.' } },
  ]);
  const id = added.data.segments?.[1]?.id ?? '';
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  campaign = added;
  const edited = await patch([{ op: 'replace', path: '/data/segments/1/text', value: 'We met in May.' }]);
  expect(segmentsOf(edited)).toEqual([
    ['segment-1', 'Hi'],
    [id, 'We met in May.'],
    ['segment-2', 'Call?'],
  ]);
});

test('the first segment can be added to an e-mail that has none', async () => {
  campaign = await patch([{ op: 'replace', path: '/data/segments', value: [] }]);
  const added = await patch([{ op: 'add', path: '/data/segments/-', value: { text: 'Hello' } }]);
  expect(added.data.segments).toMatchObject([{ text: 'Hello', id: expect.stringMatching(/\S/) }]);
});

test('a segment is moved, renamed and removed without touching the others', async () => {
  const moved = await patch([{ op: 'move', from: '/data/segments/1', path: '/data/segments/0' }]);
  expect(segmentsOf(moved)).toEqual([
    ['segment-2', 'Call?'],
    ['segment-1', 'Hi'],
  ]);
  campaign = moved;
  const renamed = await patch([{ op: 'replace', path: '/data/segments/0/label', value: 'The ask' }]);
  expect(renamed.data.segments?.[0]).toEqual({ ...moved.data.segments?.[0], label: 'The ask' });
  expect(renamed.data.segments?.[1]).toEqual(moved.data.segments?.[1]);
  campaign = renamed;
  const removed = await patch([
    { op: 'test', path: '/data/segments/1/id', value: 'segment-1' },
    { op: 'remove', path: '/data/segments/1' },
  ]);
  expect(segmentsOf(removed)).toEqual([['segment-2', 'Call?']]);
});

test('an alternative takes the place of the subject, which becomes an alternative', async () => {
  const chosen = await patch([
    { op: 'test', path: '/data/alternatives/0/id', value: 'alternative-1' },
    { op: 'add', path: '/data/alternatives/-', value: { text: 'Ahoy' } },
    { op: 'replace', path: '/data/subject', value: 'Hello' },
    { op: 'remove', path: '/data/alternatives/0' },
  ]);
  expect(chosen.data.subject).toBe('Hello');
  expect(chosen.data.alternatives).toMatchObject([{ text: 'Ahoy' }]);
});

test('saving the body saves the body', async () => {
  const { body } = await ann.client(campaigns.update, {
    params: { id: campaign.id },
    ifMatch: campaign.version,
    body: { data: { body: 'As I would say it.' } },
  });
  expect(body.data).toEqual({ ...campaign.data, body: 'As I would say it.' });
});

test('two segments cannot have one id', async () => {
  const reply = await ann.send('PATCH', `/api/campaigns/${campaign.id}`, {
    body: JSON.stringify([{ op: 'add', path: '/data/segments/-', value: { id: 'segment-1', text: 'x' } }]),
    headers: { 'content-type': 'application/json-patch+json', 'if-match': `"${campaign.version}"` },
  });
  expect([reply.status, JSON.parse(reply.text).errors[0].pointer]).toEqual([422, '/data/segments/2/id']);
});
