import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { QueryClient } from '@tanstack/react-query';
import { entries, set } from 'idb-keyval';
import { afterEach, expect, test, vi } from 'vitest';
import { keys } from './cache.ts';
import { keptMilliseconds, openKeptCache } from './kept-cache.ts';
import { ownDatabase, removeEmptied } from './own-database.ts';

const owner = () => `person-${randomUUID()}`;
const storeOf = (of: string) => ownDatabase(`gtm.cache.${of}`, 'cache').use;
const document = (id: string, name: string) => ({ id, name, version: 1 });
afterEach(() => vi.restoreAllMocks());

async function kept(of: string): Promise<unknown[]> {
  return (await entries(storeOf(of))).map(([, value]) => value);
}
const untilKept = (of: string, count: number) =>
  vi.waitFor(async () => expect(await kept(of)).toHaveLength(count));

test('what was read is there at the next start, and is asked for again', async () => {
  const me = owner();
  const queryClient = new QueryClient();
  const stop = await openKeptCache(me).follow(queryClient);
  queryClient.setQueryData(keys.document(me, 'company', 'a'), document('a', 'Acme'));
  await untilKept(me, 1);
  stop();
  const next = new QueryClient();
  await openKeptCache(me).follow(next);
  expect(next.getQueryData(keys.document(me, 'company', 'a'))).toEqual(document('a', 'Acme'));
  expect(next.getQueryState(keys.document(me, 'company', 'a'))?.isInvalidated).toBe(true);
});

test('a change writes its own query and no other, however many there are', async () => {
  const me = owner();
  const queryClient = new QueryClient();
  await openKeptCache(me).follow(queryClient);
  for (let number = 0; number < 100; number += 1) {
    queryClient.setQueryData(keys.document(me, 'account', `${number}`), document(`${number}`, 'A'));
  }
  await untilKept(me, 100);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  queryClient.setQueryData(keys.document(me, 'account', '7'), document('7', 'Renamed'));
  await vi.waitFor(async () => expect(JSON.stringify(await kept(me))).toContain('Renamed'));
  expect(put).toHaveBeenCalledOnce();
});

test('of a list of thousands the beginning is kept, and it goes on from there', async () => {
  const me = owner();
  const queryClient = new QueryClient();
  await openKeptCache(me).follow(queryClient);
  const pages = Array.from({ length: 50 }, (_, page) => ({
    items: [document(`${page}`, 'A')],
    nextCursor: `${page}`,
  }));
  const queryKey = keys.list(me, 'account', { sort: 'name' });
  queryClient.setQueryData(queryKey, {
    pages,
    pageParams: pages.map((_, page) => (page === 0 ? null : `${page - 1}`)),
  });
  await untilKept(me, 1);
  const next = new QueryClient();
  await openKeptCache(me).follow(next);
  expect(next.getQueryData(queryKey)).toEqual({ pages: pages.slice(0, 2), pageParams: [null, '0'] });
});

test('the letters of a search, the work of others, and what is not of the workspace are not kept', async () => {
  const me = owner();
  const queryClient = new QueryClient();
  const stop = await openKeptCache(me).follow(queryClient);
  queryClient.setQueryData(keys.list(me, 'account', { q: 'ac' }), { pages: [], pageParams: [] });
  queryClient.setQueryData(keys.document('somebody else', 'company', 'a'), document('a', 'Theirs'));
  queryClient.setQueryData([me, 'usage'], { used: 1 });
  queryClient.setQueryData(keys.document(me, 'company', 'a'), document('a', 'Mine'));
  stop();
  await untilKept(me, 1);
});

test('what was dropped, is too old, or has an older shape is not shown again', async () => {
  const me = owner();
  const store = storeOf(me);
  const queryKey = keys.document(me, 'company', 'old');
  const old = {
    cacheVersion: 2,
    queryKey,
    data: document('old', 'Old'),
    dataUpdatedAt: Date.now() - keptMilliseconds - 1,
  };
  await set(`query.${JSON.stringify(queryKey)}`, old, store);
  await set('queries', '{"clientState":{}}', store);
  const queryClient = new QueryClient();
  await openKeptCache(me).follow(queryClient);
  expect(queryClient.getQueryData(queryKey)).toBeUndefined();
  await untilKept(me, 0);
  queryClient.setQueryData(keys.document(me, 'company', 'a'), document('a', 'Acme'));
  await untilKept(me, 1);
  queryClient.removeQueries({ queryKey: keys.document(me, 'company', 'a') });
  await untilKept(me, 0);
});

test('a cache that is removed leaves no database, whatever still arrives', async () => {
  const me = owner();
  const queryClient = new QueryClient();
  const cache = openKeptCache(me);
  const stop = await cache.follow(queryClient);
  const elsewhere = openKeptCache(me);
  await elsewhere.cursor.set('1'); // Another tab has it open, too.
  queryClient.setQueryData(keys.document(me, 'company', 'a'), document('a', 'Acme'));
  await cache.remove();
  await cache.cursor.set('2');
  stop();
  await vi.waitFor(async () => expect(await names()).not.toContain(`gtm.cache.${me}`));
});

test('at a start what a sign-out left empty goes, and what still holds something stays', async () => {
  const [left, unsent] = [owner(), owner()];
  const isTheirs = (name: string) => name.endsWith(left) || name.endsWith(unsent);
  await entries(storeOf(left));
  await set('an edit', 'Not sent yet', storeOf(unsent));
  await removeEmptied(isTheirs);
  await vi.waitFor(async () => expect(await names()).not.toContain(`gtm.cache.${left}`));
  expect(await names()).toContain(`gtm.cache.${unsent}`);
});

async function names(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = '' }) => name);
}
