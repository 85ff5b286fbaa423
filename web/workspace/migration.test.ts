import { randomUUID } from 'node:crypto';
import { migration as endpoints } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startProxy } from '../../testing/weather-proxy.ts';
import { compareWhenIdle } from '../data/idle-comparison.ts';
import { newLocks } from '../testing/locks.ts';
import { newStorage } from '../testing/storage.ts';
import { keysUnder } from './browser-storage.ts';
import { openMigration } from './migration.ts';
import { openMirror } from './mirror.ts';
import { createApi, createRemote } from './remote.ts';
import { workspaceSuite } from './suite.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function newPerson(owner = `${randomUUID()}@example.test`, storage = newStorage()) {
  const proxy = await startProxy(server.url);
  onTestFinished(() => proxy.stop());
  const options = { baseUrl: proxy.url, token: () => server.token(owner) };
  const remote = createRemote({ ...options, owner });
  const api = createApi(options);
  const open = () => openMigration({ remote, api, storage });
  return { owner, storage, proxy, remote, api, open, mirror: openMirror(storage, owner) };
}

const names = (documents: readonly { name: string }[]) => documents.map(({ name }) => name).sort();

describe('a workspace on its way keeps every promise', () => {
  workspaceSuite(async () => {
    const migrating = await (await newPerson()).open();
    await migrating.stepTo('hybrid');
    return migrating.workspace;
  });
});

test('a person without local work is in db-only: nothing is mirrored, and what was left is deleted', async () => {
  const { open, storage, owner } = await newPerson();
  storage.setItem(`gtm.mirror.${owner}.left`, '{}');
  const migrating = await open();
  expect(migrating.standing().migration).toMatchObject({ phase: 'db-only' });
  await migrating.workspace.create('company', { id: randomUUID(), name: 'C' });
  expect(keysUnder(storage, `gtm.mirror.${owner}.`)).toEqual([]);
});

test('the whole way: mirrored, compared, read without the API, and deleted at the end', async () => {
  const { open, proxy, mirror, remote, storage, owner } = await newPerson();
  await remote.create('company', { id: randomUUID(), name: 'Before' });
  const first = await open();
  await first.stepTo('hybrid');
  await first.workspace.create('company', { id: randomUUID(), name: 'Mirrored' });
  await expect(first.stepTo('db-first')).rejects.toMatchObject({ problem: { code: 'comparison-needed' } });
  await first.compare();
  expect(first.standing()).toMatchObject({
    comparison: { clean: true, same: 2, differing: 0, leaves: [] },
    migration: { phase: 'hybrid', clean: true, mayStepTo: ['db-first'] },
    isComparing: false,
  });
  await first.stepTo('db-first');
  proxy.weather = () => 'cut';
  const offline = await open();
  expect(offline.standing().migration).toBeNull();
  expect(names((await offline.workspace.list('company')).items)).toEqual(['Before', 'Mirrored']);
  proxy.weather = () => 'pass';
  await first.compare();
  await first.stepTo('db-only');
  expect(mirror.documents('company')).toEqual([]);
  // Another page that was open meanwhile goes by the same phase.
  await offline.workspace.list('company');
  expect(keysUnder(storage, `gtm.mirror.${owner}.`)).toEqual([]);
});

test('a step that was offered and is refused is not offered any more', async () => {
  const { open, api } = await newPerson();
  const migrating = await open();
  await migrating.stepTo('hybrid');
  await migrating.workspace.create('company', { id: randomUUID(), name: 'C' });
  await migrating.compare();
  expect(migrating.standing().migration?.mayStepTo).toEqual(['db-first']);
  await api(endpoints.compare, { body: { entities: [] } }); // Another browser, which holds nothing.
  await expect(migrating.stepTo('db-first')).rejects.toMatchObject({
    problem: { code: 'comparison-needed', detail: expect.stringContaining('found differences') },
  });
  expect(migrating.standing().migration).toMatchObject({ phase: 'hybrid', clean: false, mayStepTo: [] });
});

test('an answer that a later one overtook offers nothing, and a comparison is of its phase alone', async () => {
  const { api, remote, storage } = await newPerson();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let late = 0;
  const slow: typeof api = async (endpoint, ...call) => {
    const answer = await api(endpoint, ...call);
    if (late > 0 && endpoint.id === 'migration.view') {
      late -= 1;
      await held;
    }
    return answer;
  };
  const migrating = await openMigration({ remote, api: slow, storage });
  await migrating.stepTo('hybrid');
  await migrating.compare();
  late = 1;
  const overtaken = migrating.refresh();
  await expect.poll(() => late).toBe(0);
  await migrating.stepTo('db-first');
  release();
  await overtaken;
  expect(migrating.standing()).toMatchObject({
    migration: { phase: 'db-first', mayStepTo: ['hybrid'] },
    comparison: null,
  });
});

