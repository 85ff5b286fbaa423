import { randomUUID } from 'node:crypto';
import { entityKinds } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newStorage } from '../testing/storage.ts';
import { shapeOf } from '../workspace/kinds.ts';
import { openLocal } from '../workspace/local.ts';
import { createRemote } from '../workspace/remote.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isSample, sampleIds } from './ids.ts';
import { sampleOperations } from './operations.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const kindOf = (path: string) =>
  ({ company: 'company', accounts: 'account', personas: 'persona', campaigns: 'campaign' })[
    path.replace('/api/', '')
  ];
type Body = { id: string; name: string; data: Record<string, unknown> };
const bodies = sampleOperations.map(({ body }) => body as Body);

test('each document is valid by the contract, says that it is a sample, and has an id of the list', () => {
  expect(bodies.map(({ id }) => id)).toEqual(Object.values(sampleIds));
  for (const { path, body } of sampleOperations) {
    const kind = kindOf(path) as keyof typeof shapeOf;
    expect(shapeOf[kind].create.safeParse(body).error?.issues ?? []).toEqual([]);
    expect((body as Body).data.sample).toBe(true);
  }
  expect(isSample({ id: randomUUID(), data: { sample: true } })).toBe(true);
  expect(isSample({ id: randomUUID(), data: {} })).toBe(false);
});

test('it has what every screen shows: accounts, personas and e-mails, none of them bare', () => {
  const count = (path: string) => sampleOperations.filter((one) => one.path === path).length;
  expect(['company', 'accounts', 'personas', 'campaigns'].map((noun) => count(`/api/${noun}`))).toEqual([
    1, 3, 5, 5,
  ]);
  const words = JSON.stringify(bodies);
  expect(words).not.toMatch(/lorem|todo|!"|https?:\/\/(?!quillbarrow\.example)/i);
  for (const { data } of bodies) expect(String(data.description ?? data.body).length).toBeGreaterThan(100);
});

describe.each([
  ['this browser', async () => openLocal({ storage: newStorage() })],
  [
    'an account',
    async () => {
      const owner = `${randomUUID()}@example.test`;
      return createRemote({ baseUrl: server.url, owner, token: () => server.token(owner) });
    },
  ],
] as [string, () => Promise<Workspace>][])('in %s', (_where, open) => {
  async function all(workspace: Workspace) {
    const pages = await Promise.all(entityKinds.map((kind) => workspace.list(kind, { limit: 200 })));
    return pages.flatMap(({ items }) => items);
  }

  test('asked for twice it is there once, with what was edited meanwhile, and goes and comes back as one', async () => {
    const workspace = await open();
    await workspace.batch(sampleOperations);
    await workspace.patch('company', sampleIds.company, { name: 'Mine now' }, { version: 1 });
    await workspace.batch(sampleOperations);
    const filled = await all(workspace);
    expect(filled).toHaveLength(14);
    expect(filled.find(({ id }) => id === sampleIds.company)).toMatchObject({
      name: 'Mine now',
      data: { sample: true },
    });
    const { trashId } = await workspace.remove('company', sampleIds.company);
    expect(await all(workspace)).toEqual([]);
    await workspace.restore(trashId ?? '');
    expect(await all(workspace)).toHaveLength(14);
  });

  test('all or nothing: what stands in its way leaves nothing behind', async () => {
    const workspace = await open();
    await workspace.create('company', { id: sampleIds.company, name: 'Not the sample' });
    await expect(workspace.batch(sampleOperations)).rejects.toMatchObject({ problem: { code: 'id-taken' } });
    expect(await all(workspace)).toHaveLength(1);
  });
});
