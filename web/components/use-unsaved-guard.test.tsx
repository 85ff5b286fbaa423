// @vitest-environment jsdom
import { randomUUID } from 'node:crypto';
import { act, cleanup, renderHook } from '@testing-library/react';
import { IDBFactory } from 'fake-indexeddb';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { openSession } from '../data/session.ts';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { newStorage } from '../testing/storage.ts';
import { openLocal } from '../workspace/local.ts';
import { useUnsavedGuard } from './use-unsaved-guard.ts';
import '../testing/patience.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const asksOnLeaving = () => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

/** A session whose writes wait for a minute; of a person, so they belong in IndexedDB. */
async function unsent() {
  const workspace = await openLocal({ storage: newStorage() });
  const { id } = await workspace.create('company', { id: randomUUID(), name: 'Acme' });
  const session = await openSession({
    workspace: { ...workspace, owner: randomUUID() },
    storage: null,
    restMilliseconds: 60_000,
    outageMilliseconds: 60_000,
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <WorkspaceProvider session={session}>{children}</WorkspaceProvider>
  );
  renderHook(() => useUnsavedGuard(), { wrapper });
  return { session, id };
}

test('a page whose edits nothing keeps asks before it is closed', async () => {
  vi.stubGlobal('indexedDB', { open: refused });
  const { session, id } = await unsent();
  expect(asksOnLeaving()).toBe(false);
  act(() => {
    session.outbox.remove('company', id, 'Acme');
  });
  expect(asksOnLeaving()).toBe(true);
  await act(() => session.close());
});

test('a page whose edits are kept until they are sent lets go without a question', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const { session, id } = await unsent();
  act(() => {
    session.outbox.remove('company', id, 'Acme');
  });
  expect(asksOnLeaving()).toBe(false);
  await act(() => session.close());
});

/** As a browser answers in private mode, or with a full disk. */
function refused() {
  const request = { error: new DOMException('refused', 'UnknownError'), onerror: () => {} };
  queueMicrotask(() => request.onerror());
  return request;
}
