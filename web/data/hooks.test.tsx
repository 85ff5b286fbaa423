// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { newPage } from '../testing/device.ts';
import { newStorage } from '../testing/storage.ts';
import { openLocal } from '../workspace/local.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  useCreate,
  useDocument,
  useEdit,
  useList,
  useOutbox,
  useRemove,
  useSaveState,
  useTrash,
} from './hooks.ts';
import { documentQuery } from './queries.ts';
import { openSession } from './session.ts';
import { WorkspaceProvider } from './WorkspaceProvider.tsx';
import '../testing/patience.ts';

afterEach(cleanup);

async function stuck(storage: Storage): Promise<Workspace> {
  return { ...(await openLocal({ storage })), patch: () => new Promise(() => {}) };
}

async function playground(storage = newStorage()) {
  const session = await openSession({
    workspace: await openLocal({ storage }),
    storage,
    restMilliseconds: 5,
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <WorkspaceProvider session={session}>{children}</WorkspaceProvider>
  );
  const render = <Result,>(hook: () => Result) => renderHook(hook, { wrapper });
  return { session, storage, render };
}

describe('in the playground the hooks', () => {
  test('create, show, edit and list, with a save state that ends in saved', async () => {
    const { session, render, storage } = await playground();
    const create = render(() => useCreate('company')).result.current;
    let id = '';
    act(() => {
      id = create({ name: 'Acme' });
    });
    const view = render(() => ({
      shown: useDocument('company', id),
      edit: useEdit('company', id),
      save: useSaveState('company', id),
      list: useList('company', { fields: 'summary', sort: 'name' }),
    }));
    expect(view.result.current.shown.document).toMatchObject({ name: 'Acme', version: 0 });
    act(() => {
      view.result.current.edit.setField('/name', 'Ac');
      view.result.current.edit.setField('/data/businessProfile/category', 'SaaS');
      view.result.current.edit.applyPatch({ url: 'acme.com' });
    });
    expect(view.result.current.shown.document).toMatchObject({
      name: 'Ac',
      data: { businessProfile: { category: 'SaaS' } },
    });
    expect(view.result.current.save.state).toBe('saving');
    await waitFor(() =>
      expect(view.result.current.save).toEqual({
        state: 'saved',
        signInNeeded: false,
        unsent: 0,
        rejected: 0,
      }),
    );
    expect(view.result.current.list.items).toMatchObject([{ id, name: 'Ac', url: 'acme.com' }]);
    expect(await (await openLocal({ storage })).view('company', id)).toMatchObject({
      name: 'Ac',
      url: 'acme.com',
    });
    await act(() => session.close());
  });

  test('take a delete back, from the toast and from the trash', async () => {
    const { session, render } = await playground();
    const { id } = await session.workspace.create('company', { id: randomUUID(), name: 'Acme' });
    const view = render(() => ({
      shown: useDocument('company', id),
      remove: useRemove(),
      trash: useTrash(),
      save: useSaveState(),
    }));
    await waitFor(() => expect(view.result.current.shown.document).toBeDefined());
    let removed = { undo: async () => {} };
    act(() => {
      removed = view.result.current.remove('company', id);
    });
    expect(view.result.current.shown.isMissing).toBe(true);
    await waitFor(() => expect(view.result.current.trash.items).toHaveLength(1));
    await act(() => removed.undo());
    await waitFor(() => expect(view.result.current.shown.document?.name).toBe('Acme'));
    act(() => {
      view.result.current.remove('company', id);
    });
    await waitFor(() => expect(view.result.current.trash.items).toHaveLength(1));
    await act(() => view.result.current.trash.restore(view.result.current.trash.items[0]?.id ?? ''));
    await waitFor(() => expect(view.result.current.shown.document?.name).toBe('Acme'));
    await act(() => session.close());
  });

  test('say what is not there, what is not valid, and what there is no room for', async () => {
    const { session, render } = await playground(newStorage(4000));
    const { id } = await session.workspace.create('company', { id: randomUUID(), name: 'Acme' });
    const view = render(() => ({
      shown: useDocument('company', id),
      edit: useEdit('company', id),
      outbox: useOutbox(),
    }));
    await waitFor(() => expect(view.result.current.shown.document).toBeDefined());
    act(() => view.result.current.edit.setField('/name', ''));
    expect(view.result.current.shown.faults).toMatchObject([
      { pointer: '/name', message: 'must not be empty' },
    ]);
    act(() => {
      view.result.current.edit.setField('/name', 'Acme');
      view.result.current.edit.setField('/data/description', 'x'.repeat(5000));
    });
    await waitFor(() =>
      expect(view.result.current.outbox.needing).toMatchObject([{ problem: { code: 'storage' } }]),
    );
    expect(view.result.current.outbox.needing[0]?.problem?.detail).toContain(
      'storage of this browser is full',
    );
    expect(view.result.current.shown.document?.data.description).toHaveLength(5000);
    await act(() => session.close());
  });

  test('lose no keystroke of a page that dies', async () => {
    const storage = newStorage();
    const page = newPage();
    const workspace = await openLocal({ storage });
    const { id } = await workspace.create('company', { id: randomUUID(), name: 'Acme' });
    // Its locks are never free, as when another tab hangs: nothing is written before the page is gone.
    const dying = await openSession({
      workspace: await stuck(storage),
      storage,
      page,
      restMilliseconds: 60_000,
    });
    await dying.queryClient.fetchQuery(documentQuery(dying, 'company', id));
    const shown = dying.shown('company', id);
    if (shown) dying.outbox.edit('company', shown, { ...shown, name: 'Last letter' });
    page.hide();
    dying.pump.stop();
    expect((await workspace.view('company', id)).name).toBe('Acme');
    const next = await openSession({ workspace, storage, restMilliseconds: 5 });
    await waitFor(async () => expect((await workspace.view('company', id)).name).toBe('Last letter'));
    await next.close();
  });

  test('that name a document which is not there say so', async () => {
    const { session, render } = await playground();
    const view = render(() => useDocument('account', '0199a000-0000-7000-8000-000000000000'));
    await waitFor(() =>
      expect(view.result.current).toMatchObject({ isMissing: true, document: undefined, error: null }),
    );
    await act(() => session.close());
  });
});
