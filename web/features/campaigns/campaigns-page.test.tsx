// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { CampaignsPage } from './campaigns-page.tsx';
import { viewOf } from './list-view.ts';
import { copyName } from './use-duplicate.ts';

const here = idOf(1);
const elsewhere = idOf(2);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function list({ search = '', mails = true } = {}) {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  const session = await newPlayground();
  const { workspace } = session;
  for (const [index, company] of [here, elsewhere].entries()) {
    const [accountId, personaId] = [idOf(10 + index), idOf(20 + index)];
    await workspace.create('company', { id: company, name: `Company ${index}` });
    await workspace.create('account', { id: accountId, companyId: company, name: `Account ${index}` });
    await workspace.create('persona', { id: personaId, accountId, name: `Persona ${index}` });
    for (const number of mails ? [1, 2, 3] : []) {
      await workspace.create('campaign', {
        id: idOf(100 + index * 10 + number),
        accountId,
        personaId,
        name: `Mail ${index}${number}`,
        status: number === 1 ? 'sent' : 'draft',
        data: { subject: number === 3 ? '' : `Subject ${index}${number}`, body: `Text ${number}` },
      });
    }
  }
  const view = await renderScreen(<CampaignsPage />, {
    session,
    path: '/company/$companyId/campaigns',
    at: `/playground/company/${here}/campaigns${search}`,
  });
  return { workspace, ...view };
}

const shown = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);

test('with two companies, the list shows e-mails of the one on screen', async () => {
  await list({ search: '?sort=name' });
  await waitFor(() => expect(shown()).toEqual(['Subject 01', 'Subject 02', 'Mail 03']));
  expect(screen.getByText('3 e-mails')).toBeTruthy();
  expect(screen.queryByText('Persona 1')).toBeNull();
});

test('filters and search stand in the address and narrow the list', async () => {
  const { user, router } = await list({ search: '?sort=name' });
  await waitFor(() => expect(shown()).toHaveLength(3));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Sent');
  await waitFor(() => expect(shown()).toEqual(['Subject 01']));
  expect(router.state.location.search).toEqual({ sort: 'name', status: 'sent' });
  await user.type(screen.getByRole('searchbox', { name: 'Search the e-mails' }), 'zebra');
  await user.click(await screen.findByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(shown()).toHaveLength(3));
  expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
});

test('the table sorts by a press on its column, and says how it is sorted', async () => {
  const { user } = await list({ search: '?sort=name' });
  await user.click(await screen.findByRole('radio', { name: 'Table' }));
  await screen.findByRole('link', { name: 'Mail 01' });
  expect(screen.getByRole('columnheader', { name: 'Name and subject' }).getAttribute('aria-sort')).toBe(
    'ascending',
  );
  await user.click(screen.getByRole('button', { name: 'Name and subject' }));
  const names = () => screen.getAllByRole('link', { name: /^Mail/ }).map(({ textContent }) => textContent);
  await waitFor(() => expect(names()).toEqual(['Mail 03', 'Mail 02', 'Mail 01']));
  await user.click(screen.getByRole('radio', { name: 'Cards' })); // The choice is this browser's.
});

test('a deleted e-mail is gone at once and comes back from the toast', async () => {
  const { user } = await list({ search: '?sort=name' });
  await waitFor(() => expect(shown()).toHaveLength(3));
  await user.click(screen.getByRole('button', { name: 'More: Mail 02' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  await waitFor(() => expect(shown()).toEqual(['Subject 01', 'Mail 03']));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(shown()).toEqual(['Subject 01', 'Subject 02', 'Mail 03']));
});

test('a duplicate says the same, as a draft under another name', async () => {
  const { user, workspace } = await list({ search: '?sort=name' });
  await waitFor(() => expect(shown()).toHaveLength(3));
  await user.click(screen.getByRole('button', { name: 'More: Mail 01' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
  await waitFor(async () => expect((await workspace.list('campaign', { q: 'copy' })).items).toHaveLength(1));
  expect((await workspace.list('campaign', { q: 'copy' })).items[0]).toMatchObject({
    name: 'Mail 01 (copy)',
    status: 'draft',
    data: { subject: 'Subject 01', body: 'Text 1' },
  });
});

test('an empty list leads to the wizard', async () => {
  await list({ mails: false });
  expect(await screen.findByRole('heading', { name: 'No e-mail yet' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'New e-mail' }).getAttribute('href')).toBe(
    `/playground/company/${here}/campaigns/new`,
  );
});

test('what an address asks for is taken as far as it makes sense', () => {
  expect(viewOf({ sort: 'price', q: 42, status: ['x'] })).toEqual({
    q: '42',
    accountId: '',
    personaId: '',
    type: '',
    status: '',
    sort: '-updatedAt',
  });
});

test.each([
  ['Mail', 'Mail (copy)'],
  ['Mail (copy)', 'Mail (copy 2)'],
  ['Mail (copy 2)', 'Mail (copy 3)'],
  ['ä'.repeat(200), `${'ä'.repeat(193)} (copy)`],
])('the copy of %j is called %j', (name, copy) => {
  expect(copyName(name)).toBe(copy);
});

function idOf(number: number): string {
  return `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
