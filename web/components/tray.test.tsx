// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { documentQuery } from '../data/queries.ts';
import type { Session } from '../data/session.ts';
import { newPlayground, renderScreen } from '../testing/screen.tsx';
import { SaveIndicator } from './save-indicator.tsx';

afterEach(cleanup);

async function company(session: Session) {
  const made = await session.workspace.create('company', {
    id: randomUUID(),
    name: 'Acme',
    data: { description: 'First', objections: ['Too new'] },
  });
  await session.queryClient.fetchQuery(documentQuery(session, 'company', made.id));
  return made.id;
}

function edit(session: Session, id: string, change: (shown: { name: string; data: object }) => object) {
  const shown = session.shown('company', id);
  if (shown === undefined) throw new Error('not shown');
  act(() => session.outbox.edit('company', shown, change(shown) as typeof shown));
}

async function openTray(session: Session) {
  const { user, router } = await renderScreen(<SaveIndicator />, { session });
  await user.click(await screen.findByRole('button', { name: /Your edits/ }));
  return { user, router, tray: within(await screen.findByRole('dialog', { name: 'Your edits' })) };
}

test('says that everything is saved while nothing waits', async () => {
  const { tray } = await openTray(await newPlayground());
  expect(tray.getByText(/Everything is saved/)).toBeTruthy();
});

test('a rejected edit is told with its sentence, its field, and both texts, and is discarded and brought back', async () => {
  const session = await newPlayground();
  const id = await company(session);
  edit(session, id, (shown) => ({ ...shown, name: '' }));
  const { tray, user } = await openTray(session);
  const card = within(await tray.findByRole('article', { name: 'Not saved: edited' }));
  expect(card.getByText(/name must not be empty/i)).toBeTruthy();
  expect(card.getByText('Name').tagName).toBe('DT');
  expect(card.getByText('Acme', { selector: 'del' })).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Discard' }));
  await tray.findByText(/Everything is saved/);
  expect(session.shown('company', id)?.name).toBe('Acme');
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(session.shown('company', id)?.name).toBe(''));
  expect(session.book.entries()).toMatchObject([{ state: 'rejected', op: 'edit' }]);
});

async function conflicting(session: Session, id: string) {
  session.pump.lead(false);
  edit(session, id, ({ data, ...rest }) => ({
    ...rest,
    name: 'Mine',
    data: { ...data, description: 'My words', objections: ['Too new', 'Too dear'] },
  }));
  const theirs = { name: 'Theirs', data: { description: 'Their words' } };
  await session.workspace.patch('company', id, theirs, { version: 1 });
  session.pump.lead(true);
}

test('a conflict shows mine and theirs of each field, and saves what is chosen for each', async () => {
  const session = await newPlayground();
  const id = await company(session);
  await conflicting(session, id);
  const { tray, user } = await openTray(session);
  const card = within(await tray.findByRole('article', { name: 'Changed in two places' }));
  const save = card.getByRole('button', { name: 'Keep what is chosen' });
  expect((save as HTMLButtonElement).disabled).toBe(true);
  await user.click(
    within(card.getByRole('radiogroup', { name: 'Name' })).getByRole('radio', { name: /Mine/ }),
  );
  const description = within(card.getByRole('radiogroup', { name: 'Description' }));
  expect(description.getByText('My words', { selector: 'ins' })).toBeTruthy();
  expect(description.getByText('Their words', { selector: 'ins' })).toBeTruthy();
  await user.click(description.getByRole('radio', { name: /Theirs/ }));
  await user.click(save);
  await waitFor(async () =>
    expect(await session.workspace.view('company', id)).toMatchObject({
      name: 'Mine',
      data: { description: 'Their words', objections: ['Too new', 'Too dear'] },
    }),
  );
  await tray.findByText(/Everything is saved/);
});

test('keeping theirs loses no other field of the same edit, and can be undone', async () => {
  const session = await newPlayground();
  const id = await company(session);
  await conflicting(session, id);
  const { tray, user } = await openTray(session);
  await user.click(await tray.findByRole('button', { name: 'Keep all of theirs' }));
  await waitFor(async () =>
    expect(await session.workspace.view('company', id)).toMatchObject({
      name: 'Theirs',
      data: { description: 'Their words', objections: ['Too new', 'Too dear'] },
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(session.book.entries()).toMatchObject([{ state: 'conflict' }]));
});

test('what waits is listed, a delete is taken back there, and all of it is sent now', async () => {
  const session = await newPlayground();
  const [id, gone] = [await company(session), await company(session)];
  session.pump.lead(false);
  edit(session, id, (shown) => ({ ...shown, name: 'Acme two' }));
  act(() => void session.outbox.remove('company', gone, 'Acme'));
  const { tray, user } = await openTray(session);
  expect(tray.getByText('Name')).toBeTruthy();
  await user.click(tray.getByRole('button', { name: 'Undo the delete' }));
  await waitFor(() => expect(session.shown('company', gone)?.name).toBe('Acme'));
  session.pump.lead(true);
  await user.click(tray.getByRole('button', { name: 'Send now' })).catch(() => undefined);
  await tray.findByText(/Everything is saved/);
  expect((await session.workspace.view('company', id)).name).toBe('Acme two');
});
