// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Session } from '../../data/session.ts';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { TrashPage } from './trash-page.tsx';

afterEach(cleanup);

async function tree(session: Session) {
  const { workspace } = session;
  const company = await workspace.create('company', { id: randomUUID(), name: 'Acme' });
  const account = await workspace.create('account', {
    id: randomUUID(),
    companyId: company.id,
    name: 'Banks',
  });
  const persona = await workspace.create('persona', {
    id: randomUUID(),
    accountId: account.id,
    name: 'Controller',
  });
  return { company, account, persona };
}

async function row(name: string) {
  const heading = await screen.findByRole('heading', { level: 2, name: new RegExp(name) });
  return within(heading.closest('li') as HTMLElement);
}

test('an empty trash says what will be here', async () => {
  await renderScreen(<TrashPage />, { session: await newPlayground() });
  expect(await screen.findByRole('heading', { name: 'The trash is empty' })).toBeTruthy();
});

test('a delete is restored with exactly what was below it', async () => {
  const session = await newPlayground();
  const { company, account, persona } = await tree(session);
  await session.workspace.remove('persona', persona.id);
  await session.workspace.remove('company', company.id);
  const { user } = await renderScreen(<TrashPage />, { session });
  const deleted = await row('Acme');
  expect(deleted.getByText(/with 1 account below it/)).toBeTruthy();
  await user.click(deleted.getByRole('button', { name: 'Restore Acme' }));
  await screen.findByText('Acme is back');
  expect((await session.workspace.view('account', account.id)).name).toBe('Banks');
  await expect(session.workspace.view('persona', persona.id)).rejects.toMatchObject({
    problem: { code: 'not-found' },
  });
  expect(screen.getAllByRole('button', { name: /^Restore/ })).toHaveLength(1);
});

test('what hangs on something deleted says which one to restore first', async () => {
  const session = await newPlayground();
  const { account, persona } = await tree(session);
  await session.workspace.remove('persona', persona.id);
  await session.workspace.remove('account', account.id);
  const { user } = await renderScreen(<TrashPage />, { session });
  await user.click(await screen.findByRole('button', { name: 'Restore Controller' }));
  const problem = await screen.findByRole('alert');
  expect(problem.textContent).toContain('restore "Banks" first');
  await user.click(screen.getByRole('button', { name: 'Restore Banks' }));
  await screen.findByText('Banks is back');
  await user.click(screen.getByRole('button', { name: 'Restore Controller' }));
  await screen.findByText('Controller is back');
});

test('deleting for good takes a second step in the row, which can be left again', async () => {
  const session = await newPlayground();
  const { company } = await tree(session);
  await session.workspace.remove('company', company.id);
  const { user } = await renderScreen(<TrashPage />, { session });
  await user.click(await screen.findByRole('button', { name: 'Delete Acme for good' }));
  expect((await session.workspace.listTrash()).items).toHaveLength(1);
  expect(document.activeElement?.textContent).toBe('Keep it');
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete Acme for good' }));
  await user.keyboard('{Enter}');
  await user.click(screen.getByRole('button', { name: 'Delete for good' }));
  await screen.findByRole('heading', { name: 'The trash is empty' });
  expect((await session.workspace.listTrash()).items).toEqual([]);
});

test('all of it goes in two steps', async () => {
  const session = await newPlayground();
  const { company, persona } = await tree(session);
  await session.workspace.remove('persona', persona.id);
  await session.workspace.remove('company', company.id);
  const { user } = await renderScreen(<TrashPage />, { session });
  await user.click(await screen.findByRole('button', { name: 'Empty the trash' }));
  expect(screen.getByText('3 documents cannot be restored then.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Empty the trash' }));
  await screen.findByRole('heading', { name: 'The trash is empty' });
  await waitFor(async () => expect((await session.workspace.listTrash()).items).toEqual([]));
});
