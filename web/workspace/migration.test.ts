import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imports } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startProxy } from '../testing/proxy.ts';
import { newStorage } from '../testing/storage.ts';
import { keysUnder } from './browser-storage.ts';
import { UnreachableError } from './errors.ts';
import { openMigration } from './migration.ts';
import { createApi, createRemote } from './remote.ts';
import { workspaceSuite } from './suite.ts';

const dump: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../legacy/fixtures/handoff.json'), 'utf8'),
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function somebody(storage = newStorage(), email = `${randomUUID()}@example.test`) {
  const proxy = await startProxy(server.url);
  onTestFinished(() => proxy.stop());
  const token = () => server.token(email);
  const api = createApi({ baseUrl: proxy.url, token });
  const workspace = createRemote({ baseUrl: proxy.url, owner: email, token });
  return { storage, email, proxy, api, migrating: openMigration({ workspace, storage, api }) };
}

describe('a workspace on its way keeps every promise', () => {
  workspaceSuite(async () => {
    const { migrating, api } = await somebody();
    await api(imports.create, { body: { dump: {} } });
    await migrating.begin();
    return migrating.workspace;
  });
});

test('somebody without work in a browser has no copy in it', async () => {
  const { migrating, storage } = await somebody();
  expect(await migrating.begin()).toMatchObject({ phase: 'db-only' });
  await migrating.workspace.create('company', { id: randomUUID(), name: 'Mine' });
  expect(keysUnder(storage, 'gtm.mirror.')).toEqual([]);
});

test('goes forward as comparisons find nothing different, until no copy is left', async () => {
  const { migrating, api, storage, email, proxy } = await somebody();
  await api(imports.create, { body: { dump } });
  expect(await migrating.begin()).toMatchObject({ phase: 'hybrid', mayStepTo: [] });
  const company = await migrating.workspace.create('company', { id: randomUUID(), name: 'Mine' });
  expect(await migrating.compare()).toMatchObject({ clean: true, same: 5, differing: 0 });
  expect(await migrating.step('db-first')).toMatchObject({ phase: 'db-first', mayStepTo: ['hybrid'] });

  proxy.weather = () => 'cut';
  expect((await migrating.workspace.view('company', company.id)).name).toBe('Mine');
  const next = await somebody(storage, email);
  next.proxy.weather = () => 'cut';
  expect((await next.migrating.workspace.view('company', company.id)).name).toBe('Mine');
  proxy.weather = () => 'pass';

  expect(await migrating.compare()).toMatchObject({ clean: true });
  expect(await migrating.step('db-only')).toMatchObject({ phase: 'db-only' });
  expect(keysUnder(storage, 'gtm.mirror.')).toEqual([]);
  proxy.weather = () => 'cut';
  await expect(migrating.workspace.view('company', company.id)).rejects.toThrow(UnreachableError);
});

test('what was damaged in the copy is found, and whoever signs out leaves none', async () => {
  const { migrating, api, storage } = await somebody();
  await api(imports.create, { body: { dump } });
  await migrating.begin();
  await migrating.compare();
  const [key] = keysUnder(storage, 'gtm.mirror.').filter((one) =>
    storage.getItem(one)?.includes('Acme Cloud'),
  );
  storage.setItem(key ?? '', (storage.getItem(key ?? '') ?? '').replace('Acme Cloud', 'Acme Clod'));
  expect(await migrating.compare()).toMatchObject({ clean: false, differing: 1 });
  migrating.forget();
  expect(keysUnder(storage, 'gtm.mirror.')).toEqual([]);
});
