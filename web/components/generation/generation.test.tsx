import '../../testing/dom.ts';
import { randomUUID } from 'node:crypto';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { fails, hangs, type Script, scripted, writes } from '../../../testing/scripted.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { useDocument } from '../../data/hooks.ts';
import { NewCompanyPage } from '../../features/companies/new-company-page.tsx';
import { GenerationPage } from '../../features/generation/generation-page.tsx';
import { newLocks } from '../../testing/locks.ts';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { newStorage } from '../../testing/storage.ts';
import { company, over } from '../../workspace/generation-suite.ts';
import { localGenerations } from '../../workspace/local-generations.ts';
import { Generated } from './generated.tsx';
import { UnderWay, UnderWayNews } from './under-way.tsx';

/** What a guest sees of generating, over a server that does what the test says. */
let server: TestServer;
let script: Script;
beforeAll(async () => {
  script = scripted();
  server = await startTestServer({ generation: { ...script, workers: 1 } });
});
afterAll(() => server.stop());
beforeEach(() => script.follow(writes()));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const patience = { timeout: 20_000 };

async function open(baseUrl = server.url) {
  const storage = newStorage();
  const session = await newPlayground(storage);
  const { workspace } = session;
  return {
    session,
    workspace,
    generations: localGenerations({ workspace, storage, locks: newLocks(), baseUrl }),
  };
}
type Opened = Awaited<ReturnType<typeof open>>;

const byHand = ({ workspace }: Opened, more: object = {}) =>
  workspace.create('company', {
    ...{ id: randomUUID(), name: 'By hand', url: 'https://acme.test', ...more },
    data: { description: 'Mine.' },
  });

function DocumentOnScreen({ kind, id }: { kind: 'company' | 'account'; id: string }) {
  const { document } = useDocument(kind, id);
  if (document === undefined) return null;
  return (
    <Generated kind={kind} document={document}>
      <output>{JSON.stringify(document.data)}</output>
    </Generated>
  );
}

const shownData = (): unknown => JSON.parse(document.querySelector('output')?.textContent ?? '');
const button = (name: string | RegExp) => screen.findByRole('button', { name }, patience);

function watch({ session, generations }: Opened, id: string) {
  const at = `/playground/generation/${id}`;
  return renderScreen(<GenerationPage />, { session, generations, at, path: '/generation/$generationId' });
}

test('progress says what is done now, ends with a press, and begins again from there', async () => {
  const opened = await open();
  script.follow(hangs());
  const { id } = await opened.generations.start(company());
  const { user, router } = await watch(opened, id);
  const progress = await screen.findByRole('list', {}, patience);
  await waitFor(() => {
    const [now] = within(progress).getAllByRole('listitem', { current: 'step' });
    expect(now?.textContent).toBe('Writing the company, now');
  }, patience);
  await user.click(await button('Cancel'));
  await screen.findByRole('heading', { name: 'You stopped it' }, patience);
  expect((await opened.workspace.list('company')).items).toEqual([]);
  script.follow(writes());
  await user.click(await button('Start again'));
  await waitFor(() => expect(router.state.location.pathname).toContain('/playground/company/'), patience);
});

