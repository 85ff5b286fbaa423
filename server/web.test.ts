import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { everyPath } from '@blossomer/web/paths';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKeyedServer } from '../testing/keyed-server.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { hasWebApp } from './web.ts';

/** A built app as web/build leaves it, small enough to know every byte of. */
const page =
  '<!doctype html><title>Blossomer GTM</title><script type="module" src="/assets/a-1.js"></script>';
const script = `export const text = '${'petal '.repeat(1000)}';`;
const asNavigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blossomer-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, '.sources'), 'not for anybody');
  await writeFile(join(folder, 'assets', 'a-1.js'), script);
  await writeFile(join(folder, 'assets', 'a-1.js.br'), brotliCompressSync(script));
  server = await startTestServer({ webFolder: folder });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = asNavigation) =>
  fetch(server.url + path, { headers });

test('every address that the app makes is answered with the page', async () => {
  expect(everyPath.length).toBeGreaterThan(20);
  for (const path of everyPath) {
    const answer = await get(path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 200, page]);
  }
});

test('the page is asked for each time, and sent only when it changed', async () => {
  const first = await get('/playground');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  // Not with fetch, which says "no-cache" of its own accord.
  expect((await rawGet('/playground', { 'if-none-match': etag })).status).toBe(304);
  expect((await rawGet('/playground', { 'if-none-match': '"another"' })).status).toBe(200);
});

test('hashed files are kept for a year, compressed when they were built', async () => {
  const answer = await get('/assets/a-1.js', { 'accept-encoding': 'br' });
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('content-type')).toMatch(/^(text|application)\/javascript; charset=utf-8$/);
  expect(await answer.text()).toBe(script);
});

test('the policy allows no inline script or style, and no host but this one', async () => {
  const policy = (await get('/')).headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]),
  );
});

test('the policy lets the browser reach the Stack Auth host of the project, and only that one more', async () => {
  const keyed = await startKeyedServer({}, folder);
  try {
    const policy = (await fetch(`${keyed.url}/`)).headers.get('content-security-policy') ?? '';
    const { identity } = (await (await fetch(`${keyed.url}/api/config`)).json()) as {
      identity: { baseUrl: string };
    };
    expect(policy.split('; ')).toContain(`connect-src 'self' ${new URL(identity.baseUrl).origin}`);
  } finally {
    await keyed.stop();
  }
});

test('an address without a screen is the page for a navigation, with 404, and a problem for everything else', async () => {
  const navigation = await get('/no-such-screen?x=1');
  expect([navigation.status, await navigation.text()]).toEqual([404, page]);
  const other = await get('/no-such-screen', { accept: 'application/json' });
  expect(other.status).toBe(404);
  expect(await other.json()).toMatchObject({ code: 'not-found', status: 404 });
});

test.each([
  '/api',
  '/api/nothing',
  '/api/company/x/y',
  '/dev-auth/nothing',
  '/openapi.json/x',
  '/health/x',
  '/docs/nothing',
  '/assets/missing-1.js',
  '/assets',
])('%s is never answered with the page, not even to a navigation', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers.get('content-type')).toMatch(/json/);
});

test('the API, its documents and their page are what they were', async () => {
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
  expect((await get('/api/company')).status).toBe(401);
  expect(await (await get('/openapi.json')).json()).toMatchObject({ openapi: '3.1.1' });
  const docs = await get('/docs/');
  expect(docs.status).toBe(200);
  expect(docs.headers.get('content-security-policy')).toMatch(/script-src/);
  expect((await fetch(`${server.url}/app`, { method: 'POST' })).status).toBe(404);
});

test('nothing beside the app is handed out', async () => {
  for (const path of [
    '/.sources',
    '/assets/../.sources',
    '/assets/%2e%2e/.sources',
    '/assets/..%2f.sources',
  ]) {
    const { body } = await rawGet(path);
    expect([path, body.includes('not for anybody')]).toEqual([path, false]);
  }
  expect((await get('/favicon.svg')).headers.get('content-type')).toBe('image/svg+xml');
});

test('without a built app the API stands alone', async () => {
  expect(hasWebApp(join(folder, 'assets'))).toBe(false);
  const alone = await startTestServer({ databases: server.databases });
  try {
    expect((await fetch(`${alone.url}/`, { headers: asNavigation })).status).toBe(404);
  } finally {
    await alone.stop();
  }
});

/** As it stands: fetch would resolve the dots first. */
function rawGet(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (part) => {
        body += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}
