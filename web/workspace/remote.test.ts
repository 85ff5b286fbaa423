import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { UnreachableError } from './errors.ts';
import { createRemote } from './remote.ts';
import { workspaceSuite } from './suite.ts';

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