test('a failure names who failed, and what was typed goes on by hand', async () => {
  const opened = await open();
  script.follow(fails('model-failed'));
  const inputs = { url: 'https://acme.test', hypothesis: 'Heads of purchasing buy.', name: 'Acme' };
  const { id } = await over(opened.generations, { kind: 'company', inputs });
  const { user, router } = await watch(opened, id);
  const alert = await screen.findByRole('alert', {}, patience);
  expect(within(alert).getByRole('heading').textContent).toBe('No model answered');
  expect(alert.textContent).toContain('Provider: scripted');
  expect(alert.textContent).toContain('Nothing was written.');
  expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy();
  await user.click(within(alert).getByRole('button', { name: 'Continue by hand' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/playground/new'), patience);
  expect(router.state.location.state).toMatchObject({
    context: 'Heads of purchasing buy.',
    draft: { name: 'Acme' },
  });
});

test('a name that was typed goes along; one that was taken from the address does not', async () => {
  const opened = await open();
  const { user, router } = await renderScreen(<NewCompanyPage />, {
    ...opened,
    at: '/playground/new',
    path: 'new',
  });
  const generate = await button('Generate from the website');
  await user.type(screen.getByLabelText('Website'), 'acme.test');
  await user.clear(screen.getByRole('textbox', { name: /^Name/ }));
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Acme of ours');
  await user.click(generate);
  await waitFor(() => expect(router.state.location.pathname).toContain('/generation/'), patience);
  const id = router.state.location.pathname.split('/').at(-1) ?? '';
  expect((await opened.generations.view(id)).inputs).toEqual({ url: 'acme.test', name: 'Acme of ours' });
});

test('generated again, each change can be turned around, all of them at once, and put away', async () => {
  const opened = await open();
  const { generations, workspace } = opened;
  script.follow(writes({ description: 'First.', capabilities: ['One'] }, 'Acme'));
  const { documentId: id } = await over(generations, company());
  await workspace.patch('company', id, { data: { description: 'Mine.', own: 'kept' } }, { version: 1 });
  script.follow(writes({ description: 'Second.', capabilities: ['Two'] }, 'Acme'));
  const { user } = await renderScreen(<DocumentOnScreen kind="company" id={id} />, opened);
  await user.click(await button('Generate again'));
  const dialog = await screen.findByRole('dialog', { name: 'Generate again' }, patience);
  await user.type(within(dialog).getByRole('textbox', { name: /^Your hypothesis/ }), 'Cheap sells.');
  await user.click(within(dialog).getByRole('button', { name: 'Generate again' }));
  const changed = await screen.findByRole('region', { name: 'What changed' }, patience);
  expect(script.begun.at(-1)?.inputs).toMatchObject({ hypothesis: 'Cheap sells.' });
  const shows = (data: object) => waitFor(() => expect(shownData()).toMatchObject(data), patience);
  const press = async (name: string) => user.click(within(changed).getByRole('button', { name }));
  await shows({ description: 'Mine.', capabilities: ['Two'] });
  await press('Use generated: Description');
  await shows({ description: 'Second.' });
  await press('Back to mine: Description');
  await press('Restore mine: Capabilities');
  await shows({ description: 'Mine.', capabilities: ['One'] });
  await press('Reset to generated');
  await shows({ description: 'Second.', capabilities: ['Two'], own: 'kept' });
  await user.click(await button('Undo'));
  await shows({ description: 'Mine.', capabilities: ['One'], own: 'kept' });
  await press('Accept all');
  expect(screen.queryByRole('region', { name: 'What changed' })).toBeNull();
  await shows({ description: 'Mine.', capabilities: ['One'] });
});

test('what was written by hand is filled in where it is empty', async () => {
  const opened = await open();
  const { id } = await byHand(opened);
  script.follow(writes({ description: 'Theirs.', capabilities: ['Fast'] }, 'Acme'));
  const { user } = await renderScreen(<DocumentOnScreen kind="company" id={id} />, opened);
  await user.click(await button('Fill in what is missing'));
  const dialog = await screen.findByRole('dialog', { name: 'Fill in what is missing' }, patience);
  await user.click(within(dialog).getByRole('button', { name: 'Fill in what is missing' }));
  const changed = await screen.findByRole('region', { name: 'What changed' }, patience);
  await waitFor(
    () => expect(shownData()).toMatchObject({ description: 'Mine.', capabilities: ['Fast'] }),
    patience,
  );
  expect(within(changed).getByRole('region', { name: 'Taken over' }).textContent).toContain(
    'These were empty.',
  );
  await user.click(within(changed).getByRole('button', { name: 'Use generated: Description' }));
  await waitFor(() => expect(shownData()).toMatchObject({ description: 'Theirs.' }), patience);
  await user.click(within(changed).getByRole('button', { name: 'Leave it empty: Capabilities' }));
  await waitFor(() => expect(shownData()).not.toHaveProperty('capabilities'), patience);
});

test('a company without an address has nothing to be filled in from', async () => {
  const opened = await open();
  const { id } = await byHand(opened, { url: '' });
  const { id: accountId } = await opened.workspace.create('account', {
    id: randomUUID(),
    name: 'B',
    companyId: id,
  });
  const both = (
    <>
      <DocumentOnScreen kind="company" id={id} />
      <DocumentOnScreen kind="account" id={accountId} />
    </>
  );
  await renderScreen(both, opened);
  await button('Fill in what is missing');
  expect(document.querySelectorAll('output')).toHaveLength(2);
  expect(screen.getAllByRole('button', { name: 'Fill in what is missing' })).toHaveLength(1);
});

test('a notice says what changed since, goes when it is put away, and comes when that changes again', async () => {
  const opened = await open();
  const { generations, workspace, session } = opened;
  const { documentId: companyId } = await over(generations, company());
  const { documentId: id } = await over(generations, { kind: 'account', inputs: { companyId } });
  await workspace.patch('company', companyId, { name: 'Renamed' }, { version: 1 });
  const { user } = await renderScreen(<DocumentOnScreen kind="account" id={id} />, opened);
  const notice = () => screen.findByRole('region', { name: 'Sources changed' }, patience);
  expect((await notice()).textContent).toContain('Company changed since this was written');
  await user.click(await button('Dismiss'));
  expect(screen.queryByRole('region', { name: 'Sources changed' })).toBeNull();
  await workspace.patch('company', companyId, { name: 'Renamed again' }, { version: 2 });
  await session.feed.ask(); // As a tab that hears of another one's edit.
  await notice();
});

test('a guest who had enough is told when it goes on, and where there is more', async () => {
  const limited = await startTestServer({
    generation: { ...script, workers: 1 },
    settings: { LIMIT_GENERATE_GUEST: '1' },
  });
  try {
    const opened = await open(limited.url);
    await over(opened.generations, company());
    const { id } = await byHand(opened);
    const at = `/playground/company/${id}`;
    const shown = { ...opened, at, path: '/company/$companyId' };
    const { user } = await renderScreen(<DocumentOnScreen kind="company" id={id} />, shown);
    await user.click(await button('Fill in what is missing'));
    const dialog = await screen.findByRole('dialog', {}, patience);
    await user.click(within(dialog).getByRole('button', { name: 'Fill in what is missing' }));
    const alert = await within(dialog).findByRole('alert', {}, patience);
    expect(within(alert).getByRole('heading').textContent).toBe('Too many requests');
    expect(alert.textContent).toMatch(/It is possible again in (an hour|\d+ minutes)\./);
    const link = within(alert).getByRole('link', { name: 'Sign in for more' });
    expect(link.getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent(`/app/company/${id}`)}`);
  } finally {
    await limited.stop();
  }
});

test('from any other screen a way leads back, and how it ended is told there', async () => {
  const opened = await open();
  const { generations, session } = opened;
  const end = new AbortController();
  const onceReleased = new Promise((resolve) => end.signal.addEventListener('abort', resolve));
  const later =
    (step: ReturnType<typeof writes>): typeof step =>
    async (work, tools) => {
      await onceReleased;
      return step(work, tools);
    };
  script.follow(later(writes({ description: 'Written.' }, 'Acme')), later(fails('model-failed')));
  const count = script.begun.length;
  const { documentId } = await generations.start(company());
  await vi.waitFor(() => expect(script.begun).toHaveLength(count + 1), patience);
  const failing = await generations.start({ kind: 'company', inputs: { url: 'https://bolt.test' } });
  const elsewhere = (
    <>
      <UnderWay />
      <UnderWayNews />
    </>
  );
  const { user, router } = await renderScreen(elsewhere, { session, generations });
  await user.click(await button('Under way: 2'));
  const list = await screen.findByRole('dialog', { name: 'Under way' }, patience);
  const link = within(list).getByRole('link', { name: /^A company from bolt\.test/ });
  expect(link.getAttribute('href')).toBe(`/playground/generation/${failing.id}`);
  expect(list.textContent).toContain('Keep the tab open');
  end.abort();
  await screen.findByText('A company from bolt.test: nothing was written', {}, patience);
  await screen.findByText('Acme is written', {}, patience);
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Under way/ })).toBeNull(), patience);
  await user.click(await button('Open'));
  await waitFor(
    () => expect(router.state.location.pathname).toBe(`/playground/company/${documentId}`),
    patience,
  );
});
