import '../../testing/dom.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@blossomer/contract';
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
import { openMigration } from '../../workspace/migration.ts';
import { createApi, createRemote } from '../../workspace/remote.ts';
import { ClaimPage } from './claim-page.tsx';

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

const patience = { timeout: 20_000 };
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
  await screen.findByRole('heading', { name: 'What comes in' }, patience);
  expect(screen.getByText(/This browser holds 1 company, 1 account, 1 persona, 1 e-mail/)).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Documents' }).textContent).toContain('Acme Cloud');
  expect((await workspace.list('company')).items).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Bring it into my account' }));
  await screen.findByRole('heading', { name: 'Your work is in your account' }, patience);
  expect(screen.getByText(/All 137 values are accounted for/)).toBeTruthy();
  expect((await workspace.list('company')).items).toMatchObject([{ name: 'Acme Cloud' }]);
  expect(keysOf(storage)).toEqual(Object.keys(dump));
  expect(screen.getByRole('button', { name: 'Clear this browser' })).toBeTruthy();
}, 60_000);

test('"later" is respected: it is not spoken of again to this person, and is still there to be found', async () => {
  const storage = usedBrowser();
  const { email, user } = await arrive(storage, { at: '/app' });
  await screen.findByRole('region', { name: 'Work in this browser' }, patience);
  await user.click(screen.getByRole('button', { name: 'Later' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Work in this browser' })).toBeNull());
  await arrive(storage, { email });
  await screen.findByRole('button', { name: 'Bring it into my account' }, patience);
  expect(keysOf(storage)).toEqual(Object.keys(dump));
}, 60_000);

test('what one person brought along is not offered to the next one, who is told and sees nothing of it', async () => {
  const storage = usedBrowser();
  const first = await arrive(storage);
  await screen.findByRole('heading', { name: 'What comes in' }, patience);
  await first.user.click(await screen.findByRole('button', { name: 'Bring it into my account' }, patience));
  await screen.findByRole('heading', { name: 'Your work is in your account' }, patience);
  const second = await arrive(storage);
  await screen.findByRole('heading', { name: "The work in this browser is somebody else's" }, patience);
  expect(document.body.textContent).not.toContain('Acme');
  expect(screen.queryByRole('button', { name: /Bring|Clear/ })).toBeNull();
  expect((await second.workspace.list('company')).items).toEqual([]);
}, 60_000);
