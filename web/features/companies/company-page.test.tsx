// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
const { company, home, newCompany } = paths.playground;
let kept: Workspace;

beforeEach(async () => {
  prepareScreens();
  kept = await keptPlayground();
  await kept.create('company', {
    id: acme,
    name: 'Acme',
    data: {
      capabilities: ['Fast', 'Cheap', 'Good'],
      own: { kept: [1] },
      provenance: { '/pricing': '9 <b>a month</b>' },
    },
  });
  await kept.create('company', { id: bolt, name: 'Bolt', data: {} });
});
afterEach(leaveScreens);

const data = async (id: string) => (await kept.view('company', id)).data;
const field = (name: string | RegExp) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });

test('the first item can be added to an empty list', async () => {
  const { user } = await openScreen(company(bolt));
  await user.type(await field('Add an objection'), 'We build it ourselves{Enter}Too young{Enter}');
  await settled(async () =>
    expect((await data(bolt)).objections).toEqual(['We build it ourselves', 'Too young']),
  );
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Objection 1' }).value).toBe(
    'We build it ourselves',
  );
}, 60_000);

test('editing one item of a list touches no other, and no field beside it', async () => {
  const { user } = await openScreen(company(acme));
  await user.type(await field('Capability 2'), 'er');
  await settled(async () => expect((await data(acme)).capabilities).toEqual(['Fast', 'Cheaper', 'Good']));
  expect(await data(acme)).toMatchObject({
    own: { kept: [1] },
    provenance: { '/pricing': '9 <b>a month</b>' },
  });
}, 60_000);

test('a deleted item comes back where it was, and the focus goes to its neighbour', async () => {
  const { user } = await openScreen(company(acme));
  await field('Capability 2');
  await user.click(screen.getByRole('button', { name: 'Delete Cheap' }));
  await settled(async () => expect((await data(acme)).capabilities).toEqual(['Fast', 'Good']));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Capability 2' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await settled(async () => expect((await data(acme)).capabilities).toEqual(['Fast', 'Cheap', 'Good']));
}, 60_000);

test('items are put in order by a button, and the order stays', async () => {
  const { user } = await openScreen(company(acme));
  await field('Capability 1');
  await user.click(screen.getByRole('button', { name: 'Move Fast down' }));
  await settled(async () => expect((await data(acme)).capabilities).toEqual(['Cheap', 'Fast', 'Good']));
  await openScreen(company(acme));
  expect((await field('Capability 2')).value).toBe('Fast');
}, 60_000);

test('with two companies the one on screen is the one edited', async () => {
  const { user, router } = await openScreen(company(acme));
  await field('Description');
  await router.navigate({ to: company(bolt) });
  await screen.findByRole('heading', { name: /Bolt/ });
  await user.type(await field('Description'), 'Nuts');
  await user.type(await field('Target account'), 'Shipyards');
  await settled(async () =>
    expect(await data(bolt)).toMatchObject({
      description: 'Nuts',
      icpHypothesis: { targetAccountHypothesis: 'Shipyards' },
    }),
  );
  expect(await data(acme)).not.toHaveProperty('description');
}, 60_000);

test('with two companies, what is generated is generated for the one on screen', async () => {
  const generation = { kinds: ['company', 'account', 'persona', 'campaign'], model: true };
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { body }: { body?: string }) => {
    if (url.endsWith('/api/config')) return Response.json({ generation });
    asked.push(body ?? '');
    throw new TypeError('network error');
  });
  const { user, router } = await openScreen(company(acme));
  await field('Description');
  await router.navigate({ to: company(bolt) });
  await screen.findByRole('heading', { name: /Bolt/ });
  await user.click(await screen.findByRole('button', { name: 'Generate the first account' }));
  const dialog = await screen.findByRole('dialog', { name: 'Generate an account' });
  await user.click(within(dialog).getByRole('button', { name: 'Generate' }));
  await settled(() => expect(asked).toHaveLength(1));
  expect(JSON.parse(asked[0] ?? '')).toMatchObject({ kind: 'account', company: { name: 'Bolt' } });
  expect(asked[0]).not.toContain('Acme');
}, 60_000);

test('a new account belongs to the company on screen', async () => {
  const { user, router } = await openScreen(company(bolt));
  await user.click(await screen.findByRole('button', { name: 'Add the first account' }));
  const dialog = await screen.findByRole('dialog', { name: 'New account' });
  await user.click(within(dialog).getByRole('button', { name: 'Create' }));
  expect(within(dialog).getByRole('alert').textContent).toBe('The name must not be empty.');
  await user.type(within(dialog).getByLabelText('Name'), 'Shipyards');
  await user.click(within(dialog).getByRole('button', { name: 'Create' }));
  await settled(async () => {
    const { items } = await kept.list('account', {});
    expect(items).toMatchObject([{ name: 'Shipyards', companyId: bolt }]);
  });
  expect(router.state.location.pathname).toContain(`${company(bolt)}/accounts/`);
}, 60_000);

test('what an import kept aside can be read, as text', async () => {
  const { user } = await openScreen(company(acme));
  await user.click(await screen.findByText('Kept from the import'));
  expect(screen.getByText('9 <b>a month</b>')).toBeTruthy();
  expect(screen.getByText(/"kept"/)).toBeTruthy();
}, 60_000);

test('a missing entity shows not found and redirects nowhere', async () => {
  const { router } = await openScreen(company(sampleId(9)));
  await screen.findByRole('heading', { name: 'There is nothing here' });
  expect(router.state.location.pathname).toBe(company(sampleId(9)));
}, 60_000);

test('a new company takes its name from the website and the context where it belongs', async () => {
  const { user, router } = await openScreen(newCompany('https://www.nut-works.com'));
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Nut Works');
  await user.type(screen.getByLabelText('Context'), 'Sells to shipyards');
  await user.click(screen.getByRole('radio', { name: /whom we sell to/ }));
  await user.click(screen.getByRole('button', { name: 'Create the company' }));
  await settled(async () => {
    const [made] = (await kept.list('company', { sort: '-createdAt' })).items;
    expect(made).toMatchObject({
      name: 'Nut Works',
      url: 'https://www.nut-works.com',
      data: { icpHypothesis: { targetAccountHypothesis: 'Sells to shipyards' } },
    });
    expect(router.state.location.pathname).toBe(company(made?.id ?? ''));
  });
}, 60_000);

test('the companies stand in a stable order', async () => {
  for (const number of [5, 3, 4]) await kept.create('company', { id: sampleId(number), name: 'Twin' });
  const order = async () => {
    await openScreen(home);
    const links = await screen.findAllByRole('link', { name: 'Twin' });
    return links.map((link) => link.getAttribute('href'));
  };
  const first = await order();
  expect(first).toEqual([company(sampleId(3)), company(sampleId(4)), company(sampleId(5))]);
  expect(await order()).toEqual(first);
}, 60_000);
