import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { hangs, type Script, scripted, writes } from '../../testing/scripted.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newLocks } from '../testing/locks.ts';
import { newStorage } from '../testing/storage.ts';
import { all, company, generationSuite, type Opened, over, until } from './generation-suite.ts';
import { openLocal } from './local.ts';
import { generationsPrefix } from './local-generation-store.ts';
import { localGenerations } from './local-generations.ts';
import { clearPlayground } from './playground.ts';

let server: TestServer;
let script: Script;
beforeAll(async () => {
  script = scripted();
  server = await startTestServer({ generation: { ...script, workers: 4 } });
});
afterAll(() => server.stop());

async function open(
  storage = newStorage(),
  locks = newLocks(),
  page: EventTarget = new EventTarget(),
): Promise<Opened> {
  script.follow(writes());
  const workspace = await openLocal({ storage, locks });
  const generations = localGenerations({ workspace, storage, locks, page, baseUrl: server.url });
  return { script, workspace, generations };
}

generationSuite(() => open());

test('nothing of a guest is kept by the server', async () => {
  const { generations } = await open();
  await over(generations, company());
  const counted = await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query('select count(*)::int as count from generations'),
  );
  expect(counted.rows).toEqual([{ count: 0 }]);
});

test('a page that was left in the middle says so, and what it did is over', async () => {
  const storage = newStorage();
  const { generations } = await open(storage);
  script.follow(hangs());
  const { id } = await generations.start(company());
  await until(generations, id, 'field');
  // Another life of the page: the locks of the one before are gone with it.
  const after = await open(storage);
  expect(await after.generations.view(id)).toMatchObject({
    state: 'failed',
    problem: { title: 'The page was left in the middle' },
  });
  expect((await all(after.generations, id)).at(-1)).toMatchObject({ event: 'failed' });
  expect(await after.generations.active()).toEqual([]);
});

test('the page that writes asks before it is closed, and no longer than it writes', async () => {
  const page = new EventTarget();
  const asks = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const { generations } = await open(newStorage(), newLocks(), page);
  script.follow(hangs());
  const { id } = await generations.start(company());
  expect(asks()).toBe(true);
  await generations.cancel(id);
  await expect.poll(asks).toBe(false);
});

test('another tab sees that it is under way, and its end', async () => {
  const [storage, locks] = [newStorage(), newLocks()];
  const one = await open(storage, locks);
  const other = await open(storage, locks);
  script.follow(hangs());
  const { id } = await one.generations.start(company());
  expect((await other.generations.active()).map((row) => row.id)).toEqual([id]);
  const seen = all(other.generations, id);
  await one.generations.cancel(id);
  expect(await seen).toMatchObject([{ event: 'cancelled' }]);
});

test('what is kept of generations is bounded, and goes with the playground', async () => {
  const storage = newStorage();
  const { generations } = await open(storage);
  script.follow(async () => {
    throw new Error('broken');
  });
  for (let count = 0; count < 20; count += 1) await over(generations, company());
  const kept = () => Object.keys(storage).filter((key) => key.startsWith(`${generationsPrefix}by-id.`));
  expect(kept().length).toBeLessThanOrEqual(12);
  clearPlayground(storage);
  expect(kept()).toEqual([]);
});

test('where there is no room for its record, the document is written all the same', async () => {
  const storage = newStorage(40_000);
  const { generations, workspace } = await open(storage);
  script.follow(writes({ description: 'x'.repeat(5000) }));
  for (let count = 0; count < 2; count += 1) await over(generations, company());
  storage.setItem('of-another-page', 'x'.repeat(6000));
  const { id, documentId } = await over(generations, company());
  expect((await all(generations, id)).at(-1)).toMatchObject({ event: 'done' });
  expect(await workspace.view('company', documentId)).toMatchObject({ name: 'Generated' });
});
