import { randomUUID } from 'node:crypto';
import { companies, type Phase } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startProxy } from '../../testing/weather-proxy.ts';
import { newStorage } from '../testing/storage.ts';
import { UnreachableError } from './errors.ts';
import { fillMirror, openMirror, withMirror } from './mirror.ts';
import { createRemote } from './remote.ts';
import { workspaceSuite } from './suite.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function begin(phase: Phase | null, storage = newStorage(), owner = `${randomUUID()}@example.test`) {
  const proxy = await startProxy(server.url);
  onTestFinished(() => proxy.stop());
  const remote = createRemote({ baseUrl: proxy.url, owner, token: () => server.token(owner) });
  const mirror = openMirror(storage, owner);
  return { storage, owner, proxy, remote, mirror, workspace: withMirror(remote, mirror, () => phase) };
}

describe('a mirrored workspace keeps every promise', () => {
  workspaceSuite(async () => (await begin('db-first')).workspace);
});

test('what was acknowledged is in the copy, and nothing else', async () => {
  const { workspace, mirror, proxy } = await begin('hybrid');
  const company = await workspace.create('company', { id: randomUUID(), name: 'C' });
  const account = await workspace.create('account', { id: randomUUID(), companyId: company.id, name: 'A' });
  proxy.weather = () => 'cut';
  await expect(workspace.patch('company', company.id, { name: 'D' }, { version: 1 })).rejects.toThrow(
    UnreachableError,
  );
  expect(mirror.documents('company')).toEqual([company]);
  await expect(workspace.list('company')).rejects.toThrow(UnreachableError);
  proxy.weather = () => 'pass';
  const { trashId } = await workspace.remove('company', company.id);
  expect([...mirror.documents('company'), ...mirror.documents('account')]).toEqual([]);
  await workspace.restore(trashId ?? '');
  expect(mirror.view('account', account.id)).toMatchObject({ name: 'A', version: 2 });
});

test('in db-first it is read when the API fails, with filters and order, and the API is read when it is there', async () => {
  const { workspace, proxy, remote } = await begin('db-first');
  for (const name of ['b', 'a', 'c']) await workspace.create('company', { id: randomUUID(), name });
  const expected = await remote.list('company', { sort: 'name', limit: 2 });
  proxy.weather = () => ({ status: 503, body: 'down' });
  expect((await workspace.list('company', { sort: 'name', limit: 2 })).items).toEqual(expected.items);
  const id = expected.items[0]?.id ?? '';
  expect(await workspace.view('company', id)).toEqual(expected.items[0]);
  await expect(workspace.view('company', randomUUID())).rejects.toMatchObject({
    problem: { code: 'not-found' },
  });
});

test('a copy that was not there from the beginning is filled, and keeps what only it has', async () => {
  const { remote, mirror } = await begin('hybrid');
  const ids = [randomUUID(), randomUUID()];
  for (const id of ids) await remote.create('company', { id, name: id });
  await fillMirror(remote, mirror);
  await remote.remove('company', ids[0] ?? '');
  await fillMirror(remote, mirror);
  expect(new Set(mirror.documents('company').map(({ id }) => id))).toEqual(new Set(ids));
});

test('a batch is mirrored write by write', async () => {
  const { workspace, mirror } = await begin('hybrid');
  const gone = await workspace.create('company', { id: randomUUID(), name: 'Gone' });
  const id = randomUUID();
  const { path } = companies.create;
  await workspace.batch([
    { method: 'POST', path, body: { id, name: 'New' } },
    { method: 'PATCH', path: `${path}/${id}`, ifMatch: 1, body: { name: 'Newer' } },
    { method: 'DELETE', path: `${path}/${gone.id}` },
  ]);
  expect(mirror.documents('company')).toMatchObject([{ id, name: 'Newer', version: 2 }]);
});

test.each(['db-only', null] as const)(
  'in %s nothing is mirrored, and nothing is read from a mirror',
  async (phase) => {
    const { workspace, mirror, proxy } = await begin(phase);
    const { id } = await workspace.create('company', { id: randomUUID(), name: 'C' });
    await workspace.list('company');
    expect(mirror.documents('company')).toEqual([]);
    proxy.weather = () => 'cut';
    await expect(workspace.view('company', id)).rejects.toThrow(UnreachableError);
  },
);

test('clearing one person’s mirror leaves that of another', async () => {
  const storage = newStorage();
  const first = await begin('hybrid', storage);
  const second = await begin('hybrid', storage);
  await first.workspace.create('company', { id: randomUUID(), name: 'First' });
  await second.workspace.create('company', { id: randomUUID(), name: 'Second' });
  first.mirror.clear();
  expect(first.mirror.documents('company')).toEqual([]);
  expect(second.mirror.documents('company')).toMatchObject([{ name: 'Second' }]);
});

test('no room for the copy stops no work, and is not kept quiet', async () => {
  const { workspace, mirror } = await begin('hybrid', newStorage(800));
  const body = { id: randomUUID(), name: 'C', data: { description: 'x'.repeat(2000) } };
  await workspace.create('company', { id: randomUUID(), name: 'Small' });
  expect(await workspace.create('company', body)).toMatchObject({ name: 'C' });
  expect(mirror.problem()).toMatchObject({ reason: 'full' });
});
