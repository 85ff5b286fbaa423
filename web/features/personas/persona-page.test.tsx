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

const [acme, bolt, yards, mills] = [sampleId(1), sampleId(2), sampleId(10), sampleId(11)];
const [head, chief, stranger] = [sampleId(20), sampleId(21), sampleId(22)];
const { persona, personas, comparePersonas, newCampaign } = paths.playground;
const useCases = [
  { id: 'u1', useCase: 'Find', painPoints: 'Slow', own: 1 },
  { id: 'u2', useCase: 'Find', painPoints: 'Dear' },
];
let kept: Workspace;

beforeEach(async () => {
  prepareScreens();
  kept = await keptPlayground();
  await kept.create('company', { id: acme, name: 'Acme' });
  await kept.create('company', { id: bolt, name: 'Bolt' });
  await kept.create('account', { id: yards, companyId: acme, name: 'Shipyards' });
  await kept.create('account', { id: mills, companyId: bolt, name: 'Mills' });
  const demographics = { seniority: ['Manager', 'VP Engineering'], buyingRoles: ['Champion'] };
  await kept.create('persona', {
    id: head,
    accountId: yards,
    name: 'Head',
    data: { useCases, demographics },
  });
  await kept.create('persona', {
    id: chief,
    accountId: yards,
    name: 'Chief',
    data: {
      demographics: { seniority: ['Founder/CEO'], buyingRoles: ['Champion', 'Blocker'] },
      goals: ['Sleep'],
    },
  });
  await kept.create('persona', { id: stranger, accountId: mills, name: 'Miller' });
});
afterEach(leaveScreens);

const stored = async () => (await kept.view('persona', head)).data;

test('editing one use case touches no other', async () => {
  const { user } = await openScreen(persona(acme, head));
  const [, second] = await screen.findAllByRole('textbox', { name: 'Pain points' });
  if (second) await user.type(second, 'er');
  await settled(async () =>
    expect((await stored()).useCases).toEqual([useCases[0], { ...useCases[1], painPoints: 'Dearer' }]),
  );
}, 60_000);

test('the first item can be added to an empty list: Likely Objections, Goals, Purchase Journey', async () => {
  const { user } = await openScreen(persona(acme, head));
  for (const title of ['Likely Objections', 'Goals', 'Purchase Journey']) {
    await screen.findByRole('region', { name: title });
  }
  await user.type(screen.getByRole('textbox', { name: 'Add an objection' }), 'No time{Enter}');
  await user.type(screen.getByRole('textbox', { name: 'Add a goal' }), 'Sleep{Enter}');
  await user.type(screen.getByRole('textbox', { name: 'Add a step' }), 'Tries it{Enter}');
  await settled(async () =>
    expect(await stored()).toMatchObject({
      objections: ['No time'],
      goals: ['Sleep'],
      purchaseJourney: ['Tries it'],
    }),
  );
}, 60_000);

test('the rank is told from the words, which stay as they are', async () => {
  const { user } = await openScreen(persona(acme, head));
  expect((await screen.findByText('VP')).textContent).toBe('Seniority: VP');
  await user.type(screen.getByLabelText('Seniority'), 'C-Suite{Enter}');
  await screen.findByText('C-level');
  await settled(async () =>
    expect((await stored()).demographics?.seniority).toEqual(['Manager', 'VP Engineering', 'C-Suite']),
  );
}, 60_000);

test('an e-mail is written to the persona on screen', async () => {
  await openScreen(persona(acme, head));
  const link = await screen.findByRole('link', { name: 'Write an e-mail' });
  expect(link.getAttribute('href')).toBe(newCampaign(acme, { accountId: yards, personaId: head }));
}, 60_000);

test('with two companies the list shows the personas of the one on screen, the most senior first', async () => {
  await openScreen(personas(acme));
  const lists = await screen.findAllByRole('list', { name: /Personas of Shipyards/ });
  const links = lists.flatMap((list) => within(list).getAllByRole('link'));
  expect(links.map(({ textContent }) => textContent)).toEqual(['Chief', 'Head']);
  expect(screen.queryByText('Miller')).toBeNull();
}, 60_000);

test('personas are filtered by seniority, in the address too', async () => {
  const { user, router } = await openScreen(personas(acme));
  await screen.findByRole('link', { name: 'Chief' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Seniority' }), 'VP');
  await settled(() => expect(screen.queryByRole('link', { name: 'Chief' })).toBeNull());
  expect(screen.getByRole('link', { name: 'Head' })).toBeTruthy();
  expect(router.state.location.search).toEqual({ seniority: 'vp' });
}, 60_000);

test('two personas stand side by side, and what both share is marked', async () => {
  const { user } = await openScreen(comparePersonas(acme, head));
  const second = await screen.findByLabelText('Second persona');
  await user.selectOptions(second, 'Chief (Shipyards)');
  await screen.findByRole('heading', { name: 'Purchase Journey' });
  const champions = screen.getAllByText(/^Champion/).map(({ textContent }) => textContent);
  expect(champions).toEqual(['Champion (both)', 'Champion (both)']);
  expect(screen.getByText('Blocker').textContent).toBe('Blocker');
}, 60_000);

test('a missing entity shows not found and redirects nowhere', async () => {
  for (const path of [persona(acme, sampleId(99)), personas(sampleId(98)), comparePersonas(sampleId(98))]) {
    const { router } = await openScreen(path);
    await screen.findByRole('heading', { name: 'There is nothing here' });
    expect(router.state.location.pathname).toBe(path);
  }
}, 90_000);
