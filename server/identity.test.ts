import { createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { endpoints } from '@blossomer/contract/openapi';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type KeyedServer, startKeyedServer } from '../testing/keyed-server.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { mintToken, type TokenVariant } from './dev-auth/index.ts';
import { type Answer, ask, comparable } from './isolation/asking.ts';

/** Who is let in, over HTTP and with the keys of a real issuer: one kind of token, and every other is refused alike. */
let server: TestServer;
let superuser: pg.Client;

const email = 'ann@example.test';

beforeAll(async () => {
  server = await startTestServer();
  superuser = new pg.Client({ connectionString: server.databases.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
});

/** Asks who one is with this Authorization header; null: without one. */
function me(authorization: string | null, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = authorization === null ? headers : { authorization, ...headers };
  return ask(server.url, { method: 'GET', path: '/api/me', token: null, headers: sent });
}

/** A token as usual but for these claims; `undefined` leaves one out. */
function withClaims(claims: Record<string, unknown>): Promise<string> {
  return mintToken(server.devAuth, { origin: server.url, email, claims });
}

function projectId(): string {
  return server.devAuth.projectId;
}
function issuer(): string {
  return `${server.url}/dev-auth/api/v1/projects/${projectId()}`;
}
function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** What a good token says, for one that is signed by other means. */
function goodClaims(): JWTPayload {
  return {
    sub: randomUUID(),
    iss: issuer(),
    aud: projectId(),
    iat: now(),
    exp: now() + 600,
    project_id: projectId(),
    branch_id: 'main',
    role: 'authenticated',
  };
}

function publishedKey(): JsonWebKey & { kid: string } {
  const [key] = server.devAuth.keys.publicKeys(['normal']).keys;
  return key as JsonWebKey & { kid: string };
}

function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** Signed by the issuer's own key, under another header than its own; a library would refuse to make some of these. */
async function signedUnder(change: Record<string, unknown>): Promise<string> {
  const { key, kid } = await server.devAuth.keys.signingKey('normal');
  const header = { alg: 'ES256', kid, ...change };
  const content = `${encoded(header)}.${encoded(goodClaims())}`;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(content));
  return `${content}.${Buffer.from(signature).toString('base64url')}`;
}

async function signedByStranger(header: Record<string, unknown> = {}): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const own = { alg: 'ES256', kid: publishedKey().kid, jwk: await exportJWK(publicKey), ...header };
  return new SignJWT(goodClaims()).setProtectedHeader(own).sign(privateKey);
}

/** The classic confusion: the public key, which everybody has, taken for a shared secret. */
async function signedWithPublicKey(form: 'pem' | 'jwk' | 'x'): Promise<string> {
  const key = publishedKey();
  const forms = {
    pem: createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString(),
    jwk: JSON.stringify(key),
    x: String(key.x),
  };
  const secret = new TextEncoder().encode(forms[form].padEnd(32, '\0'));
  return new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(secret);
}

async function tampered(change: (parts: string[]) => string[]): Promise<string> {
  return change((await withClaims({})).split('.')).join('.');
}

function variant(kind: TokenVariant): () => Promise<string> {
  return () =>
    mintToken(server.devAuth, { origin: server.url, email: `${kind}@example.test`, variant: kind });
}

