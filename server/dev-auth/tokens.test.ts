import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { mintToken, type TokenVariant } from './index.ts';
import { clientHeaders, jwksUrl, startIssuer, type TestIssuer } from './test-issuer.ts';

const email = 'ann@example.test';

function mint(issuer: TestIssuer, variant: TokenVariant = 'normal'): Promise<string> {
  return mintToken(issuer.devAuth, { origin: issuer.origin, email, variant });
}

/** As our server verifies: a remote key set, and each constraint that a claim can break. */
async function verify(issuer: TestIssuer, token: string, keys = createRemoteJWKSet(jwksUrl(issuer))) {
  const { projectId } = issuer.devAuth;
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['ES256'],
    issuer: `${issuer.origin}/dev-auth/api/v1/projects/${projectId}`,
    audience: projectId,
    requiredClaims: ['sub', 'iat', 'exp'],
    clockTolerance: 5,
  });
  return payload;
}

async function publishedKids(issuer: TestIssuer, query?: string): Promise<string[]> {
  const { keys } = (await (await fetch(jwksUrl(issuer, query))).json()) as { keys: JWK[] };
  return keys.map(({ kid }) => kid ?? '');
}

describe('a normal token', () => {
  test('passes the verification of a production server, with every claim of the vendor', async () => {
    const issuer = await startIssuer();
    const { projectId, people } = issuer.devAuth;
    const token = await mintToken(issuer.devAuth, { origin: issuer.origin, email, name: 'Ann' });

    const claims = await verify(issuer, token);

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', kid: expect.any(String) });
    expect(claims).toEqual({
      sub: people.withEmail(email)?.id,
      iss: `${issuer.origin}/dev-auth/api/v1/projects/${projectId}`,
      aud: projectId,
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 600,
      project_id: projectId,
      branch_id: 'main',
      refresh_token_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      role: 'authenticated',
      name: 'Ann',
      email,
      email_verified: true,
      selected_team_id: null,
      signed_up_at: expect.any(Number),
      is_anonymous: false,
      is_restricted: false,
      restricted_reason: null,
      requires_totp_mfa: false,
    });
  });

  test('speaks of one person, however the address is written', async () => {
    const { devAuth, origin } = await startIssuer();
    const written = ['ann@example.test', ' ANN@Example.Test\t'];
    const tokens = await Promise.all(written.map((one) => mintToken(devAuth, { origin, email: one })));
    expect(new Set(tokens.map((token) => decodeJwt(token).sub)).size).toBe(1);
    expect(devAuth.people.list()).toHaveLength(1);
  });

  test('carries the claims a test replaces, and lacks those it takes away', async () => {
    const issuer = await startIssuer();
    const claims = { branch_id: 'other', sub: undefined };
    const token = await mintToken(issuer.devAuth, { origin: issuer.origin, email, claims });
    expect(decodeJwt(token)).toMatchObject({ branch_id: 'other', role: 'authenticated' });
    await expect(verify(issuer, token)).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
      claim: 'sub',
    });
  });
});

