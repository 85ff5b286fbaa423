import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded } from '@blossomer/db/embedded';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../testing/database.ts';
import { type Started, startProcess } from '../testing/process.ts';

/** What a newcomer does: `npm start` as a process, on its own embedded database. */
const entry = 'server/development.ts';
let dataDir: string;
let started: Started[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'blossomer start-'));
  started = [];
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGTERM');
  await Promise.all(started.map(({ ended }) => ended()));
  await removeEmbedded(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** What `npm start` runs, without npm's own second before it. */
function begin(
  variables: Record<string, string | undefined> = {},
  command = ['node', '--import', 'tsx', entry],
): Started {
  const [program = '', ...args] = command;
  const server = startProcess(program, args, { DATA_DIR: dataDir, PORT: '0', ...variables });
  started.push(server);
  return server;
}

async function addressOf(server: Started): Promise<string> {
  const [, url = ''] = await server.until(/Blossomer GTM {3}(http:\S+)/);
  return url;
}

test('npm start serves on the embedded database, keeps its address, and SIGTERM stops everything', async () => {
  const server = begin({ NODE_ENV: 'production' }, ['npm', 'start']);
  const url = await addressOf(server);
  expect(JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8'))).toMatchObject({ url });
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  const token = startProcess('npm', ['run', '-s', 'token', '--', 'ann@example.test'], { DATA_DIR: dataDir });
  expect(await token.ended()).toBe(0);
  expect(token.output()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token.output().trim()}` } });
  expect(await me.json()).toMatchObject({ email: 'ann@example.test', role: 'user' });
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  await expect(readFile(join(dataDir, 'server.json'))).rejects.toThrow('ENOENT');
  await expect(readFile(join(dataDir, 'postgres.lock'))).rejects.toThrow('ENOENT');
}, 90_000);

test('a second start on a running folder, and on a taken port, is one sentence', async () => {
  const url = await addressOf(begin());
  const again = begin();
  expect(await again.ended()).toBe(1);
  expect(again.output()).toMatch(/already running for this folder/);
  expect(again.output()).not.toMatch(/^\s+at /m);
  const databases = await createDatabase();
  const samePort = begin({
    DATA_DIR: `${dataDir}/other`,
    DATABASE_URL: databases.ownerUrl,
    PORT: new URL(url).port,
  });
  expect(await samePort.ended()).toBe(1);
  expect(samePort.output()).toMatch(/Port \d+ on 127\.0\.0\.1 is taken\./);
}, 90_000);

test('without PORT a taken 8000 moves on to the next free port', async () => {
  const holder = createServer();
  const held = await new Promise<boolean>((resolve) => {
    holder.once('error', () => resolve(false)); // Somebody else holds it: as good.
    holder.listen(8000, '127.0.0.1', () => resolve(true));
  });
  try {
    const databases = await createDatabase();
    const url = await addressOf(begin({ PORT: undefined, DATABASE_URL: databases.ownerUrl }));
    expect(Number(new URL(url).port)).toBeGreaterThan(8000);
  } finally {
    if (held) await new Promise((resolve) => holder.close(resolve));
  }
}, 90_000);

test.each([
  [{ HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0: the development sign-in .* listens on this machine only/],
  [{ PORT: 'eighty' }, /PORT must be a whole number from 0 to 65535/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgres:\/\//],
  [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }, /The database of DATABASE_URL cannot be used/],
  [{ DATABASE_OWNER_URL: 'postgres://a@127.0.0.1/b' }, /DATABASE_OWNER_URL is set and DATABASE_URL is not/],
  [{ STACK_PROJECT_ID: 'mine' }, /STACK_PROJECT_ID must be the UUID of the Stack Auth project/],
])('a wrong setting is one sentence: %o', async (variables, sentence) => {
  const server = begin(variables);
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(sentence);
  expect(server.output()).not.toMatch(/^\s+at /m);
});

test('a login that owns the tables becomes blossomer_app for each request', async () => {
  const databases = await createDatabase();
  const url = await addressOf(begin({ DATABASE_URL: databases.ownerUrl }));
  const { accessToken } = (await (
    await fetch(`${url}/dev-auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ann@example.test' }),
    })
  ).json()) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const created = await fetch(`${url}/api/company`, { method: 'POST', headers, body: '{"name":"Acme"}' });
  expect(created.status).toBe(201);
  expect(await (await fetch(`${url}/api/company`, { headers })).json()).toMatchObject({
    items: [{ name: 'Acme' }],
  });
}, 60_000);
