import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, me } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newStorage } from '../testing/storage.ts';
import { createRemote } from '../workspace/remote.ts';
import { IdentityError } from './errors.ts';
import { createIdentity, type IdentityConfig, readIdentityConfig } from './identity.ts';

let server: TestServer;
let config: IdentityConfig;
beforeAll(async () => {
  server = await startTestServer();
  config = await readIdentityConfig(createClient({ baseUrl: server.url }));
});
afterAll(() => server.stop());

const newIdentity = () => createIdentity({ config, tokenStore: 'memory' });
const newEmail = () => `${randomUUID()}@example.test`;
const password = 'correct horse';

describe('a person', () => {
  test('signs up, is known to the server by the same id, signs out and in again', async () => {
    const identity = newIdentity();
    expect(await identity.currentPerson()).toBeNull();
    expect(await identity.accessToken()).toBeNull();
    const email = newEmail();
    const person = await identity.signUpWithPassword(` ${email} `, password);
    expect(person).toMatchObject({ email });
    const client = createClient({ baseUrl: server.url, token: () => identity.accessToken() });
    expect((await client(me.view)).body).toMatchObject({ id: person.id, email });

    const remote = createRemote({
      baseUrl: server.url,
      owner: person.id,
      token: () => identity.accessToken(),
    });
    await remote.create('company', { id: randomUUID(), name: 'Mine' });
    await identity.signOut();
    expect(await identity.currentPerson()).toBeNull();
    await expect(remote.list('company')).rejects.toMatchObject({ problem: { code: 'unauthenticated' } });

    expect((await identity.signInWithPassword(email, password)).id).toBe(person.id);
    expect((await remote.list('company')).items).toMatchObject([{ name: 'Mine' }]);
  });

  test('signs in with a code as people type it', async () => {
    const identity = newIdentity();
    const email = newEmail();
    const sent = await identity.sendCode(email);
    const code = server.devAuth.codes.open().find((one) => one.email === email)?.code ?? '';
    const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
    expect(await identity.signInWithCode(sent, typed)).toMatchObject({ email });
  });
});

test('is remembered by this browser until they sign out', async () => {
  const storage = newStorage();
  const identity = createIdentity({ config, tokenStore: 'memory', storage });
  expect(identity.rememberedPerson()).toBeNull();
  const person = await identity.signUpWithPassword(newEmail(), password);
  expect(createIdentity({ config, tokenStore: 'memory', storage }).rememberedPerson()).toEqual(person);
  await identity.signOut();
  expect(identity.rememberedPerson()).toBeNull();
  expect(storage.length).toBe(0);
});

test('the ways in are those of the project, and Google only when it offers it', async () => {
  const identity = newIdentity();
  expect(await identity.ways()).toEqual({ password: true, code: true, google: false, signUp: true });
  await expect(identity.signInWithGoogle()).rejects.toMatchObject({ code: 'not-offered' });
});

describe('what goes wrong is said in a sentence, at its field', () => {
  test.each([
    [
      'a wrong password',
      () => newIdentity().signInWithPassword(newEmail(), 'wrong horse'),
      'wrong-password',
      'password',
    ],
    [
      'a short password',
      () => newIdentity().signUpWithPassword(newEmail(), 'short'),
      'short-password',
      'password',
    ],
    [
      'a long password',
      () => newIdentity().signUpWithPassword(newEmail(), 'x'.repeat(71)),
      'long-password',
      'password',
    ],
    [
      'a wrong code',
      () => newIdentity().signInWithCode({ email: '', nonce: 'x'.repeat(40) }, '123456'),
      'wrong-code',
      'code',
    ],
  ])('%s', async (_what, attempt, code, field) => {
    const error = await attempt().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IdentityError);
    expect(error).toMatchObject({ code, field, message: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test('an address that is taken', async () => {
    const email = newEmail();
    await newIdentity().signUpWithPassword(email, password);
    await expect(newIdentity().signUpWithPassword(email, password)).rejects.toMatchObject({
      code: 'email-taken',
    });
  });

  test('an auth server that does not answer, long before the SDK gives up', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const identity = createIdentity({
      config: { ...config, baseUrl },
      tokenStore: 'memory',
      timeoutMilliseconds: 300,
    });
    const start = performance.now();
    await expect(identity.signInWithPassword(newEmail(), password)).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(performance.now() - start).toBeLessThan(5000);
    silent.close();
    silent.closeAllConnections();
  });
});