describe('a token that a server must refuse', () => {
  test.each([
    ['expired', { code: 'ERR_JWT_EXPIRED' }],
    ['not-yet-valid', { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'nbf' }],
    ['anonymous', { code: 'ERR_JWKS_NO_MATCHING_KEY' }],
    ['restricted', { code: 'ERR_JWKS_NO_MATCHING_KEY' }],
    ['foreign-key', { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' }],
  ] as const)('%s', async (variant, fault) => {
    const issuer = await startIssuer();
    await expect(verify(issuer, await mint(issuer, variant))).rejects.toMatchObject(fault);
  });

  test.each([
    [
      'anonymous',
      'projects-anonymous-users',
      ':anon',
      { is_anonymous: true, restricted_reason: { type: 'anonymous' } },
    ],
    [
      'restricted',
      'projects-restricted-users',
      ':restricted',
      { is_anonymous: false, restricted_reason: { type: 'restricted_by_administrator' } },
    ],
  ] as const)('%s: its own issuer, audience, key and flags', async (variant, path, suffix, flags) => {
    const issuer = await startIssuer();
    const { projectId } = issuer.devAuth;
    const keys = createRemoteJWKSet(jwksUrl(issuer, `?include_${variant}=true`));
    const { payload } = await jwtVerify(await mint(issuer, variant), keys, {
      issuer: `${issuer.origin}/dev-auth/api/v1/${path}/${projectId}`,
      audience: projectId + suffix,
    });
    expect(payload).toMatchObject({ ...flags, is_restricted: true, project_id: projectId });
  });

  test('deleted: good in itself, but the person is gone', async () => {
    const issuer = await startIssuer();
    const token = await mint(issuer, 'deleted');

    expect((await verify(issuer, token)).sub).toBeDefined();
    const answer = await issuer.send('GET', '/dev-auth/api/v1/users/me', clientHeaders(issuer, token));
    expect(JSON.parse(answer.text).code).toBe('CANNOT_GET_OWN_USER_WITHOUT_USER');
    expect(issuer.devAuth.people.list()).toEqual([]);
  });

  test.each([
    ['expired', 'ACCESS_TOKEN_EXPIRED'],
    ['not-yet-valid', 'UNPARSABLE_ACCESS_TOKEN'],
    ['anonymous', 'UNPARSABLE_ACCESS_TOKEN'],
    ['restricted', 'UNPARSABLE_ACCESS_TOKEN'],
    ['foreign-key', 'UNPARSABLE_ACCESS_TOKEN'],
  ] as const)('%s: refused by the issuer itself', async (variant, code) => {
    const issuer = await startIssuer();
    const headers = clientHeaders(issuer, await mint(issuer, variant));
    const answer = await issuer.send('GET', '/dev-auth/api/v1/users/me', headers);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text).code).toBe(code);
  });

  test('of another install: another project id and other keys', async () => {
    const [here, there] = [await startIssuer(), await startIssuer()];
    expect(here.devAuth.projectId).not.toBe(there.devAuth.projectId);
    await expect(verify(here, await mint(there))).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });
});

describe('the published keys', () => {
  test('are two for each kind of user, and only those asked for', async () => {
    const issuer = await startIssuer();
    const [plain, restricted, anonymous] = [
      await publishedKids(issuer),
      await publishedKids(issuer, '?include_restricted=true'),
      await publishedKids(issuer, '?include_anonymous=true'),
    ];
    expect([plain.length, restricted.length, anonymous.length]).toEqual([2, 4, 6]);
    expect(new Set(anonymous).size).toBe(6);
    expect(anonymous).toEqual(expect.arrayContaining([...plain, ...restricted]));
  });

  test('have no private part, and may be kept for an hour', async () => {
    const issuer = await startIssuer();
    const response = await fetch(jwksUrl(issuer, '?include_anonymous=true'));
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
    for (const key of ((await response.json()) as { keys: JWK[] }).keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'x', 'y']);
    }
  });

  test('are found under the alias for anonymous users too', async () => {
    const issuer = await startIssuer();
    const { projectId } = issuer.devAuth;
    const path = `/dev-auth/api/v1/projects-anonymous-users/${projectId}/.well-known/jwks.json`;
    const answer = await issuer.send('GET', path);
    expect(answer.status).toBe(307);
    expect(new URL(answer.headers.location ?? '', issuer.origin).href).toBe(
      jwksUrl(issuer, '?include_anonymous=true').href,
    );
  });

  test('of an unknown project do not exist', async () => {
    const issuer = await startIssuer();
    const path = '/dev-auth/api/v1/projects/00000000-0000-4000-8000-000000000000/.well-known/jwks.json';
    expect((await issuer.send('GET', path)).status).toBe(404);
  });

  test('change when the key rotates: the old key stays good once, and a verifier finds the new one by itself', async () => {
    const issuer = await startIssuer();
    const keys = createRemoteJWKSet(jwksUrl(issuer), { cooldownDuration: 0 });
    const before = await mint(issuer);
    await verify(issuer, before, keys);

    await issuer.devAuth.keys.rotate('normal');
    const after = await mint(issuer);

    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    await verify(issuer, after, keys);
    await verify(issuer, before, createRemoteJWKSet(jwksUrl(issuer)));
    await issuer.devAuth.keys.rotate('normal');
    await expect(verify(issuer, before)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  test('survive a restart, rotated or not', async () => {
    const issuer = await startIssuer();
    await issuer.devAuth.keys.rotate('normal');
    const [token, kids] = [await mint(issuer), await publishedKids(issuer, '?include_anonymous=true')];

    await issuer.restart();

    await verify(issuer, token);
    expect(await publishedKids(issuer, '?include_anonymous=true')).toEqual(kids);
  });
});
