import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type KeyedServer, startKeyedServer } from '../testing/keyed-server.ts';
import { asSuperuser } from '../testing/postgres.ts';
import { startTestServer } from '../testing/server.ts';
import { ask, comparable } from './isolation/asking.ts';

/** Attacks on a server as it runs in production. Those on single claims are in identity.test.ts. */
let server: KeyedServer;
beforeAll(async () => {
  server = await startKeyedServer();
});
afterAll(() => server.stop());

const me = (token: string | null) => ask(server.url, { method: 'GET', path: '/api/me', token });

async function expectRefused(token: string): Promise<void> {
  expect(comparable(await me(token))).toEqual(comparable(await me('no.token.atall')));
  expect((await me(token)).status).toBe(401);
}

test('a token of a development issuer opens nothing in production', async () => {
  const development = await startTestServer();
  onTestFinished(development.stop);
  const token = await development.token('ann@example.test');
  expect((await ask(development.url, { method: 'GET', path: '/api/me', token })).status).toBe(200);
  await expectRefused(token);
  for (const path of ['/dev-auth', '/dev-auth/api/v1/projects/current']) {
    expect((await ask(server.url, { method: 'GET', path, token: null })).status).toBe(404);
  }
});

test('addresses of keys in the header of a token are never asked', async () => {
  let asked = 0;
  const theirs = createServer((_request, response) => {
    asked += 1;
    response.end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => theirs.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void theirs.close());
  const url = `http://127.0.0.1:${(theirs.address() as AddressInfo).port}/jwks.json`;
  for (const header of [{ jku: url }, { x5u: url }, { jku: url, kid: 'theirs' }]) {
    const answer = await me(await server.token({}, header));
    expect(answer.status).toBe('kid' in header ? 401 : 200);
  }
  expect(asked).toBe(0);
});

test('the kid is a name and nothing else: a path, SQL or a prototype finds no key', async () => {
  const kids = ['../../etc/passwd', "only' or '1'='1", '__proto__', 'constructor', 'ONLY', 'only '];
  await Promise.all(kids.map(async (kid) => expectRefused(await server.token({}, { kid }))));
});

test('a signature in DER, which other programs make, is none here', async () => {
  const [header, claims, signature = ''] = (await server.token()).split('.');
  const raw = Buffer.from(signature, 'base64url');
  const integer = (part: Buffer) => {
    const positive = (part[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), part]) : part;
    return Buffer.concat([Buffer.from([2, positive.length]), positive]);
  };
  const both = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  const der = Buffer.concat([Buffer.from([0x30, both.length]), both]);
  await expectRefused(`${header}.${claims}.${der.toString('base64url')}`);
});

test('a token without project_id, as older ones are, is of the project that its audience names', async () => {
  expect((await me(await server.token({ project_id: undefined }))).status).toBe(200);
});

test('a flood of unknown kids holds up no good token, and the issuer hears of it once a second at most', async () => {
  await me(await server.token()); // The keys are here.
  const started = Date.now();
  const before = server.fetches();
  const held: ServerResponse[] = [];
  server.answer = (response) => held.push(response);
  const flood = Array.from({ length: 200 }, async (_, index) =>
    me(await server.token({}, { kid: `kid-${index}` })),
  );
  let isOver = false;
  const first = Promise.race(flood).finally(() => {
    isOver = true;
  });
  for (let request = 0; request < 20; request += 1) {
    expect((await me(await server.token())).status).toBe(200);
  }
  expect(isOver).toBe(false); // Each of them waits for keys that may be new; the good ones did not.
  server.answer = server.publish;
  for (const response of held) server.publish(response);
  await first;
  for (const { status } of await Promise.all(flood)) expect(status).toBe(401);
  const seconds = Math.ceil((Date.now() - started) / 1000);
  expect(server.fetches() - before).toBeLessThanOrEqual(seconds + 1);
});

test('no attack left a row', async () => {
  const rows = await asSuperuser(server.databases.superuserUrl, async (client) => {
    const { rows: found } = await client.query(
      `select count(*)::int as users from users where id like '%etc%' or id !~ '^[0-9a-f-]{36}$'`,
    );
    return found[0];
  });
  expect(rows).toEqual({ users: 0 });
});
