import '../../testing/dom.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, imports } from '@blossomer/contract';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { ClaimBanner } from '../../components/claim-banner.tsx';
import { openSession } from '../../data/session.ts';
import { WorkspaceProvider } from '../../data/WorkspaceProvider.tsx';
import { createIdentity, readIdentityConfig } from '../../identity/identity.ts';
import { SignedInContext } from '../../person.ts';
import { newPresence } from '../../presence.ts';
import type { SignedIn } from '../../sessions.ts';
import { newStorage } from '../../testing/storage.ts';
import { openClaim } from '../../workspace/claim.ts';
import { openLocal } from '../../workspace/local.ts';
import { openMigration } from '../../workspace/migration.ts';
import { createApi, createRemote } from '../../workspace/remote.ts';
import { ClaimPage } from './claim-page.tsx';
import '../../testing/patience.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  vi.stubGlobal('scrollTo', () => {});
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const dump: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../legacy/fixtures/handoff.json'), 'utf8'),
);

function usedBrowser(): Storage {
  const storage = newStorage();
  for (const [key, value] of Object.entries(dump)) storage.setItem(key, value);
  return storage;
}

/** Somebody opens the app in this browser. */
async function arrive(storage: Storage, { at = '/app/claim', email = `${randomUUID()}@example.test` } = {}) {
  cleanup();
  const baseUrl = server.url;
  const token = () => server.token(email);
  const workspace = createRemote({ baseUrl, owner: email, token });
  const api = createApi({ baseUrl, token });
  const session = await openSession({ workspace, storage, page: undefined });
  onTestFinished(() => session.close());
  const migration = await openMigration({ remote: workspace, api, storage: null });
  const config = await readIdentityConfig(createClient({ baseUrl }), null);
  const signedIn: SignedIn = {
    ...{ identity: createIdentity({ config, tokenStore: 'memory' }), mode: 'development', issuerPage: null },
    person: { id: email, email, name: null },
    ...{ api, patientApi: api, presence: newPresence(), migration },
    claim: openClaim({ storage, workspace, api }),
    ...{ signOut: async () => {}, deleteAccount: async () => {} },
  };
  const root = createRootRoute();
  const screens = [
    createRoute({ getParentRoute: () => root, path: '/app', component: ClaimBanner }),
    createRoute({ getParentRoute: () => root, path: '/app/claim', component: ClaimPage }),
  ];
  const router = createRouter({
    routeTree: root.addChildren(screens),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  render(
    <SignedInContext value={signedIn}>
      <WorkspaceProvider session={session}>
        {/* The app registers its own routes; these are two of them. */}
        <RouterProvider router={router as never} />
      </WorkspaceProvider>
    </SignedInContext>,
  );
  return { email, workspace, router, user: userEvent.setup() };
}

const keysOf = (storage: Storage) => Object.keys(dump).filter((key) => storage.getItem(key) === dump[key]);

test('a sign-in throws nothing away: work is shown, brought along when asked, and stays here until it is cleared', async () => {
  const storage = usedBrowser();
  const { workspace, user } = await arrive(storage);
  await screen.findByRole('heading', { name: 'What comes in' });
  expect(screen.getByText(/This browser holds 1 company, 1 account, 1 persona, 1 e-mail/)).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Documents' }).textContent).toContain('Acme Cloud');
  expect((await workspace.list('company')).items).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Bring it into my account' }));
  await screen.findByRole('heading', { name: 'Your work is in your account' });
  expect(screen.getByText(/All 137 values are accounted for/)).toBeTruthy();
  expect((await workspace.list('company')).items).toMatchObject([{ name: 'Acme Cloud' }]);
  expect(keysOf(storage)).toEqual(Object.keys(dump));
  expect(screen.getByRole('button', { name: 'Clear this browser' })).toBeTruthy();
}, 60_000);

test('"later" is respected: it is not spoken of again to this person, and is still there to be found', async () => {
  const storage = usedBrowser();
  const { email, user } = await arrive(storage, { at: '/app' });
  await screen.findByRole('region', { name: 'Work in this browser' });
  await user.click(screen.getByRole('button', { name: 'Later' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Work in this browser' })).toBeNull());
  await arrive(storage, { email });
  await screen.findByRole('button', { name: 'Bring it into my account' });
  expect(keysOf(storage)).toEqual(Object.keys(dump));
}, 60_000);

test.each([
  { choice: 'Keep the account’s', stays: 'Infra cost tool.' },
  { choice: 'Take this browser’s', stays: 'The words of the second browser.' },
])(
  'a second browser with other words: $choice',
  async ({ choice, stays }) => {
    const email = `${randomUUID()}@example.test`;
    await server.client(email)(imports.create, { body: { dump } });
    const storage = usedBrowser();
    const overview = JSON.parse(dump.dashboard_overview ?? '');
    const words = 'The words of the second browser.';
    storage.setItem('dashboard_overview', JSON.stringify({ ...overview, description: words }));
    const { user, workspace } = await arrive(storage, { email });
    const differing = await screen.findByRole('list', { name: 'Documents that differ' });
    expect(differing.textContent).toContain('Acme Cloud');
    expect(differing.textContent).toContain(words);
    const kept = screen.getByRole('radio', { name: /^Keep the account’s/ });
    expect(kept.getAttribute('aria-checked'), 'nothing is overwritten without a word').toBe('true');
    await user.click(screen.getByRole('radio', { name: new RegExp(`^${choice}`) }));
    const begin = screen.getByRole<HTMLButtonElement>('button', { name: 'Bring it into my account' });
    await waitFor(() => expect(begin.disabled).toBe(false));
    await user.click(begin);
    await screen.findByRole('heading', { name: 'Your work is in your account' });
    expect((await workspace.list('company')).items).toMatchObject([{ data: { description: stays } }]);
    await screen.findByRole('heading', { name: 'Every single value' });
    const replaced = screen.queryByRole('list', { name: 'Replaced' })?.textContent ?? '';
    expect(replaced.includes('Infra cost tool.'), 'what gave way stays readable').toBe(stays === words);
  },
  120_000,
);

/** A company that the account and the playground both have, each with words of its own. */
async function inBoth(ofAccount: Record<string, unknown>, ofPlayground: Record<string, unknown>) {
  const storage = newStorage();
  const email = `${randomUUID()}@example.test`;
  const account = createRemote({ baseUrl: server.url, owner: email, token: () => server.token(email) });
  const company = { id: randomUUID(), name: 'Acme' };
  await account.create('company', { ...company, data: ofAccount });
  await (await openLocal({ storage })).create('company', { ...company, data: ofPlayground });
  const { user } = await arrive(storage, { email });
  const begin = await screen.findByRole<HTMLButtonElement>('button', { name: 'Bring it into my account' });
  await waitFor(() => expect(begin.disabled).toBe(false));
  const stored = async () => (await account.view('company', company.id)).data;
  return { user, begin, account, id: company.id, stored };
}

test.each([
  { choice: /^Keep the account’s/, stays: 'By the account' },
  { choice: /^Take the playground’s/, stays: 'By the playground' },
])(
  'what was edited in the account and in the playground is asked about before it comes in: $stays',
  async ({ choice, stays }) => {
    const { user, begin, stored } = await inBoth(
      { description: 'By the account' },
      { description: 'By the playground' },
    );
    const kept = screen.getByRole('radio', { name: /^Keep the account’s/ });
    expect(kept.getAttribute('aria-checked'), 'nothing is overwritten without a word').toBe('true');
    await user.click(screen.getByRole('radio', { name: choice }));
    const becomes = stays === 'By the account' ? 'kept' : 'merged';
    expect(screen.getByRole('list', { name: 'Documents' }).textContent).toContain(`Acme${becomes}`);
    await user.click(begin);
    await screen.findByRole('button', { name: 'Clear this browser' });
    expect((await stored()).description).toBe(stays);
    const replaced = screen.queryByRole('list', { name: 'Replaced' })?.textContent ?? '';
    expect(replaced.includes('By the account')).toBe(stays === 'By the playground');
  },
  60_000,
);

test('what was edited after the preview waits for the person to say whose text stays', async () => {
  const { user, begin, account, id, stored } = await inBoth(
    { description: 'By both' },
    { description: 'By both' },
  );
  expect(screen.queryByRole('radio')).toBeNull();
  await account.patch('company', id, { data: { description: 'By the account' } }, { version: '*' });
  await user.click(begin);
  await screen.findByRole('heading', { name: 'Whose text stays' });
  expect(screen.getByText('Everything else is in your account.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Clear this browser' })).toBeNull();
  expect(screen.queryByRole('heading', { name: 'What came in' }), 'nothing did').toBeNull();
  expect(screen.queryByText(/Everything stands in your account/)).toBeNull();
  await user.click(screen.getByRole('radio', { name: /^Take the playground’s/ }));
  await user.click(screen.getByRole('button', { name: 'Settle it' }));
  await screen.findByRole('button', { name: 'Clear this browser' });
  expect(screen.getByRole('list', { name: 'Replaced' }).textContent).toContain('By the account');
  expect((await stored()).description).toBe('By both');
}, 60_000);

test('where each says something that the other does not, nothing is asked, and both stay', async () => {
  const { user, begin, stored } = await inBoth(
    { description: 'By the account' },
    { businessOverview: 'By the playground' },
  );
  expect(screen.queryByRole('radio')).toBeNull();
  expect(screen.getByRole('list', { name: 'Documents' }).textContent).toContain('Acmemerged');
  await user.click(begin);
  await screen.findByRole('button', { name: 'Clear this browser' });
  expect(await stored()).toMatchObject({
    ...{ description: 'By the account', businessOverview: 'By the playground' },
  });
}, 60_000);

test('what one person brought along is not offered to the next one, who is told and sees nothing of it', async () => {
  const storage = usedBrowser();
  const first = await arrive(storage);
  await screen.findByRole('heading', { name: 'What comes in' });
  await first.user.click(await screen.findByRole('button', { name: 'Bring it into my account' }));
  await screen.findByRole('heading', { name: 'Your work is in your account' });
  const second = await arrive(storage);
  await screen.findByRole('heading', { name: "The work in this browser is somebody else's" });
  expect(document.body.textContent).not.toContain('Acme');
  expect(screen.queryByRole('button', { name: /Bring|Clear/ })).toBeNull();
  expect((await second.workspace.list('company')).items).toEqual([]);
}, 60_000);
