import { randomUUID } from 'node:crypto';
import { type EntityKind, entityKinds } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newStorage } from '../testing/storage.ts';
import { UnreachableError } from './errors.ts';
import { openLocal } from './local.ts';
import { createRemote } from './remote.ts';
import { workspaceSuite } from './suite.ts';
import type { Workspace } from './workspace.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function openRemote() {
  const email = `${randomUUID()}@example.test`;
  return createRemote({ baseUrl: server.url, owner: email, token: () => server.token(email) });
}

workspaceSuite(openRemote);

test('one thing has one shape, signed in and signed out', async () => {
  const places = await Promise.all([openRemote(), openLocal({ storage: newStorage() })]);
  const ids = { company: randomUUID(), account: randomUUID(), persona: randomUUID(), campaign: randomUUID() };
  const [there, here] = await Promise.all(places.map((place) => shapesOf(place, ids)));
  expect(here).toEqual(there);
});

/** One of each kind, as it is answered when it is written, read, listed, and listed in short; times apart. */
async function shapesOf(place: Workspace, ids: Record<EntityKind, string>) {
  const below = { accountId: ids.account, personaId: ids.persona };
  const buyingSignals = [{ id: 'a', title: 'Hires', priority: 'High' as const }];
  const data = { description: 'Clouds', objections: ['Dear'], own: { kept: [null, 1] } };
  const written = [
    await place.create('company', { id: ids.company, name: 'Acme', url: 'acme.com', data }),
    await place.create('account', {
      id: ids.account,
      companyId: ids.company,
      name: 'A',
      data: { buyingSignals },
    }),
    await place.create('persona', { id: ids.persona, accountId: ids.account, name: 'VP Engineering' }),
    await place.create('campaign', {
      id: ids.campaign,
      ...below,
      name: 'E',
      data: { subject: 'Ahoy', body: 'Hi' },
    }),
  ];
  const edited = await place.patch('company', ids.company, { data: { description: null } }, { version: 1 });
  const read = await Promise.all(
    entityKinds.flatMap((kind) => [
      place.view(kind, ids[kind]),
      place.list(kind),
      place.list(kind, { fields: 'summary' }),
    ]),
  );
  return JSON.parse(
    JSON.stringify([written, edited, read], (key, value) => (/At$/.test(key) ? 'a time' : value)),
  );
}

test('a token that is refused is asked for once more, and the same request sent again', async () => {
  const email = `${randomUUID()}@example.test`;
  const asked: boolean[] = [];
  const token = async ({ fresh = false } = {}) => {
    asked.push(fresh);
    return fresh ? server.token(email) : 'expired';
  };
  const remote = createRemote({ baseUrl: server.url, owner: email, token });
  const id = randomUUID();
  await remote.create('company', { id, name: 'C' }, { idempotencyKey: randomUUID() });
  expect(asked).toEqual([false, true]);
  expect((await remote.list('company')).items).toHaveLength(1);
});

test('the same key again writes nothing, and answers with what is there', async () => {
  const remote = await openRemote();
  const { id } = await remote.create('company', { id: randomUUID(), name: 'C' });
  const sending = { version: 1, idempotencyKey: randomUUID() };
  const first = await remote.patch('company', id, { name: 'D' }, sending);
  expect(await remote.patch('company', id, { name: 'D' }, sending)).toEqual(first);
});

test('nobody there is unreachable', async () => {
  const remote = createRemote({ baseUrl: 'http://127.0.0.1:9', owner: 'x', token: async () => null });
  await expect(remote.list('company')).rejects.toThrow(UnreachableError);
});
