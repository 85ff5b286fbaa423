// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { CampaignPage } from './campaign-page.tsx';

const ids = { company: idOf(1), account: idOf(2), persona: idOf(3), campaign: idOf(4) };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function editor(data: Record<string, unknown>) {
  const session = await newPlayground();
  const { workspace } = session;
  await workspace.create('company', { id: ids.company, name: 'Acme' });
  await workspace.create('account', { id: ids.account, companyId: ids.company, name: 'SaaS on AWS' });
  await workspace.create('persona', { id: ids.persona, accountId: ids.account, name: 'Head of Platform' });
  await workspace.create('campaign', {
    id: ids.campaign,
    accountId: ids.account,
    personaId: ids.persona,
    name: 'The bill',
    data: data as never,
  });
  const view = await renderScreen(<CampaignPage />, {
    session,
    path: '/company/$companyId/campaigns/$campaignId',
    at: `/playground/company/${ids.company}/campaigns/${ids.campaign}`,
  });
  await screen.findByRole('heading', { level: 1, name: /The bill/ });
  const stored = async () => (await workspace.view('campaign', ids.campaign)).data;
  return { session, stored, ...view };
}

const segments = [
  { id: 'a', type: 'greeting', label: 'Greeting', text: 'Hi Ann,', mine: 'an unknown field' },
  { id: 'b', type: 'cta', label: 'Call to action', text: 'Shall we talk?' },
];

test('saving an e-mail body saves it', async () => {
  const { user, stored } = await editor({ segments });
  await user.click(screen.getByRole('radio', { name: 'As one text' }));
  const text = await screen.findByRole('textbox', { name: 'Text of the e-mail' });
  expect(text).toHaveProperty('value', 'Hi Ann,\n\nShall we talk?');
  await user.type(text, ' Yours');
  await waitFor(async () => expect((await stored()).body).toBe('Hi Ann,\n\nShall we talk? Yours'));
  expect((await stored()).segments).toEqual(segments);
});

