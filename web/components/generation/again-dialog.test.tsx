// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { newPlayground, renderScreen } from '../../testing/screen.tsx';
import { newStorage } from '../../testing/storage.ts';
import { localGenerations } from '../../workspace/local-generations.ts';
import { AgainDialog } from './again-dialog.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('an e-mail is generated again as it is to be written now, edits of that included', async () => {
  const session = await newPlayground();
  const { workspace } = session;
  const company = await workspace.create('company', { id: randomUUID(), name: 'Acme' });
  const account = await workspace.create('account', { id: randomUUID(), companyId: company.id, name: 'A' });
  const persona = await workspace.create('persona', { id: randomUUID(), accountId: account.id, name: 'P' });
  const below = { accountId: account.id, personaId: persona.id };
  const config = { emphasis: 'pain-point', ctaSetting: 'meeting' } as const;
  const { id } = await workspace.create('campaign', {
    id: randomUUID(),
    ...below,
    name: 'E',
    data: { config },
  });
  const edited = await workspace.patch(
    'campaign',
    id,
    { data: { config: { emphasis: 'capabilities' } } },
    { version: 1 },
  );

  const asked: string[] = [];
  const stream = async (_url: string, { body = '' }: { body?: string }): Promise<never> => {
    asked.push(body);
    throw new TypeError('network error');
  };
  const generations = localGenerations({ workspace, storage: newStorage(), locks: undefined, stream });
  const nothing = () => undefined;
  const { user } = await renderScreen(
    <AgainDialog kind="campaign" document={edited} latest={null} onOpenChange={nothing} onBegun={nothing} />,
    { session, generations },
  );
  await user.click(await screen.findByRole('button', { name: 'Fill in what is missing' }));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(JSON.parse(asked[0] ?? '')).toMatchObject({
    kind: 'campaign',
    inputs: { config: { emphasis: 'capabilities', ctaSetting: 'meeting' } },
  });
});
