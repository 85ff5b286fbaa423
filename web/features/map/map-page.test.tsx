// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Session } from '../../data/session.ts';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { MapPage } from './map-page.tsx';

afterEach(cleanup);

async function company(session: Session, accounts: number) {
  const { id } = await session.workspace.create('company', { id: randomUUID(), name: 'Acme' });
  const made = Array.from({ length: accounts }, (_, index) => ({
    id: randomUUID(),
    companyId: id,
    name: `Account ${index}`,
  }));
  for (let start = 0; start < accounts; start += 100) {
    const some = made.slice(start, start + 100);
    await session.workspace.batch(some.map((body) => ({ method: 'POST', path: '/api/accounts', body })));
  }
  const ids = made.map((account) => account.id);
  return { id, ids };
}

function open(session: Session, id: string) {
  return renderScreen(<MapPage />, {
    session,
    at: `/playground/company/${id}/map`,
    path: '/company/$companyId/map',
  });
}

test('the picture is a nested list of links that says what is missing', async () => {
  const session = await newPlayground();
  const { id, ids } = await company(session, 1);
  const persona = await session.workspace.create('persona', {
    id: randomUUID(),
    accountId: ids[0] ?? '',
    name: 'Controller',
    data: { description: 'Closes the books.' },
  });
  await open(session, id);
  const map = within(await screen.findByRole('list', { name: 'Map of Acme' }));
  expect(map.getByRole('link', { name: /Controller, persona.*no e-mail/ }).getAttribute('href')).toBe(
    `/playground/company/${id}/personas/${persona.id}`,
  );
  expect(map.getByRole('link', { name: /Account 0, account.*no description/ })).toBeTruthy();
  expect(
    within(screen.getByRole('list', { name: 'What is missing' })).getByText('1 persona: no e-mail'),
  ).toBeTruthy();
  act(() => {
    session.outbox.create('campaign', {
      id: randomUUID(),
      accountId: ids[0] ?? '',
      personaId: persona.id,
      name: 'Hello',
      data: { body: 'Text' },
    });
  });
  expect(await map.findByRole('link', { name: /Hello, e-mail/ })).toBeTruthy();
  await waitFor(() => expect(map.queryByText(/no e-mail/)).toBeNull());
});

test('200 accounts are folded, and the rest is a button away', async () => {
  const session = await newPlayground();
  const { id, ids } = await company(session, 200);
  await session.workspace.create('persona', {
    id: randomUUID(),
    accountId: ids[0] ?? '',
    name: 'Controller',
  });
  const { user } = await open(session, id);
  const map = within(await screen.findByRole('list', { name: 'Map of Acme' }, { timeout: 10_000 }));
  expect(map.getAllByRole('link')).toHaveLength(41);
  expect(map.queryByRole('link', { name: /Controller/ })).toBeNull();
  await user.click(map.getByRole('button', { name: 'What is below Account 0', expanded: false }));
  expect(map.getByRole('link', { name: /Controller/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show 160 more accounts' }));
  expect(map.getAllByRole('link')).toHaveLength(202);
}, 60_000);

test('a company that is not there is not found, and one without accounts says what to do', async () => {
  const session = await newPlayground();
  await open(session, randomUUID());
  await screen.findByRole('heading', { name: 'There is nothing here' });
  cleanup();
  const { id } = await company(session, 0);
  await open(session, id);
  await screen.findByRole('heading', { name: 'Nothing to draw yet' });
  expect(screen.getByRole('link', { name: 'Go to the accounts' })).toBeTruthy();
});