test('what another device did is caught up on, and is no difference', async () => {
  const { open, remote, mirror } = await newPerson();
  const migrating = await open();
  await migrating.stepTo('hybrid');
  const [edited, removed] = [randomUUID(), randomUUID()];
  for (const id of [edited, removed]) await migrating.workspace.create('company', { id, name: 'Old' });
  await remote.patch('company', edited, { name: 'New' }, { version: 1 });
  await remote.remove('company', removed);
  await remote.create('account', { id: randomUUID(), companyId: edited, name: 'Elsewhere' });
  await migrating.compare();
  expect(migrating.standing().comparison).toMatchObject({ clean: true, same: 2, different: [] });
  expect(names(mirror.documents('company'))).toEqual(['New']);
});

test('damage is told to the leaf and left as it is, until the mirror is made anew', async () => {
  const { open, mirror, storage, owner } = await newPerson();
  const migrating = await open();
  await migrating.stepTo('hybrid');
  const id = randomUUID();
  await migrating.workspace.create('company', {
    id,
    name: 'C',
    data: { capabilities: ['one', 'two'], description: 'Kept' },
  });
  const key = keysUnder(storage, `gtm.mirror.${owner}.`).find((name) => name.includes(id)) ?? '';
  storage.setItem(key, (storage.getItem(key) ?? '').replace('"two"', '"tow"'));
  const stray = { ...mirror.documents('company')[0], id: randomUUID(), name: 'Never acknowledged' };
  await mirror.keep('company', stray as never);
  await migrating.compare();
  const { comparison, migration } = migrating.standing();
  expect(comparison).toMatchObject({ clean: false, differing: 2, omitted: 0 });
  expect(comparison?.different.map(({ what }) => what).sort()).toEqual(['differs', 'only-in-browser']);
  expect(comparison?.leaves).toMatchObject([{ id, differs: ['/data/capabilities/1'], onlyInBrowser: [] }]);
  expect(migration).toMatchObject({ clean: false, mayStepTo: [] });
  expect(mirror.view('company', id)).toMatchObject({ data: { capabilities: ['one', 'tow'] } });
  await migrating.renew();
  expect(migrating.standing()).toMatchObject({ comparison: { clean: true, same: 1 } });
  expect(mirror.view('company', id)).toMatchObject({ data: { capabilities: ['one', 'two'] } });
});

test('a mirror of more than a page is compared as one', async () => {
  const { open, remote, api } = await newPerson();
  const path = '/api/company';
  for (let page = 0; page < 11; page += 1) {
    const operation = () => ({ method: 'POST' as const, path, body: { id: randomUUID(), name: 'C' } });
    await remote.batch(Array.from({ length: 100 }, operation));
  }
  const migrating = await open();
  await migrating.stepTo('hybrid');
  await migrating.compare();
  expect(migrating.standing().comparison).toMatchObject({ clean: true, same: 1100 });
  expect((await api(endpoints.view)).body).toMatchObject({ clean: true });
});

test('when it is idle and due it compares by itself, once, and not while something is unsent', async () => {
  const { open, proxy, owner } = await newPerson();
  const migrating = await open();
  await migrating.stepTo('hybrid');
  const compared = () => proxy.asked.filter(({ path }) => path.endsWith('/compare')).length;
  let unsent = 1;
  const session = { owner, unsentCount: () => unsent };
  const options = { page: undefined, locks: newLocks(), firstMilliseconds: 1, everyMilliseconds: 20 };
  onTestFinished(compareWhenIdle(session, migrating, options));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(compared()).toBe(0);
  unsent = 0;
  await expect.poll(() => migrating.standing().migration?.clean, { timeout: 10_000 }).toBe(true);
  const count = compared();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(compared()).toBe(count);
});

test('a sign-out leaves nothing of the mirror and of the phase', async () => {
  const { open, storage, owner } = await newPerson();
  const migrating = await open();
  await migrating.stepTo('hybrid');
  await migrating.workspace.create('company', { id: randomUUID(), name: 'C' });
  expect(keysUnder(storage, 'gtm.').length).toBeGreaterThan(1);
  migrating.forget();
  expect(keysUnder(storage, 'gtm.').filter((key) => key.includes(owner))).toEqual([]);
});
