import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { devAuthPlugin, mintToken } from './index.ts';
import { clientHeaders, startIssuer, type TestIssuer } from './test-issuer.ts';

const api = '/dev-auth/api/v1';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function signedIn(issuer: TestIssuer): Promise<Record<string, string>> {
  const token = await mintToken(issuer.devAuth, { origin: issuer.origin, email: 'ann@example.test' });
  return clientHeaders(issuer, token);
}

describe('a body that does not fit is a 400 SCHEMA_ERROR', () => {
  const password = 'correct horse';
  const bodies = ['', '{', 'null', '[]', '"text"', '{}', '{"email":7}', '{"__proto__":{"email":"a@b"}}'];
  const addresses = [
    '',
    'ann',
    'ann@',
    '@example.test',
    'a@b@c',
    'an n@example.test',
    'ann\u0000@example.test',
    'ann\u200b@example.test',
    `${'a'.repeat(243)}@example.test`,
  ];
  test.each([
    ...[
      '/auth/password/sign-up',
      '/auth/password/sign-in',
      '/auth/otp/send-sign-in-code',
      '/auth/otp/sign-in',
    ].flatMap((path) => bodies.map((body) => ['POST', path, body] as const)),
    ...addresses.map(
      (email) => ['POST', '/auth/password/sign-up', JSON.stringify({ email, password })] as const,
    ),
    ['POST', '/auth/otp/sign-in', '{"code":123456}'],
    ['PATCH', '/users/me', '[]'],
    ['PATCH', '/users/me', '{"display_name":7}'],
    ['PATCH', '/users/me', JSON.stringify({ display_name: 'x'.repeat(257) })],
    ['PATCH', '/users/me', '{"primary_email":"bob@example.test"}'],
    ['PATCH', '/users/me', '{"selected_team_id":"00000000-0000-4000-8000-000000000000"}'],
    ['PATCH', '/users/me', JSON.stringify({ client_metadata: 'x'.repeat(300_000) })],
  ] as const)('%s %s %s', async (method, path, body) => {
    const issuer = await startIssuer();
    const answer = await issuer.send(method, api + path, await signedIn(issuer), body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'SCHEMA_ERROR',
      details: { message: expect.any(String) },
    });
  });

  test.each(['text/plain', 'application/xml', 'nonsense'])('of type %s', async (type) => {
    const issuer = await startIssuer();
    const headers = { ...clientHeaders(issuer), 'content-type': type };
    const answer = await issuer.send('POST', `${api}/auth/password/sign-in`, headers, '{"email":"a@b"}');
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'SCHEMA_ERROR']);
  });

  test.each(['', 'grant_type=refresh_token', 'grant_type=password&refresh_token=a&client_id=b', '%%%=%%%'])(
    'POST /auth/oauth/token %s',
    async (body) => {
      const answer = await (await startIssuer()).send('POST', `${api}/auth/oauth/token`, form, body);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'SCHEMA_ERROR']);
    },
  );
});

