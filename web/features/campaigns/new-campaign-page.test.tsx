// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { NewCampaignPage } from './new-campaign-page.tsx';

const ids = { company: idOf(1), account: idOf(2), persona: idOf(3), second: idOf(4), other: idOf(5) };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function wizard({ search = '', fill = true } = {}) {
  const session = await newPlayground();
  const { workspace } = session;
  await workspace.create('company', { id: ids.company, name: 'Acme', url: 'acme.com' });
  if (fill) {
    await workspace.create('account', { id: ids.account, companyId: ids.company, name: 'SaaS on AWS' });
    const useCases = [{ id: 'u', useCase: 'Cut the bill', painPoints: 'Nobody can explain it' }];
    await workspace.create('persona', {
      id: ids.persona,
      accountId: ids.account,
      name: 'Head of Platform',
      data: { useCases },
    });
    await workspace.create('persona', { id: ids.second, accountId: ids.account, name: 'VP Finance' });
  }
  const view = await renderScreen(<NewCampaignPage />, {
    session,
    path: '/company/$companyId/campaigns/new',
    at: `/playground/company/${ids.company}/campaigns/new${search}`,
  });
  await screen.findByRole('heading', { level: 1, name: 'New e-mail' });
  return { workspace, ...view };
}

const next = () => screen.getByRole('button', { name: 'Next' });
const heading = (name: string) => screen.findByRole('heading', { level: 2, name });

test('back in the middle of the wizard goes to the step before, and nothing typed is lost', async () => {
  const { user, router } = await wizard();
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Persona' }), 'Head of Platform');
  await user.click(next());
  expect(document.activeElement).toBe(await heading('What is it about'));
  await user.click(screen.getByRole('radio', { name: /^Cut the bill/ }));
  await user.click(next());
  await heading('In which words');
  await user.type(screen.getByRole('textbox', { name: 'Social proof' }), 'Globex did');
  router.history.back();
  await heading('What is it about');
  expect(router.state.location.search).toEqual({ step: 2 });
  expect(screen.getByRole('radio', { name: /^Cut the bill/ }).getAttribute('aria-checked')).toBe('true');
  router.history.back();
  await heading('Whom do you write to');
  await user.click(next());
  await user.click(next());
  await heading('In which words');
  expect(screen.getByRole('textbox', { name: 'Social proof' })).toHaveProperty('value', 'Globex did');
});

test('"in your own words" is a choice that the way back keeps, before a word is written', async () => {
  const { user, router } = await wizard({
    search: `?step=2&accountId=${ids.account}&personaId=${ids.persona}`,
  });
  await heading('What is it about');
  await user.click(screen.getByRole('radio', { name: /^Another one/ }));
  await user.click(next());
  await heading('In which words');
  router.history.back();
  await heading('What is it about');
  expect(screen.getByRole('radio', { name: /^Another one/ }).getAttribute('aria-checked')).toBe('true');
});

test('it makes the e-mail for the chosen persona, with what was chosen and the names as they are', async () => {
  const { user, router, workspace } = await wizard({ search: `?personaId=${ids.persona}` });
  await waitFor(() => expect(next()).toHaveProperty('disabled', false));
  await user.click(next());
  await heading('What is it about');
  await user.click(screen.getByRole('radio', { name: /^Cut the bill/ }));
  await user.click(screen.getByRole('radio', { name: /^The outcome/ }));
  await user.click(next());
  await heading('In which words');
  await user.click(screen.getByRole('radio', { name: /^A meeting/ }));
  await user.click(screen.getByRole('button', { name: 'Make the e-mail' }));
  await waitFor(() => expect(router.state.location.pathname).toMatch(/campaigns\/[\da-f-]{36}$/));
  const id = router.state.location.pathname.split('/').at(-1) ?? '';
  await waitFor(async () =>
    expect(await workspace.view('campaign', id)).toMatchObject({
      accountId: ids.account,
      personaId: ids.persona,
      name: 'Cut the bill, for Head of Platform',
      type: 'email',
      status: 'draft',
      data: {
        subject: '[Subject line: Cut the bill]',
        config: {
          useCaseId: 'u',
          useCase: 'Cut the bill',
          emphasis: 'desired-outcome',
          template: 'blossomer',
          openingLine: 'buying-signal',
          ctaSetting: 'meeting',
        },
        snapshots: {
          company: { id: ids.company, name: 'Acme', url: 'acme.com' },
          account: { name: 'SaaS on AWS' },
          persona: { name: 'Head of Platform' },
        },
      },
    }),
  );
  expect((await workspace.list('campaign')).items).toHaveLength(1);
});

test('without an account it says what comes first, and leads there', async () => {
  await wizard({ fill: false });
  expect(await screen.findByRole('heading', { name: 'First an account' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'To the accounts' }).getAttribute('href')).toBe(
    `/playground/company/${ids.company}/accounts`,
  );
});

test.each(['?step=3', '?step=banana', '?step=-1'])(
  'an address (%s) without what its step needs begins at the first',
  async (search) => {
    await wizard({ search });
    expect(await heading('Whom do you write to')).toBeTruthy();
  },
);

test('a persona of somebody else, or none at all, is chosen again', async () => {
  const { user } = await wizard({ search: `?step=3&accountId=${ids.account}&personaId=${ids.other}` });
  await heading('Whom do you write to');
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Persona' }), 'VP Finance');
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'In which words' })).toBeTruthy());
});

test.each([
  ['', 'must not be empty'],
  ['x'.repeat(201), 'must have at most 200 characters'],
])(
  'a name that is not valid is told of beside it, where the focus goes, and nothing is made',
  async (name, fault) => {
    const { user, workspace } = await wizard({
      search: `?step=3&accountId=${ids.account}&personaId=${ids.persona}`,
    });
    await heading('In which words');
    const field = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(field);
    await user.paste(name);
    await user.click(screen.getByRole('button', { name: 'Make the e-mail' }));
    expect((await screen.findByRole('alert')).textContent).toContain(fault);
    expect(document.activeElement).toBe(field);
    expect((await workspace.list('campaign')).items).toEqual([]);
  },
);

function idOf(number: number): string {
  return `0199a000-0000-7000-8000-00000000000${number}`;
}