const refusedTokens: Record<string, () => Promise<string> | string> = {
  expired: variant('expired'),
  'not yet valid': variant('not-yet-valid'),
  'of an anonymous person': variant('anonymous'),
  'of a restricted person': variant('restricted'),
  'signed by a foreign key': variant('foreign-key'),
  'with alg none and no signature': () => `${encoded({ alg: 'none' })}.${encoded(goodClaims())}.`,
  'with alg none and some signature': () => `${encoded({ alg: 'none' })}.${encoded(goodClaims())}.abc`,
  'with alg nOnE and a known kid': () =>
    `${encoded({ alg: 'nOnE', kid: publishedKey().kid })}.${encoded(goodClaims())}.abc`,
  'with HS256 and the public key as PEM for a secret': () => signedWithPublicKey('pem'),
  'with HS256 and the public key as JWK for a secret': () => signedWithPublicKey('jwk'),
  'with HS256 and the x of the public key for a secret': () => signedWithPublicKey('x'),
  'with an unknown kid': () => signedByStranger({ kid: 'nobody-published-this' }),
  'with its own key in the header': () => signedByStranger(),
  'with the address of other keys in the header': () =>
    signedByStranger({ jku: 'https://keys.example.test/jwks.json', kid: 'theirs' }),
  'with an extension that must be understood': () => signedUnder({ crit: ['tenant'], tenant: 'other' }),
  'with an algorithm that its key is not for': () => signedUnder({ alg: 'ES384' }),
  'with no kid, though several keys are published': () => signedUnder({ kid: undefined }),
  'with another sub than was signed': () =>
    tampered(([header = '', , signature = '']) => [header, encoded(goodClaims()), signature]),
  'with half a signature': () =>
    tampered(([header = '', claims = '', signature = '']) => [header, claims, signature.slice(0, 43)]),
  'with a signature of zeros': () =>
    tampered(([header = '', claims = '']) => [header, claims, Buffer.alloc(64).toString('base64url')]),
  'with claims that are no JSON': () =>
    tampered(([header = '', , signature = '']) => [header, encoded('not json'), signature]),
  'of another issuer': () => withClaims({ iss: 'https://api.example.test/api/v1/projects/x' }),
  'of the issuer of another project': () =>
    withClaims({ iss: `${server.url}/dev-auth/api/v1/projects/${randomUUID()}` }),
  'of the issuer with a slash more': () => withClaims({ iss: `${issuer()}/` }),
  'of the issuer of anonymous people': () =>
    withClaims({ iss: issuer().replace('projects', 'projects-anonymous-users') }),
  'of the issuer of restricted people': () =>
    withClaims({ iss: issuer().replace('projects', 'projects-restricted-users') }),
  'without an issuer': () => withClaims({ iss: undefined }),
  'for another audience': () => withClaims({ aud: randomUUID() }),
  'for the audience of anonymous people': () => withClaims({ aud: `${projectId()}:anon` }),
  'for an audience in a list': () => withClaims({ aud: [projectId()] }),
  'for several audiences, ours among them': () => withClaims({ aud: [projectId(), randomUUID()] }),
  'without an audience': () => withClaims({ aud: undefined }),
  'of another project': () => withClaims({ project_id: randomUUID() }),
  'of another branch': () => withClaims({ branch_id: 'staging' }),
  'without a branch': () => withClaims({ branch_id: undefined }),
  'of another role': () => withClaims({ role: 'anon' }),
  'without a role': () => withClaims({ role: undefined }),
  'of a role that would be ours to give': () => withClaims({ role: 'admin' }),
  'that says it is anonymous': () => withClaims({ is_anonymous: true }),
  'that says it is restricted': () => withClaims({ is_restricted: true }),
  'that says in a word that it is anonymous': () => withClaims({ is_anonymous: 'true' }),
  'without a sub': () => withClaims({ sub: undefined }),
  'with an empty sub': () => withClaims({ sub: '' }),
  'with a sub that is no UUID': () => withClaims({ sub: 'ann' }),
  'with a sub and more behind it': () => withClaims({ sub: `${randomUUID()}\n` }),
  'with a sub that is a number': () => withClaims({ sub: 7 }),
  'with a sub that is a list': () => withClaims({ sub: [randomUUID()] }),
  'without a time of issue': () => withClaims({ iat: undefined }),
  'issued tomorrow': () => withClaims({ iat: now() + 86_400 }),
  'without a time of expiry': () => withClaims({ exp: undefined }),
  'with a time of expiry that is a word': () => withClaims({ exp: 'never' }),
  'that expired ten seconds ago': () => withClaims({ exp: now() - 10 }),
  'that is no token': () => 'token',
  'of two parts': () => 'a.b',
  'of four parts': () => 'a.b.c.d',
  'of 8 kB of garbage': () => 'x'.repeat(8185),
  'of 8 kB of garbage in three parts': () => Array(3).fill('x'.repeat(2700)).join('.'),
  'that is empty': () => '',
};

const refusedHeaders: Record<string, (token: string) => string> = {
  'two spaces after the scheme': (token) => `Bearer  ${token}`,
  'no space after the scheme': (token) => `Bearer${token}`,
  'a tab after the scheme': (token) => `Bearer\t${token}`,
  'no scheme': (token) => token,
  'another scheme': (token) => `Basic ${token}`,
  'two tokens': (token) => `Bearer ${token} ${token}`,
  'two schemes': (token) => `Bearer ${token}, Bearer ${token}`,
  'quotes around the token': (token) => `Bearer "${token}"`,
};

