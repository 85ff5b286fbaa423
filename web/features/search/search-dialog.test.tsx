// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Session } from '../../data/session.ts';
import { openSession } from '../../data/session.ts';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { newStorage } from '../../testing/storage.ts';
import { UnreachableError } from '../../workspace/errors.ts';
import { openLocal } from '../../workspace/local.ts';
import { SearchDialog } from './search-dialog.tsx';

afterEach(cleanup);

async function tree({ workspace }: Session) {
  const company = await workspace.create('company', { id: randomUUID(), name: 'Acme' });
  const account = await workspace.create('account', {
    id: randomUUID(),
    companyId: company.id,
    name: 'Regional banks',
  });
  const persona = await workspace.create('persona', {
    id: randomUUID(),
    accountId: account.id,
    name: 'Head of lending',
    data: { goals: ['Answer a borrower within a day'] },
  });
  const campaign = await workspace.create('campaign', {
    id: randomUUID(),
    accountId: account.id,
    personaId: persona.id,
    name: 'Borrowers who wait',
  });
  return { company, account, persona, campaign };
}

const onAccount = '/company/$companyId/accounts/$accountId';

async function openSearch(session: Session, at = '/playground') {
  const shown = await renderScreen(<SearchDialog open onOpenChange={() => {}} />, {
    session,
    at,
    path: at === '/playground' ? '/' : at.includes('/accounts/') ? onAccount : '/company/$companyId',
  });
  const input = await screen.findByPlaceholderText(/A name/);
  await waitFor(() => expect(document.activeElement).toBe(input));
  return shown;
}

test('finds by a word of the text in every kind, and leads an e-mail to its screen under its company', async () => {
  const session = await newPlayground();
  const { company, campaign } = await tree(session);
  const { user, router } = await openSearch(session);
  await user.keyboard('borrow');
  await screen.findByText('2 documents');
  expect(screen.getByRole('option', { name: /Head of lending/ })).toBeTruthy();
  expect(screen.getByRole('option', { name: /Borrowers who wait/ })).toBeTruthy();
  expect(screen.queryByRole('option', { name: /Regional banks/ })).toBeNull();
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() =>
    expect(router.state.location.pathname).toBe(`/playground/company/${company.id}/campaigns/${campaign.id}`),
  );
});

test('without a word it offers what was changed last and what can be done', async () => {
  const session = await newPlayground();
  const { company } = await tree(session);
  const { user, router } = await openSearch(session, `/playground/company/${company.id}`);
  await screen.findByRole('option', { name: /Borrowers who wait.*e-mail/ });
  await user.keyboard('new acc');
  await screen.findByRole('option', { name: 'New account' });
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await user.keyboard('{Enter}');
  const accounts = `/playground/company/${company.id}/accounts`;
  await waitFor(() =>
    expect(router.state.location).toMatchObject({ pathname: accounts, state: { draft: {} } }),
  );
});

test.each([
  ['new per', 'New persona', (account: string) => `/accounts/${account}`],
  ['new e-mail', 'New e-mail', (account: string) => `/campaigns/new?accountId=${account}`],
  ['email', 'New e-mail', (account: string) => `/campaigns/new?accountId=${account}`],
])('on an account, "%s" finds "%s", for that account', async (typed, label, place) => {
  const session = await newPlayground();
  const { company, account } = await tree(session);
  const here = `/playground/company/${company.id}`;
  const { user, router } = await openSearch(session, `${here}/accounts/${account.id}`);
  await user.keyboard(typed);
  await user.click(await screen.findByRole('option', { name: label }));
  await waitFor(() => expect(router.state.location.href).toBe(here + place(account.id)));
});

test('says when no document has the words', async () => {
  const session = await newPlayground();
  await tree(session);
  const { user } = await openSearch(session);
  await user.keyboard('zebra');
  await screen.findByText('No document has all of these words.');
  expect(screen.queryByRole('option')).toBeNull();
});

test('a search that fails says why, and can be tried again', async () => {
  const storage = newStorage();
  const workspace = await openLocal({ storage });
  let isDown = true;
  const list: typeof workspace.list = async (...asked) => {
    if (isDown) throw new UnreachableError();
    return workspace.list(...asked);
  };
  const session = await openSession({ workspace: { ...workspace, list }, storage, restMilliseconds: 5 });
  session.queryClient.setDefaultOptions({ queries: { retry: false } });
  await tree(session);
  const { user } = await openSearch(session);
  await user.keyboard('lending');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The server cannot be reached');
  isDown = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('option', { name: /Head of lending/ });
  await act(() => session.close());
});
