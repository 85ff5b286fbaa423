import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer } from '../bench/issuer.ts';
import { createDatabase, type TestDatabase } from '../testing/database.ts';
import { startProcess } from '../testing/process.ts';
import { build } from './build.ts';

const dist = join(import.meta.dirname, '../dist', `test-${process.pid}`);
const projectId = '7f1c6a50-3c7e-4b55-9a0e-6d2f0f1f7a11';
let databases: TestDatabase;

beforeAll(async () => {
  await build(dist);
  databases = await createDatabase();
});
afterAll(() => rm(dist, { recursive: true, force: true }));

function production(variables: Record<string, string | undefined>) {
  return startProcess('node', [join(dist, 'server.js')], {
    PORT: '0',
    DATA_DIR: join(dist, 'data'),
    ...variables,
  });
}

test('the production build holds nothing of the development issuer', async () => {
  const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(
    files.filter(({ name, parentPath }) => /dev-?auth|development/i.test(join(parentPath, name))),
  ).toEqual([]);
  const naming = [];
  for (const { parentPath, name } of files) {
    if (/dev-auth|devAuth/.test(await readFile(join(parentPath, name), 'utf8'))) naming.push(name);
  }
  expect(naming).toEqual([]);
});

test('the page of every component is in no production build', async () => {
  const names = await readdir(dist, { recursive: true });
  expect(names.some((name) => /home-page-.*\.js$/.test(name))).toBe(true);
  expect(names.filter((name) => /design-page/.test(name))).toEqual([]);
});

test.each([
  ['NODE_ENV unset', undefined],
  ['NODE_ENV production', 'production'],
  ['NODE_ENV development', 'development'],
])('without STACK_PROJECT_ID the production server refuses to start: %s', async (_name, NODE_ENV) => {
  const server = production({ NODE_ENV, DATABASE_URL: databases.serverUrl });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(/^[^\n]*STACK_PROJECT_ID[^\n]*\n$/);
});

test('a production server refuses a login that may pass over row-level security', async () => {
  const server = production({ STACK_PROJECT_ID: projectId, DATABASE_URL: databases.superuserUrl });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(
    /^DATABASE_URL signs in as \S+, who may pass over row-level security[^\n]*\n$/,
  );
});

test('a production server serves, has no development sign-in, and stops on SIGTERM', async () => {
  const server = production({
    STACK_PROJECT_ID: projectId,
    STACK_API_URL: 'http://127.0.0.1:9',
    DATABASE_URL: databases.serverUrl,
    DATABASE_OWNER_URL: databases.ownerUrl,
  });
  const [, url = ''] = await server.until(/serves on (http:\S+)/);
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
  for (const path of [
    '/dev-auth',
    '/dev-auth/tokens',
    `/dev-auth/api/v1/projects/${projectId}/.well-known/jwks.json`,
  ]) {
    expect((await fetch(url + path)).status, path).toBe(404);
  }
  expect(await (await fetch(`${url}/api/config`)).json()).toMatchObject({ identity: { mode: 'stack' } });
  expect((await fetch(`${url}/api/me`, { headers: { authorization: 'Bearer a.b.c' } })).status).toBe(401);
  const page = await fetch(`${url}/app`);
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:9;");
  const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(await page.text()) ?? [];
  const sent = await fetch(url + script, { headers: { 'accept-encoding': 'br' } });
  expect([sent.status, sent.headers.get('content-encoding')]).toEqual([200, 'br']);
  expect((await fetch(`${url}/design`, { headers: { accept: 'text/html' } })).status).toBe(404);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
});

test('a production server carries out an import in a thread of its own', async () => {
  const issuer = await startIssuer();
  const fresh = await createDatabase();
  const server = production({
    STACK_PROJECT_ID: issuer.projectId,
    STACK_API_URL: issuer.api,
    DATABASE_URL: fresh.serverUrl,
    DATABASE_OWNER_URL: fresh.ownerUrl,
  });
  const [, url = ''] = await server.until(/serves on (http:\S+)/);
  const dump = await readFile(join(import.meta.dirname, '../legacy/fixtures/handoff.json'), 'utf8');
  const answer = await fetch(`${url}/api/imports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await issuer.tokenFor('00000000-0000-4000-8000-000100000001')}`,
      'content-type': 'application/json',
    },
    body: `{"dump":${dump}}`,
  });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ entities: { campaign: { created: 1 } } });
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  await issuer.stop();
});

test('a database filled by a development sign-in is refused by a production server', async () => {
  const filled = await createDatabase();
  const { startTestServer } = await import('../testing/server.ts');
  await (await startTestServer({ databases: filled })).stop();
  const server = production({
    STACK_PROJECT_ID: projectId,
    DATABASE_URL: filled.serverUrl,
    DATABASE_OWNER_URL: filled.ownerUrl,
  });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toContain('This database was filled with a development sign-in.');
});
