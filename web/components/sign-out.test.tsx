// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { openSession, type Session } from '../data/session.ts';
import { newStorage } from '../testing/storage.ts';
import { openLocal } from '../workspace/local.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { useSignOut } from './sign-out.tsx';
import '../testing/patience.ts';

afterEach(cleanup);

async function begin({ stuck = false } = {}) {
  const storage = newStorage();
  const local = await openLocal({ storage });
  const company = await local.create('company', { id: randomUUID(), name: 'Acme' });
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const workspace: Workspace = {
    ...local,
    patch: async (...words) => {
      if (stuck) await gate;
      return local.patch(...words);
    },
  };
  const session = await openSession({ workspace, storage, page: undefined, restMilliseconds: 5 });
  onTestFinished(() => session.close());
  const left: string[] = [];
  render(<Leave session={session} signOut={async () => void left.push('out')} />);
  return { session, company, left, release, user: userEvent.setup() };
}

function Leave({ session, signOut }: { session: Session; signOut: () => Promise<void> }) {
  const { ask, dialog } = useSignOut(session, { signOut });
  return (
    <>
      <button type="button" onClick={ask}>
        Leave
      </button>
      {dialog}
    </>
  );
}

test('signing out with everything saved asks nothing', async () => {
  const { left, user } = await begin();
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  expect(left).toEqual(['out']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('signing out says what would be lost, and goes nowhere before the person says so', async () => {
  const { session, company, left, user } = await begin({ stuck: true });
  session.outbox.edit('company', company, { ...company, name: 'Acme two' });
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  const dialog = await screen.findByRole('dialog', { name: 'Not everything is saved yet' });
  expect(dialog.textContent).toContain('1 change of yours has not reached the server');
  expect(dialog.textContent).toContain('1 field');
  await user.click(screen.getByRole('button', { name: 'Stay' }));
  expect(left).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  await user.click(await screen.findByRole('button', { name: 'Sign out and lose them' }));
  expect(left).toEqual(['out']);
});

test('what waits can be sent first, and then nothing is lost', async () => {
  const { session, company, left, release, user } = await begin({ stuck: true });
  session.outbox.edit('company', company, { ...company, name: 'Acme two' });
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  await user.click(await screen.findByRole('button', { name: 'Send now' }));
  act(release);
  await screen.findByRole('dialog', { name: 'Everything is saved' }, { timeout: 15_000 });
  await waitFor(() => expect(session.unsentCount()).toBe(0));
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  expect(left).toEqual(['out']);
});