test('a text edited by hand is told of in both forms, and copies use it', async () => {
  const written = vi.fn(async (_text: string) => undefined);
  const { user } = await editor({ segments, body: 'By hand' });
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(written);
  expect(screen.getByText(/The text was edited by hand/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Copy as plain text' }));
  expect(written).toHaveBeenCalledWith('By hand');
  await user.click(screen.getByRole('button', { name: 'Show the text' }));
  expect(await screen.findByRole('textbox', { name: 'Text of the e-mail' })).toHaveProperty(
    'value',
    'By hand',
  );
  expect(screen.getByText(/The text was edited by hand/)).toBeTruthy();
});

test('choosing the parts keeps the text that gives way, and it can be put back', async () => {
  const { user, stored } = await editor({ segments, body: 'By hand' });
  await user.click(screen.getByRole('button', { name: 'Use the parts as text' }));
  expect(screen.queryByText(/The text was edited by hand/)).toBeNull();
  await waitFor(async () =>
    expect(await stored()).toMatchObject({
      body: 'Hi Ann,\n\nShall we talk?',
      keptTexts: [{ text: 'By hand' }],
    }),
  );
  await user.click(screen.getByText('Kept texts (1)'));
  await user.click(screen.getByRole('button', { name: 'Put back as the text' }));
  await waitFor(async () => expect(await stored()).toMatchObject({ body: 'By hand', keptTexts: [] }));
});

test('editing one part touches no other part and keeps fields that the screen does not know', async () => {
  const { user, stored } = await editor({ segments, own: { kept: true } });
  await user.type(screen.getByRole('textbox', { name: 'Text of Greeting' }), ' dear');
  await waitFor(async () =>
    expect(await stored()).toMatchObject({
      own: { kept: true },
      segments: [{ ...segments[0], text: 'Hi Ann, dear' }, segments[1]],
    }),
  );
});

test('the first part can be added to an e-mail without any, and the focus goes to it', async () => {
  const { user, stored } = await editor({});
  await user.click(screen.getByRole('button', { name: 'Add a part' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Greeting' }));
  const added = await screen.findByRole('textbox', { name: 'Text of Greeting' });
  await waitFor(() => expect(document.activeElement).toBe(added));
  await user.type(added, 'Hi');
  await waitFor(async () =>
    expect((await stored()).segments).toMatchObject([{ type: 'greeting', text: 'Hi' }]),
  );
});

test('a removed part comes back in its place, and the focus stays among the parts', async () => {
  const { user } = await editor({ segments });
  await user.click(screen.getByRole('button', { name: 'Remove Greeting' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of Call to action' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const list = screen.getByRole('list', { name: 'Parts of the e-mail' });
  expect(
    within(list)
      .getAllByRole('textbox')
      .map((field) => field.getAttribute('aria-label')),
  ).toEqual(['Text of Greeting', 'Text of Call to action']);
});

test('parts are put in order by keyboard, and the text follows', async () => {
  const { user, stored } = await editor({ segments, body: 'Hi Ann,\n\nShall we talk?' });
  screen.getByRole('button', { name: 'Move Greeting down' }).focus();
  await user.keyboard('{Enter}');
  await waitFor(async () => expect((await stored()).body).toBe('Shall we talk?\n\nHi Ann,'));
});

test('an alternative and the subject change places', async () => {
  const { user, stored } = await editor({ subject: 'One', alternatives: [{ id: 'x', text: 'Two' }] });
  await user.click(screen.getByRole('button', { name: 'Use as subject: Two' }));
  await waitFor(async () =>
    expect(await stored()).toMatchObject({ subject: 'Two', alternatives: [{ id: 'x', text: 'One' }] }),
  );
});

test('a browser that keeps its clipboard to itself shows the text to copy by hand', async () => {
  const { user } = await editor({ body: 'The text' });
  const refuse = async () => {
    throw new DOMException('no', 'NotAllowedError');
  };
  vi.spyOn(navigator.clipboard, 'write').mockImplementation(refuse);
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(refuse);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByRole('textbox', { name: 'Text to copy' })).toHaveProperty('value', 'The text');
});

test('how it is written is seen and changed after it was made, and the text stays', async () => {
  const config = {
    useCase: 'Bills',
    emphasis: 'pain-point',
    mine: 'an unknown field',
    socialProof: 'Globex did',
  };
  const { user, stored } = await editor({ segments, body: 'By hand', config });
  await user.click(screen.getByText('How it is written'));
  const useCase = await screen.findByLabelText('Use case in your own words');
  expect(useCase).toHaveProperty('value', 'Bills');
  await user.click(useCase);
  await user.paste(', idle');
  await user.click(screen.getByText('The outcome'));
  await user.click(screen.getByText('A meeting'));
  await user.clear(screen.getByLabelText('Social proof'));
  await waitFor(async () =>
    expect(await stored()).toMatchObject({
      segments,
      body: 'By hand',
      config: {
        useCase: 'Bills, idle',
        emphasis: 'desired-outcome',
        ctaSetting: 'meeting',
        mine: config.mine,
      },
    }),
  );
  await waitFor(async () => expect((await stored()).config).not.toHaveProperty('socialProof'));
  expect(screen.getByText('Bills, idle · The outcome · A meeting')).toBeTruthy();
});

test('a name of more than 200 characters is told of beside it, and is not saved', async () => {
  const { user, session } = await editor({});
  await user.click(screen.getByRole('button', { name: /The bill/ }));
  await user.click(await screen.findByRole('textbox', { name: 'Name' }));
  await user.paste('x'.repeat(201));
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('at most 200 characters');
  expect((await session.workspace.view('campaign', ids.campaign)).name).toBe('The bill');
});

test('a missing e-mail is a page of its own, and the address stays', async () => {
  const session = await newPlayground();
  const at = `/playground/company/${ids.company}/campaigns/${ids.campaign}`;
  const { router } = await renderScreen(<CampaignPage />, {
    session,
    path: '/company/$companyId/campaigns/$campaignId',
    at,
  });
  expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
  expect(router.state.location.pathname).toBe(at);
});

test('what is wrong stands beside its field, and is kept as it was typed', async () => {
  const { user } = await editor({});
  await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Another word…');
  const field = await screen.findByRole('textbox', { name: 'Status' });
  await user.clear(field);
  expect((await screen.findByRole('alert')).textContent).toContain('must not be empty');
  await user.type(field, 'with legal');
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('combobox', { name: 'Status' })).toHaveProperty('value', 'with legal');
});

function idOf(number: number): string {
  return `0199a000-0000-7000-8000-00000000000${number}`;
}
