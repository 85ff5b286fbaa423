// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
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

const [acme, bolt, yards] = [sampleId(1), sampleId(2), sampleId(10)];
const { account, accounts } = paths.playground;
const hires = {
  id: 's1',
  title: 'Hires',
  description: 'A first engineer',
  priority: 'High',
  type: 'News',
  own: 1,
} as const;
const moves = {
  id: 's2',
  title: 'Moves',
  description: 'To the cloud',
  priority: 'Low',
  detectionMethod: 'Blog',
} as const;
/** The same title as another: nothing may be found by its title. */
const hiresToo = { id: 's3', title: 'Hires', description: 'A first seller', priority: 'Medium' } as const;
let kept: Workspace;

beforeEach(async () => {
  prepareScreens();
  kept = await keptPlayground();
  await kept.create('company', { id: acme, name: 'Acme' });
  await kept.create('company', { id: bolt, name: 'Bolt' });
  await kept.create('account', {
    id: yards,
    companyId: acme,
    name: 'Shipyards',
    data: {
      buyingSignals: [hires, moves, hiresToo],
      firmographics: { industry: ['Ships'], employees: '80-600', ownKey: 'kept' },
    },
  });
});
afterEach(leaveScreens);

const stored = async () => (await kept.view('account', yards)).data;
const titles = () => screen.findAllByRole<HTMLTextAreaElement>('textbox', { name: 'Title' });

test('editing one signal touches no other signal, not even one of the same title', async () => {
  const { user } = await openScreen(account(acme, yards));
  const [, , third] = await titles();
  if (third) await user.type(third, ' a seller');
  const priority = screen.getAllByLabelText('Priority')[2];
  if (priority) await user.selectOptions(priority, 'High');
  const changed = { ...hiresToo, title: 'Hires a seller', priority: 'High' };
  await settled(async () => expect((await stored()).buyingSignals).toEqual([hires, moves, changed]));
}, 60_000);

test('editing a name changes the one name there is, which every screen shows', async () => {
  const before = await stored();
  const { user } = await openScreen(account(acme, yards));
  await user.click(await screen.findByRole('button', { name: /Shipyards/ }));
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'Boatyards{Enter}');
  await settled(async () => expect(await kept.view('account', yards)).toMatchObject({ name: 'Boatyards' }));
  expect(await stored()).toEqual(before);
  await openScreen(accounts(acme));
  expect(await screen.findByRole('link', { name: 'Boatyards' })).toBeTruthy();
}, 60_000);

test('a signal in the middle is edited by its id after others moved', async () => {
  const { user } = await openScreen(account(acme, yards));
  await titles();
  await user.click(screen.getByRole('button', { name: 'Move Moves up' }));
  const [first] = await titles();
  expect(first?.value).toBe('Moves');
  if (first) await user.type(first, ' house');
  await settled(async () =>
    expect((await stored()).buyingSignals).toEqual([{ ...moves, title: 'Moves house' }, hires, hiresToo]),
  );
}, 60_000);

test('an added signal takes the focus and gets an id; a deleted one comes back where it was', async () => {
  const { user } = await openScreen(account(acme, yards));
  await titles();
  await user.click(screen.getByRole('button', { name: 'Add a buying signal' }));
  expect(document.activeElement).toBe((await titles())[3]);
  await user.keyboard('Raises money');
  await settled(async () => expect((await stored()).buyingSignals?.[3]?.title).toBe('Raises money'));
  expect((await stored()).buyingSignals?.[3]?.id).toMatch(/^[\da-f-]{36}$/);
  await user.click(screen.getByRole('button', { name: 'Delete Moves' }));
  await settled(async () => expect((await stored()).buyingSignals?.[1]).toEqual(hiresToo));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await settled(async () => expect((await stored()).buyingSignals?.[1]).toEqual(moves));
}, 60_000);

test('the picture of the signals says in words what it shows', async () => {
  await openScreen(account(acme, yards));
  await screen.findByRole('img', { name: '3 signals by priority: 1 High, 1 Medium, 1 Low' });
}, 60_000);

test('firmographics keep their exact keys and the values as they were typed', async () => {
  const { user } = await openScreen(account(acme, yards));
  await user.type(await screen.findByLabelText('Industry'), 'Steel{Enter}');
  await user.type(screen.getByLabelText('Revenue'), '> $10M');
  await user.type(screen.getByLabelText('Funding stage'), 'Series A, Series B,');
  await settled(async () =>
    expect((await stored()).firmographics).toEqual({
      industry: ['Ships', 'Steel'],
      employees: '80-600',
      ownKey: 'kept',
      revenue: '> $10M',
      fundingStage: ['Series A', 'Series B'],
    }),
  );
}, 60_000);

test('an account moves to another company, with the address, and back', async () => {
  const { user, router } = await openScreen(account(acme, yards));
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Move to another company' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('option', { name: 'Bolt' });
  await user.selectOptions(within(dialog).getByLabelText('Company'), 'Bolt');
  await user.click(within(dialog).getByRole('button', { name: 'Move' }));
  await settled(async () => expect((await kept.view('account', yards)).companyId).toBe(bolt));
  await settled(() => expect(router.state.location.pathname).toBe(account(bolt, yards)));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await settled(async () => expect((await kept.view('account', yards)).companyId).toBe(acme));
}, 60_000);

test('under the address of another company an account is not edited, and nothing redirects', async () => {
  const { router } = await openScreen(account(bolt, yards));
  await screen.findByRole('heading', { name: 'This belongs to another company' });
  expect(screen.getByRole('link', { name: 'Open it there' }).getAttribute('href')).toBe(account(acme, yards));
  expect(router.state.location.pathname).toBe(account(bolt, yards));
}, 60_000);

test('a missing entity shows not found and redirects nowhere', async () => {
  const { router } = await openScreen(account(acme, sampleId(99)));
  await screen.findByRole('heading', { name: 'There is nothing here' });
  expect(router.state.location.pathname).toBe(account(acme, sampleId(99)));
}, 60_000);
