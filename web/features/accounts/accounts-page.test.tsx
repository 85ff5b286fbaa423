// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { paths } from '../../paths.ts';
import {
  keptPlayground,
  leaveScreens,
  openScreen,
  prepareScreens,
  sampleId,
  settled,
} from '../../testing/screens.tsx';
import type { Workspace } from '../../workspace/workspace.ts';

const [acme, bolt] = [sampleId(1), sampleId(2)];
const { accounts, account } = paths.playground;
let kept: Workspace;

beforeEach(async () => {
  prepareScreens();
  kept = await keptPlayground();
  await kept.create('company', { id: acme, name: 'Acme' });
  await kept.create('company', { id: bolt, name: 'Bolt' });
  const priorities = ['Low', 'High', 'Medium'] as const;
  for (const [index, priority] of priorities.entries()) {
    const data = { description: `Segment ${index}`, buyingSignals: [{ id: 'a', title: 'Hires', priority }] };
    await kept.create('account', {
      id: sampleId(10 + index),
      companyId: acme,
      name: `${priority} one`,
      data,
    });
  }
  await kept.create('account', { id: sampleId(20), companyId: bolt, name: 'Of Bolt' });
});
afterEach(leaveScreens);

const shown = async () =>
  (await screen.findAllByRole('link', { name: /one$|^Of Bolt$/ })).map(({ textContent }) => textContent);

test('with two companies the list is of the one on screen, in a stable order', async () => {
  const { router } = await openScreen(accounts(acme));
  expect(await shown()).toEqual(['High one', 'Medium one', 'Low one']);
  await router.navigate({ to: accounts(bolt) });
  await settled(async () => expect(await shown()).toEqual(['Of Bolt']));
}, 60_000);

test('what is searched, filtered and sorted is in the address', async () => {
  const { user, router } = await openScreen(accounts(acme));
  await shown();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'Name, A to Z');
  await settled(async () => expect(await shown()).toEqual(['High one', 'Low one', 'Medium one']));
  await user.type(screen.getByRole('searchbox', { name: 'Search the accounts' }), 'low');
  await settled(async () => expect(await shown()).toEqual(['Low one']));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Priority' }), 'High priority');
  await screen.findByText('No account matches');
  expect(router.state.location.search).toEqual({ sort: 'name', q: 'low', priority: 'High' });
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await settled(async () => expect(await shown()).toHaveLength(3));
}, 60_000);

test('the layout is kept in this browser', async () => {
  const { user } = await openScreen(accounts(acme));
  await shown();
  await user.click(screen.getByRole('radio', { name: 'Table' }));
  await screen.findByRole('table');
  await openScreen(accounts(bolt));
  await screen.findByRole('table');
}, 60_000);

test('what is no sort and no priority in an address is as if it was not there', async () => {
  await openScreen(`${accounts(acme)}?sort=data&priority=Urgent`);
  expect(await shown()).toEqual(['High one', 'Medium one', 'Low one']);
}, 60_000);

test('the first account can be added to an empty list', async () => {
  await kept.remove('account', sampleId(20));
  const { user, router } = await openScreen(accounts(bolt));
  await user.click(await screen.findByRole('button', { name: 'Add the first account' }));
  await user.type(await screen.findByLabelText('Name'), 'Mills');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  await settled(async () => {
    const { items } = await kept.list('account', { companyId: bolt });
    expect(items).toMatchObject([{ name: 'Mills' }]);
    expect(router.state.location.pathname).toBe(account(bolt, items[0]?.id ?? ''));
  });
}, 60_000);