describe('a token is refused, always in the same words,', () => {
  test.concurrent.for(Object.entries(refusedTokens))('%s', async ([, make]) => {
    expectUnauthenticated(await me(`Bearer ${await make()}`));
  });

  test.for(Object.entries(refusedHeaders))('sent with %s', async ([, header]) => {
    expectUnauthenticated(await me(header(await withClaims({}))));
  });

  test('in a cookie, in the address or in a header of the vendor, where nobody looks', async () => {
    const token = await withClaims({});
    const names = ['stack-access', 'stack-access-token', 'access_token', 'token', 'authorization'];
    expectUnauthenticated(await me(null, { cookie: names.map((name) => `${name}=${token}`).join('; ') }));
    for (const name of ['x-stack-access-token', 'x-hexclave-access-token', 'x-authorization']) {
      expectUnauthenticated(await me(null, { [name]: token }));
    }
    for (const name of ['access_token', 'token']) {
      const path = `/api/me?${name}=${token}`;
      expectUnauthenticated(await ask(server.url, { method: 'GET', path, token: null }));
    }
  });

  test.for(['RS256', 'PS256', 'ES384', 'ES512', 'EdDSA'])(
    'signed with %s by a key that the issuer publishes for it: one algorithm is agreed upon',
    async (alg) => {
      const issuing = await startKeyedServer();
      onTestFinished(issuing.stop);
      const { privateKey, publicKey } = await generateKeyPair(alg);
      const published = { ...(await exportJWK(publicKey)), kid: 'other', alg };
      issuing.answer = (response) => response.writeHead(200).end(JSON.stringify({ keys: [published] }));
      const { issuer: iss, project } = issuing;
      const token = await new SignJWT({ ...goodClaims(), iss, aud: project, project_id: project })
        .setProtectedHeader({ alg, kid: 'other' })
        .sign(privateKey);
      expect((await meAt(issuing, token)).status).toBe(401);
    },
  );

  test('and makes no row for whoever it names', async () => {
    expect((await superuser.query('select from users')).rowCount).toBe(0);
  });
});

let firstRefusal: Answer | undefined;

function expectUnauthenticated(answer: Answer): void {
  expect(answer.status, answer.body).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer');
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthenticated', errors: [] });
  firstRefusal ??= comparable(answer);
  expect(comparable(answer)).toEqual(firstRefusal);
}

describe('a token is accepted', () => {
  test('when it is of the issuer, and the person is who it says', async () => {
    const answer = await me(`Bearer ${await withClaims({})}`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ email, role: 'user' });
  });

  test('when another program than ours put it together', async () => {
    expect((await me(`Bearer ${await signedUnder({})}`)).status).toBe(200);
  });

  test('whatever the case of the scheme (RFC 9110, 11.1)', async () => {
    const token = await withClaims({});
    for (const scheme of ['bearer', 'BEARER']) expect((await me(`${scheme} ${token}`)).status).toBe(200);
  });

  test('with a sub in capitals, for the same person', async () => {
    const sub = randomUUID();
    const ids = await Promise.all(
      [sub, sub.toUpperCase()].map(
        async (each) => JSON.parse((await me(`Bearer ${await withClaims({ sub: each })}`)).body).id,
      ),
    );
    expect(ids).toEqual([sub, sub]);
  });

  test('within five seconds of clock skew, and not a request longer, though it was verified before', async () => {
    const authorization = `Bearer ${await withClaims({ exp: now() - 3 })}`;
    expect((await me(authorization)).status).toBe(200);
    await expect
      .poll(async () => (await me(authorization)).status, { timeout: 8000, interval: 100 })
      .toBe(401);
    expectUnauthenticated(await me(authorization));
  });

  test('and gives no right: no claim makes an admin', async () => {
    const token = await withClaims({ is_admin: true, roles: ['admin'], permissions: ['admin'] });
    expect(JSON.parse((await me(`Bearer ${token}`)).body)).toMatchObject({ role: 'user' });
  });

  test('and shows a name as it can be kept: no U+0000, no lone surrogate, not too long', async () => {
    const name = `\u0000Ann\ud800 ${'x'.repeat(500)}`;
    const answer = await me(`Bearer ${await withClaims({ sub: randomUUID(), name })}`);
    expect(JSON.parse(answer.body).name).toBe(`Ann ${'x'.repeat(196)}`);
  });
});

