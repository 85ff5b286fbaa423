// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { sampleIds } from '../sample/ids.ts';
import { newPlayground, renderScreen } from '../testing/screen.tsx';
import { SampleButton } from './sample.tsx';
import { SampleNotice } from './sample-notice.tsx';

afterEach(cleanup);

test('one press fills the workspace and goes there, one press takes it out, and undo brings it back', async () => {
  const session = await newPlayground();
  const first = await renderScreen(<SampleButton />, { session });
  await first.user.dblClick(await screen.findByRole('button', { name: 'Fill with an example' }));
  const address = `/playground/company/${sampleIds.company}`;
  await waitFor(() => expect(first.router.state.location.pathname).toBe(address), { timeout: 5000 });
  expect((await session.workspace.list('campaign')).items).toHaveLength(5);
  cleanup();
  const second = await renderScreen(<SampleNotice />, { session, at: address, path: '/company/$companyId' });
  await second.user.click(await screen.findByRole('button', { name: 'Remove the example' }));
  await waitFor(async () => expect((await session.workspace.list('company')).items).toEqual([]));
  await second.user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await session.workspace.list('persona')).items).toHaveLength(5));
});
