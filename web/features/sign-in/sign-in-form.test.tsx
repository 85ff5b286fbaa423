// @vitest-environment jsdom
import { randomUUID } from 'node:crypto';
import { createClient } from '@blossomer/contract';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import {
  createIdentity,
  type IdentityConfig,
  type Person,
  readIdentityConfig,
  type Ways,
} from '../../identity/identity.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../../testing/patience.ts';

let server: TestServer;
let config: IdentityConfig;
beforeAll(async () => {
  server = await startTestServer();
  config = await readIdentityConfig(createClient({ baseUrl: server.url }), null);
});
afterAll(() => server.stop());
afterEach(cleanup);

const password = 'correct horse';

function begin({ isNew = false, ways = {} }: { isNew?: boolean; ways?: Partial<Ways> } = {}) {
  const entered: Person[] = [];
  render(
    <SignInForm
      identity={createIdentity({ config, tokenStore: 'memory' })}
      ways={{ password: true, code: true, google: false, signUp: true, ...ways }}
      issuerPage="/issuer"
      isNew={isNew}
      next="/app"
      entered={async (person) => void entered.push(person)}
    />,
  );
  return { entered, user: userEvent.setup() };
}

const email = () => screen.getByLabelText<HTMLInputElement>('E-mail address');
const secret = () => screen.getByLabelText<HTMLInputElement>('Password');

test('what is wrong is said beside its field, which gets the focus, and what was typed stays', async () => {
  const { user, entered } = begin();
  await user.type(email(), 'nobody@example.test');
  await user.type(secret(), 'wrong horse');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  const fault = await screen.findByRole('alert');
  expect(fault.textContent).toBe('This address and password do not belong together.');
  expect(secret().getAttribute('aria-describedby')).toContain(fault.id);
  await waitFor(() => expect(document.activeElement).toBe(secret()));
  expect([email().value, secret().value, entered]).toEqual(['nobody@example.test', 'wrong horse', []]);
});

test('somebody new makes an account, and one with a short password is told before anything is sent', async () => {
  const { user, entered } = begin({ isNew: true });
  const address = `${randomUUID()}@example.test`;
  await user.type(email(), address);
  await user.type(secret(), 'short');
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/at least 8 characters/);
  await user.clear(secret());
  await user.type(secret(), password);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(entered).toMatchObject([{ email: address }]));
}, 30_000);

test('a code by e-mail is another way, for the address that was typed', async () => {
  const { user, entered } = begin();
  const address = `${randomUUID()}@example.test`;
  await user.type(email(), address);
  await user.click(screen.getByRole('button', { name: 'Use a code by e-mail instead' }));
  await user.click(screen.getByRole('button', { name: 'Send me a code' }));
  const code = await screen.findByLabelText('Code');
  await waitFor(() => expect(document.activeElement).toBe(code));
  await user.type(code, 'ABCDEF{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/code is not right/);
  await user.clear(code);
  await user.type(code, server.devAuth.codes.open().find((one) => one.email === address)?.code ?? '');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(entered).toMatchObject([{ email: address }]));
}, 30_000);

test('only what the project offers is there, for password managers too', () => {
  begin({ ways: { code: false } });
  expect(screen.queryByRole('button', { name: /Google|code/ })).toBeNull();
  expect([email().autocomplete, secret().autocomplete]).toEqual(['username', 'current-password']);
  cleanup();
  begin({ ways: { google: true, password: false } });
  expect(screen.getByRole('button', { name: 'Go on with Google' })).toBeTruthy();
  expect(screen.queryByLabelText('Password')).toBeNull();
});

test('a password is shown on request', async () => {
  const { user } = begin();
  expect(secret().type).toBe('password');
  await user.click(screen.getByRole('button', { name: 'Show password' }));
  expect(secret().type).toBe('text');
});
