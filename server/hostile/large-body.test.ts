import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('the refusal of a large body reaches a client that is still sending it', async () => {
  const token = await server.token('ann@example.test');
  const body = JSON.stringify({ name: 'A', data: { blob: randomBytes(4_000_000).toString('base64') } });
  for (let time = 0; time < 10; time += 1) {
    const reply = await fetch(`${server.url}/api/company`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([413, 'too-large']);
  }
});