describe('the token endpoint', () => {
  async function refresh(issuer: TestIssuer, fields: Record<string, string>) {
    const given = { grant_type: 'refresh_token', client_id: issuer.devAuth.projectId, ...fields };
    const answer = await issuer.send(
      'POST',
      `${api}/auth/oauth/token`,
      form,
      String(new URLSearchParams(given)),
    );
    return { ...answer, body: JSON.parse(answer.text) };
  }

  test('answers as OAuth 2 says, and keeps the refresh token', async () => {
    const issuer = await startIssuer({ accessTokenSeconds: 35 });
    const { id } = await issuer.devAuth.people.add({ email: 'ann@example.test' });
    const { refreshToken } = await issuer.devAuth.sessions.start(id);
    const { status, body, headers } = await refresh(issuer, {
      refresh_token: refreshToken,
      client_secret: 'any',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 35, refresh_token: refreshToken });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('refuses an unknown refresh token with 401 and another project with 400', async () => {
    const issuer = await startIssuer();
    const unknown = await refresh(issuer, { refresh_token: 'unknown' });
    expect([unknown.status, unknown.body.code]).toEqual([401, 'REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED']);
    const other = await refresh(issuer, { refresh_token: 'unknown', client_id: 'other' });
    expect([other.status, other.body.code]).toEqual([400, 'INVALID_OAUTH_CLIENT_ID_OR_SECRET']);
  });
});

describe('a known error', () => {
  const wrong = '{"email":"ann@example.test","password":"wrong"}';

  test.each(['x-stack', 'x-hexclave'])(
    'goes out as 200 with its status beside it when %s asks for that',
    async (prefix) => {
      const issuer = await startIssuer();
      const headers = {
        'content-type': 'application/json',
        [`${prefix}-access-type`]: 'client',
        [`${prefix}-project-id`]: issuer.devAuth.projectId,
        [`${prefix}-override-error-status`]: 'true',
      };
      const answer = await issuer.send('POST', `${api}/auth/password/sign-in`, headers, wrong);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'x-stack-actual-status': '400',
        'x-hexclave-actual-status': '400',
        'x-stack-known-error': 'EMAIL_PASSWORD_MISMATCH',
        'x-hexclave-known-error': 'EMAIL_PASSWORD_MISMATCH',
      });
      expect(JSON.parse(answer.text).code).toBe('EMAIL_PASSWORD_MISMATCH');
    },
  );

  test('keeps its status otherwise', async () => {
    const issuer = await startIssuer();
    const answer = await issuer.send('POST', `${api}/auth/password/sign-in`, clientHeaders(issuer), wrong);
    expect(answer.status).toBe(400);
    expect(answer.headers).not.toHaveProperty('x-stack-actual-status');
  });

  test.each([
    ['no access type', { 'x-stack-access-type': '' }, 'ACCESS_TYPE_REQUIRED'],
    ['a server key', { 'x-stack-access-type': 'server' }, 'INSUFFICIENT_ACCESS_TYPE'],
    ['no project', { 'x-stack-access-type': 'client' }, 'ACCESS_TYPE_WITHOUT_PROJECT_ID'],
    [
      'another project',
      { 'x-stack-access-type': 'client', 'x-stack-project-id': 'x' },
      'CURRENT_PROJECT_NOT_FOUND',
    ],
  ])('says what is wrong with %s', async (_what, headers, code) => {
    const answer = await (await startIssuer()).send('GET', `${api}/projects/current`, headers);
    expect(JSON.parse(answer.text).code).toBe(code);
  });
});

describe('signed out', () => {
  test.each([
    ['GET', '/users/me', 400, 'CANNOT_GET_OWN_USER_WITHOUT_USER'],
    ['PATCH', '/users/me', 400, 'CANNOT_GET_OWN_USER_WITHOUT_USER'],
    ['DELETE', '/users/me', 400, 'CANNOT_GET_OWN_USER_WITHOUT_USER'],
    ['GET', '/teams?user_id=me', 400, 'CANNOT_GET_OWN_USER_WITHOUT_USER'],
    ['DELETE', '/auth/sessions/current', 401, 'REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED'],
  ])('%s %s', async (method, path, status, code) => {
    const issuer = await startIssuer();
    const answer = await issuer.send(method, api + path, clientHeaders(issuer), method === 'GET' ? '' : '{}');
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
  });
});

test('a mail may link back to this machine only', async () => {
  const issuer = await startIssuer();
  const body = JSON.stringify({ email: 'ann@example.test', callback_url: 'https://evil.example/sign-in' });
  const answer = await issuer.send('POST', `${api}/auth/otp/send-sign-in-code`, clientHeaders(issuer), body);
  expect(JSON.parse(answer.text).code).toBe('REDIRECT_URL_NOT_WHITELISTED');
  expect(issuer.devAuth.codes.open()).toEqual([]);
});

test('the health endpoint answers, and unknown paths are 404', async () => {
  const issuer = await startIssuer();
  expect((await issuer.send('GET', '/dev-auth/health')).status).toBe(200);
  expect((await issuer.send('GET', `${api}/unknown`)).status).toBe(404);
});

test('what the issuer adds to Fastify stays inside its path', async () => {
  const issuer = await startIssuer({
    prepare: async (app) => {
      app.setErrorHandler((_error, _request, reply) => reply.code(418).send('ours'));
      app.post('/ours', (_request, reply) => reply.send('ours'));
    },
  });
  expect(await issuer.send('POST', '/ours', form, 'a=b')).toMatchObject({ status: 418, text: 'ours' });
  expect(await issuer.send('POST', '/ours', { host: 'app.example' })).toMatchObject({ status: 200 });
  expect((await issuer.send('POST', `${api}/auth/otp/sign-in`, clientHeaders(issuer), '{')).status).toBe(400);
});

test.each([
  [{ origin: 'https://app.example' }, /loopback origin/],
  [{ origin: 'http://127.0.0.1:8000.evil.example' }, /loopback origin/],
  [{ origin: 'http://127.0.0.1:8000', accessTokenSeconds: 29 }, /whole number from 30/],
])('refuses to start with %o', async (options, message) => {
  const { devAuth } = await startIssuer();
  const started = fastify().register(devAuthPlugin, { devAuth, ...options });
  await expect(started.ready()).rejects.toThrow(message);
});
