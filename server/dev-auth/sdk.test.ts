import { StackClientApp } from '@stackframe/js';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { hashPassword } from './password.ts';
import { startIssuer, type TestIssuer } from './test-issuer.ts';

// The SDK itself lets 300 ms pass between two loads of the person.
vi.setConfig({ testTimeout: 30_000 });

const password = 'correct horse';

afterEach(() => {
  vi.useRealTimers();
});

function sdk({ origin, devAuth }: TestIssuer) {
  return new StackClientApp({
    projectId: devAuth.projectId,
    baseUrl: `${origin}/dev-auth`,
    tokenStore: 'memory',
    redirectMethod: 'none',
    analytics: { enabled: false },
    devTool: false,
    noAutomaticPrefetch: true,
  });
}

type Sdk = ReturnType<typeof sdk>;

async function signUp(app: Sdk, email = 'ann@example.test') {
  const result = await app.signUpWithCredential({
    email,
    password,
    noRedirect: true,
    noVerificationCallback: true,
  });
  expect(result.status).toBe('ok');
  const user = await app.getUser();
  if (!user) throw new Error('The SDK takes the answer for no user.');
  return user;
}

/** A sign-in loads the person in the background, under a lock of the whole process: let it end with its test. */
async function settle(...apps: Sdk[]): Promise<void> {
  await Promise.all(apps.map((app) => app.getUser()));
}

/** Somebody who signed up before the test. */
async function havePerson({ devAuth }: TestIssuer) {
  return devAuth.people.add({ email: 'ann@example.test', passwordHash: await hashPassword(password) });
}

/** The SDK, the server and jose share this process, so for all of them the time has passed. */
function letPass(seconds: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(now + seconds * 1000);
}

