import cors from '@fastify/cors';
import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from './loopback.ts';
import { startIssuer, type TestIssuer } from './test-issuer.ts';

const json = { 'content-type': 'application/json' };
const ann = '{"email":"ann@example.test"}';

function paths({ devAuth }: TestIssuer): [method: string, path: string][] {
  return [
    ['GET', '/dev-auth'],
    ['GET', '/dev-auth/'],
    ['GET', '/dev-auth/page.js'],
    ['GET', '/dev-auth/health'],
    ['GET', '/dev-auth/unknown'],
    ['GET', `/dev-auth/api/v1/projects/${devAuth.projectId}/.well-known/jwks.json`],
    ['GET', '/dev-auth/api/v1/users/me'],
    ['POST', '/dev-auth/api/v1/auth/oauth/token'],
    ['POST', '/dev-auth/tokens'],
  ];
}

describe('a name that leads here by DNS rebinding', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.7:8000',
  ])('%s reaches no path', async (host) => {
    const issuer = await startIssuer();
    for (const [method, path] of paths(issuer)) {
      const answer = await issuer.send(method, path, { ...json, host }, method === 'POST' ? ann : '');
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect(issuer.devAuth.people.list()).toEqual([]);
  });

  test('is not believed over a forwarded one', async () => {
    const issuer = await startIssuer();
    const headers = { ...json, host: 'evil.example', 'x-forwarded-host': 'localhost' };
    expect((await issuer.send('POST', '/dev-auth/tokens', headers, ann)).status).toBe(403);
  });

  test.each(['localhost', 'LOCALHOST:5173', '127.0.0.1:1', '[::1]:8000'])(
    '%s is this machine',
    async (host) => {
      expect((await (await startIssuer()).send('GET', '/dev-auth', { host })).status).toBe(200);
    },
  );

  test('does not change the issuer of a token', async () => {
    const issuer = await startIssuer();
    const answer = await issuer.send('POST', '/dev-auth/tokens', { ...json, host: 'localhost:1' }, ann);
    const [, payload = ''] = JSON.parse(answer.text).accessToken.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString()).iss).toContain(issuer.origin);
  });
});

describe('another site', () => {
  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'file://'])(
    '%s changes nothing here',
    async (origin) => {
      const issuer = await startIssuer();
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const headers = { 'content-type': type, origin };
        const answer = await issuer.send(
          'POST',
          '/dev-auth/tokens',
          headers,
          type === 'application/json' ? ann : 'email=a@b',
        );
        expect(answer.status).toBe(403);
      }
      for (const method of ['PATCH', 'DELETE']) {
        const answer = await issuer.send(method, '/dev-auth/api/v1/users/me', { ...json, origin }, '{}');
        expect(answer.status).toBe(403);
      }
      expect(issuer.devAuth.people.list()).toEqual([]);
    },
  );

  test('on this machine may ask, as the page of a development server does', async () => {
    const issuer = await startIssuer();
    const headers = { ...json, origin: 'http://localhost:5173' };
    expect((await issuer.send('POST', '/dev-auth/tokens', headers, ann)).status).toBe(200);
  });

  test('reads nothing, even when the server around allows every origin', async () => {
    const issuer = await startIssuer({
      prepare: async (app) => {
        await app.register(cors, { origin: true, credentials: true });
      },
    });
    for (const [method, path] of paths(issuer)) {
      const headers = { ...json, origin: 'http://localhost:5173' };
      const answer = await issuer.send(method, path, headers, method === 'POST' ? ann : '');
      const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-allow'));
      expect([path, names]).toEqual([path, []]);
    }
  });
});

test('only the exact loopback names and addresses count', () => {
  for (const host of [
    undefined,
    '',
    'localhost:',
    'localhost:80:80',
    'localhost\n',
    '127.0.0.2',
    '[::1',
    'a@localhost',
  ]) {
    expect([host, isLoopbackHost(host)]).toEqual([host, false]);
  }
  for (const origin of [
    '',
    'null',
    'localhost',
    'ftp://localhost',
    'http://localhost/',
    'http://a@localhost',
  ]) {
    expect([origin, isLoopbackOrigin(origin)]).toEqual([origin, false]);
  }
  for (const address of [undefined, '', '10.0.0.1', '::ffff:10.0.0.1', '::', '1127.0.0.1']) {
    expect([address, isLoopbackAddress(address)]).toEqual([address, false]);
  }
  for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
    expect([address, isLoopbackAddress(address)]).toEqual([address, true]);
  }
});