describe('a person who was erased', () => {
  const personal = endpoints.filter(({ access }) => access === 'person');

  test('is refused at each address with a token that is still alive, and no row of theirs comes back', async () => {
    for (const arrivedBefore of [true, false]) {
      const sub = randomUUID();
      const authorization = `Bearer ${await withClaims({ sub })}`;
      if (arrivedBefore) expect((await me(authorization)).status).toBe(200);
      await erase(sub);
      for (const { method, path, bodyTypes } of personal) {
        const answer = await ask(server.url, {
          method,
          path: path.replace('{id}', randomUUID()) + (queries[path] ?? ''),
          token: null,
          headers: { authorization, 'if-match': '*' },
          ...(bodyTypes[0] === undefined ? {} : { body: bodyFor(path), bodyType: bodyTypes[0] }),
        });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
      expect(await rowsOf(sub)).toEqual([]);
    }
  });

  test('is refused when the issuer has deleted them and told us so', async () => {
    const token = await mintToken(server.devAuth, {
      origin: server.url,
      email: 'left@example.test',
      variant: 'deleted',
    });
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    await erase(sub);
    expect((await me(`Bearer ${token}`)).status).toBe(401);
    expect(await rowsOf(sub)).toEqual([]);
  });

  test('is asked to sign in, as by every 401 (RFC 9110, 15.5.2)', async () => {
    const sub = randomUUID();
    await erase(sub);
    const answer = await me(`Bearer ${await withClaims({ sub })}`);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  /** Valid wherever a body is read before the database is asked. */
  /** Of addresses that ask for one. */
  const queries: Record<string, string> = { '/api/me/export': '?format=json' };

  function bodyFor(path: string): unknown {
    if (path.endsWith('imports')) return { dump: {} };
    if (path.endsWith('generations')) return { kind: 'company', inputs: { url: 'acme.test' } };
    if (path.endsWith('migration')) return { phase: 'hybrid' };
    if (path.endsWith('compare')) return { entities: [] };
    if (path.endsWith('batch')) {
      return { operations: [{ method: 'POST', path: '/api/company', body: { name: 'New' } }] };
    }
    const ids = { companyId: randomUUID(), accountId: randomUUID(), personaId: randomUUID() };
    const parents: Record<string, object> = {
      '/api/accounts': { companyId: ids.companyId },
      '/api/personas': { accountId: ids.accountId },
      '/api/campaigns': { accountId: ids.accountId, personaId: ids.personaId },
    };
    return { name: 'New', ...parents[path] };
  }

  async function erase(id: string): Promise<void> {
    await superuser.query('insert into deleted_users (id) values ($1)', [id]);
    await superuser.query('delete from users where id = $1', [id]);
  }

  async function rowsOf(id: string): Promise<unknown[]> {
    return (await superuser.query('select from users where id = $1', [id])).rows;
  }
});

describe('keys', () => {
  test('that are replaced during traffic fail no request with a good token', async () => {
    const statuses: number[] = [];
    const traffic = async () => {
      for (let request = 0; request < 5; request += 1) {
        statuses.push((await me(`Bearer ${await withClaims({})}`)).status);
      }
    };
    await traffic();
    for (let rotation = 0; rotation < 3; rotation += 1) {
      await Promise.all([traffic(), traffic(), server.devAuth.keys.rotate('normal'), traffic(), traffic()]);
      await traffic();
    }
    const refused = statuses.filter((status) => status !== 200);
    expect({ sent: statuses.length, refused: refused.length }).toEqual({ sent: 80, refused: 0 });
  });

  const unusable: Record<string, (response: ServerResponse) => unknown> = {
    'answered by an error': (response) => response.writeHead(500).end('{"keys":[]}'),
    'not there': (response) => response.writeHead(404).end('{"error":"unknown project"}'),
    'moved elsewhere': (response) => response.writeHead(302, { location: 'https://keys.example.test' }).end(),
    'answered by a page': (response) =>
      response.writeHead(200).end('<!doctype html><h1>Down for maintenance'),
    'answered by nothing': (response) => response.writeHead(200).end(),
    'answered by half a set': (response) => response.writeHead(200).end('{"keys":[{"kty":"EC",'),
    'answered by JSON that is no set': (response) => response.writeHead(200).end('{"keys":7}'),
    'answered by a list': (response) => response.writeHead(200).end('[]'),
    'cut off': (response) => response.destroy(),
    'not answered in time': () => {},
  };

  describe('that cannot be had', () => {
    let issuing: KeyedServer;
    beforeAll(async () => {
      issuing = await startKeyedServer();
    });
    afterAll(() => issuing.stop());

    test.for(Object.entries(unusable))('%s: 503 and when to try again, never a 401', async ([, answer]) => {
      issuing.answer = answer;
      expectUnreachable(await meAt(issuing, await issuing.token()));
    });

    test('since nobody serves them: 503; a header that is no token is 401 all the same', async () => {
      await issuing.stopKeys();
      expectUnreachable(await meAt(issuing, await issuing.token()));
      expect((await meAt(issuing, 'no token')).status).toBe(401);
    });
  });

  test('that could not be had let the same token in as soon as they can, and outlast an issuer that is down', async () => {
    const issuing = await startKeyedServer();
    onTestFinished(issuing.stop);
    const token = await issuing.token();
    issuing.answer = (response) => response.writeHead(500).end();
    expectUnreachable(await meAt(issuing, token));
    issuing.answer = issuing.publish;
    expect((await meAt(issuing, token)).status).toBe(200);
    await issuing.stopKeys();
    expect((await meAt(issuing, await issuing.token())).status).toBe(200);
  });

  function expectUnreachable({ status, headers, body }: Answer): void {
    expect(status, body).toBe(503);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(headers['www-authenticate']).toBeUndefined();
    expect(JSON.parse(body)).toMatchObject({ code: 'identity-unreachable' });
    expect(body).not.toMatch(/jwks|127\.0\.0\.1|ECONN/i);
  }
});

function meAt({ url }: KeyedServer, token: string): Promise<Answer> {
  return ask(url, { method: 'GET', path: '/api/me', token });
}