describe('the real SDK', () => {
  test('signs up, and finds the person and a token that it accepts', async () => {
    const issuer = await startIssuer();
    const user = await signUp(sdk(issuer), '  Ann@Example.test ');

    expect(user.primaryEmail).toBe('Ann@Example.test');
    expect(user.primaryEmailVerified).toBe(false);
    expect(user.hasPassword).toBe(true);
    expect(user.isRestricted).toBe(false);
    const claims = decodeJwt((await user.getAccessToken()) ?? '');
    expect(claims).toMatchObject({ sub: user.id, aud: issuer.devAuth.projectId, email: 'Ann@Example.test' });
  });

  test('finds nobody before a sign-in', async () => {
    expect(await sdk(await startIssuer()).getUser()).toBeNull();
  });

  test('signs in with the password, in any case of the address', async () => {
    const issuer = await startIssuer();
    const { id } = await havePerson(issuer);
    const app = sdk(issuer);

    const result = await app.signInWithCredential({ email: 'ANN@example.test', password, noRedirect: true });

    expect(result.status).toBe('ok');
    expect((await app.getUser())?.id).toBe(id);
  });

  test.each([
    ['a wrong password', 'ann@example.test', 'wrong password'],
    ['an unknown address', 'bob@example.test', password],
  ])('reports %s as its own typed error', async (_what, email, tried) => {
    const issuer = await startIssuer();
    await havePerson(issuer);

    const result = await sdk(issuer).signInWithCredential({ email, password: tried, noRedirect: true });

    expect(result).toMatchObject({ status: 'error', error: { errorCode: 'EMAIL_PASSWORD_MISMATCH' } });
  });

  test.each([
    ['an address that is taken', 'ANN@example.test', password, 'USER_EMAIL_ALREADY_EXISTS'],
    ['a password that is too short', 'bob@example.test', 'seven77', 'PASSWORD_TOO_SHORT'],
    ['a password that is too long', 'bob@example.test', 'x'.repeat(71), 'PASSWORD_TOO_LONG'],
  ])('reports %s as its own typed error', async (_what, email, tried, errorCode) => {
    const issuer = await startIssuer();
    await havePerson(issuer);

    const fresh = { email, password: tried, noRedirect: true, noVerificationCallback: true } as const;
    expect(await sdk(issuer).signUpWithCredential(fresh)).toMatchObject({
      status: 'error',
      error: { errorCode },
    });
  });

  test('of two sign-ups at once with one address only one succeeds', async () => {
    const issuer = await startIssuer();
    const fresh = {
      email: 'ann@example.test',
      password,
      noRedirect: true,
      noVerificationCallback: true,
    } as const;

    const apps = [sdk(issuer), sdk(issuer)];

    const results = await Promise.all(apps.map((app) => app.signUpWithCredential(fresh)));
    await settle(...apps);

    expect(results.map(({ status }) => status).sort()).toEqual(['error', 'ok']);
    expect(issuer.devAuth.people.list()).toHaveLength(1);
  });

  test('keeps a fresh token and replaces one that is about to expire', async () => {
    const user = await signUp(sdk(await startIssuer()));
    const first = await user.getAccessToken();
    expect(await user.getAccessToken()).toBe(first);

    letPass(585);
    const second = await user.getAccessToken();

    expect(second).not.toBe(first);
    const [before, after] = [decodeJwt(first ?? ''), decodeJwt(second ?? '')];
    expect(after).toMatchObject({ sub: before.sub, refresh_token_id: before.refresh_token_id });
    expect((after.exp ?? 0) - (before.exp ?? 0)).toBeGreaterThanOrEqual(585);
  });

  test('loads the person after its token has expired', async () => {
    const app = sdk(await startIssuer({ accessTokenSeconds: 35 }));
    const { id } = await signUp(app);

    letPass(3600);

    await expect(app.getUser()).resolves.toMatchObject({ id });
  });

  test('is signed out quietly when its session has ended', async () => {
    const issuer = await startIssuer();
    const user = await signUp(sdk(issuer));
    await issuer.devAuth.sessions.endAllOf(user.id);

    letPass(700);

    expect(await user.getAccessToken()).toBeNull();
  });

  test('a session ends after 365 days', async () => {
    const user = await signUp(sdk(await startIssuer()));
    letPass(365 * 24 * 3600 + 1);
    expect(await user.getAccessToken()).toBeNull();
  });

  test('changes the display name, which the next token carries', async () => {
    const app = sdk(await startIssuer());
    const user = await signUp(app);

    await user.update({ displayName: 'Ann Example', clientMetadata: { theme: 'dark' } });

    const changed = await app.getUser();
    expect(changed?.displayName).toBe('Ann Example');
    expect(changed?.clientMetadata).toEqual({ theme: 'dark' });
    expect(decodeJwt((await changed?.getAccessToken()) ?? '').name).toBe('Ann Example');
  });

  test('signs somebody new in with a one-time code, and the same person again', async () => {
    const issuer = await startIssuer();
    const ids = [];
    for (const app of [sdk(issuer), sdk(issuer)]) {
      const sent = await app.sendMagicLinkEmail('ann@example.test', {
        callbackUrl: 'http://localhost:5173/sign-in',
      });
      if (sent.status === 'error') throw sent.error;
      const [waiting] = issuer.devAuth.codes.open();
      const result = await app.signInWithMagicLink(`${waiting?.code}${sent.data.nonce}`, {
        noRedirect: true,
      });
      expect(result.status).toBe('ok');
      const user = await app.getUser();
      expect(user?.primaryEmailVerified).toBe(true);
      ids.push(user?.id);
    }
    expect(ids[0]).toBe(ids[1]);
  });

  test('reports a code that is unknown, used or too old', async () => {
    const issuer = await startIssuer();
    const app = sdk(issuer);
    const used = issuer.devAuth.codes.send('ann@example.test');
    const old = issuer.devAuth.codes.send('bob@example.test');
    const signIn = async (code: string) => {
      const result = await app.signInWithMagicLink(code, { noRedirect: true });
      return result.status === 'error' ? result.error.errorCode : 'signed in';
    };

    expect(await signIn(`AAAAAA${used.nonce}`)).toBe('VERIFICATION_CODE_NOT_FOUND');
    expect(await signIn((used.code + used.nonce).toLowerCase())).toBe('signed in');
    expect(await signIn(used.code + used.nonce)).toBe('VERIFICATION_CODE_ALREADY_USED');
    letPass(601);
    expect(await signIn(old.code + old.nonce)).toBe('VERIFICATION_CODE_EXPIRED');
    await settle(app);
  });

  test('signs out, after which the refresh token is worth nothing', async () => {
    const issuer = await startIssuer();
    const app = sdk(issuer);
    const user = await signUp(app);
    const { refreshToken } = await user.getAuthJson();

    await user.signOut();

    expect(await app.getUser()).toBeNull();
    expect(issuer.devAuth.sessions.find(refreshToken ?? '')).toBeUndefined();
  });

  test('deletes the account, after which the password is worth nothing', async () => {
    const issuer = await startIssuer();
    const app = sdk(issuer);
    const user = await signUp(app);

    await user.delete();

    expect(await app.getUser()).toBeNull();
    expect(issuer.devAuth.people.list()).toEqual([]);
    const again = await app.signInWithCredential({ email: 'ann@example.test', password, noRedirect: true });
    expect(again.status).toBe('error');
  });

  test('takes the live token of a deleted person for nobody', async () => {
    const issuer = await startIssuer();
    const app = sdk(issuer);
    const user = await signUp(app);
    const person = issuer.devAuth.people.get(user.id);
    if (person) await issuer.devAuth.people.remove(person);

    expect(await app.getUser()).toBeNull();
  });

  test('reads the project and finds no teams and no permissions', async () => {
    const app = sdk(await startIssuer());
    const user = await signUp(app);

    const project = await app.getProject();

    expect(project.config).toMatchObject({
      credentialEnabled: true,
      magicLinkEnabled: true,
      oauthProviders: [],
    });
    expect(await user.listTeams()).toEqual([]);
    expect(await user.listPermissions()).toEqual([]);
  });

  test('of another install is told that its project does not exist', async () => {
    const [here, there] = [await startIssuer(), await startIssuer()];
    const app = sdk({ ...here, devAuth: there.devAuth });

    const signIn = app.signInWithCredential({ email: 'ann@example.test', password, noRedirect: true });

    await expect(signIn).rejects.toMatchObject({ errorCode: 'CURRENT_PROJECT_NOT_FOUND' });
  });

  test('stays signed in over a restart of the server', async () => {
    const issuer = await startIssuer();
    const app = sdk(issuer);
    const user = await signUp(app);

    await issuer.restart();
    letPass(700);

    await expect(app.getUser()).resolves.toMatchObject({ id: user.id });
  });
});
