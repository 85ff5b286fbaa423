import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { keys } from 'idb-keyval';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { type Browser, newBrowser, type Tab } from '../testing/device.ts';
import type { AnyDocument, Documents } from '../workspace/workspace.ts';
import { withValue } from './fields.ts';
import { ownDatabase } from './own-database.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function begin(parts: { name?: string; data?: object } = {}) {
  const browser = await newBrowser(server);
  const company = await browser.server.create('company', {
    id: randomUUID(),
    name: 'Acme',
    ...parts,
  } as never);
  const tab = await browser.openTab();
  await read(tab, company.id);
  return { browser, company, tab, id: company.id };
}

async function read(tab: Tab, id: string): Promise<void> {
  const queryKey = ['gtm', tab.owner, 'document', 'company', id];
  await tab.queryClient.fetchQuery({ queryKey, queryFn: () => tab.workspace.view('company', id) });
}

function set(tab: Tab, id: string, pointer: string, value: unknown): void {
  const shown = tab.shown('company', id);
  if (shown === undefined) throw new Error('nothing is shown');
  tab.outbox.edit('company', shown, withValue<AnyDocument>(shown, pointer, value));
}

const saved = (tab: Tab) =>
  vi.waitFor(() => expect(tab.book.entries()).toEqual([]), { timeout: 8000, interval: 10 });
const needsPerson = (tab: Tab) =>
  vi.waitFor(
    () => {
      const [entry] = tab.book.entries();
      expect(entry?.state).not.toBe('waiting');
      return entry;
    },
    { timeout: 8000, interval: 10 },
  );
const patches = ({ proxy }: Browser) => proxy.asked.filter(({ method }) => method === 'PATCH');
const serverHas = (browser: Browser, id: string): Promise<Documents['company']> =>
  browser.server.view('company', id);
const nameShown = (tab: Tab, id: string) => tab.shown('company', id)?.name;

describe('an edit', () => {
  test('is on the screen at once, and saved with the version that it stands on', async () => {
    const { browser, tab, id } = await begin();
    set(tab, id, '/name', 'New');
    expect(nameShown(tab, id)).toBe('New');
    await saved(tab);
    expect(nameShown(tab, id)).toBe('New');
    expect(await serverHas(browser, id)).toMatchObject({ name: 'New', version: 2 });
    expect(patches(browser)).toMatchObject([
      { ifMatch: '"1"', key: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
  });

  test('of many keystrokes is one request, and two fields are too', async () => {
    const { browser, tab, id } = await begin();
    for (const name of ['N', 'Ne', 'New']) set(tab, id, '/name', name);
    set(tab, id, '/data/description', 'Clouds');
    await saved(tab);
    expect(patches(browser)).toHaveLength(1);
    expect(await serverHas(browser, id)).toMatchObject({
      name: 'New',
      version: 2,
      data: { description: 'Clouds' },
    });
  });

  test('that comes while another is on its way is not lost and does not flicker', async () => {
    const { browser, tab, id } = await begin();
    browser.proxy.weather = ({ method }) => (method === 'PATCH' ? { delayMilliseconds: 60 } : 'pass');
    const seen = new Set<string | undefined>();
    tab.book.subscribe(() => seen.add(nameShown(tab, id)));
    set(tab, id, '/name', 'One');
    await vi.waitFor(() => expect(patches(browser)).toHaveLength(1));
    set(tab, id, '/name', 'Two');
    set(tab, id, '/data/description', 'Also');
    await read(tab, id);
    expect(nameShown(tab, id)).toBe('Two');
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Two', data: { description: 'Also' } });
    expect([...seen]).toEqual(['One', 'Two']);
  });

  test('that is taken back before it went out sends nothing', async () => {
    const { browser, tab, id } = await begin();
    set(tab, id, '/name', 'New');
    set(tab, id, '/name', 'Acme');
    await saved(tab);
    expect(patches(browser)).toEqual([]);
    expect((await serverHas(browser, id)).version).toBe(1);
  });
});

describe('in bad weather', () => {
  test('a reply that is lost after committing is asked for with the same key: written once', async () => {
    const { browser, tab, id } = await begin();
    let drops = 2;
    browser.proxy.weather = ({ method }) => (method === 'PATCH' && drops-- > 0 ? 'drop-reply' : 'pass');
    set(tab, id, '/name', 'Once');
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Once', version: 2 });
    expect(new Set(patches(browser).map(({ key }) => key)).size).toBe(1);
    expect(patches(browser)).toHaveLength(3);
  });

  test('edits made offline are shown, survive the end of the tab, and go out once', async () => {
    const { browser, tab, id } = await begin();
    browser.proxy.weather = () => 'cut';
    set(tab, id, '/name', 'Offline');
    await vi.waitFor(() => expect(tab.pump.status().offline).toBe(true));
    set(tab, id, '/data/description', 'Also');
    await tab.book.written();
    await tab.close();
    browser.proxy.weather = () => 'pass';
    const later = await browser.openTab();
    await saved(later);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Offline', data: { description: 'Also' } });
  });

  test.each([
    ['429', { status: 429, headers: { 'retry-after': '1' }, body: '{}' }],
    ['503', { status: 503, headers: { 'retry-after': '1' }, body: 'down' }],
  ] as const)('%s is waited for as long as the server says', async (_what, fault) => {
    const { browser, tab, id } = await begin();
    let faults = 1;
    browser.proxy.weather = ({ method }) => (method === 'PATCH' && faults-- > 0 ? fault : 'pass');
    const start = performance.now();
    set(tab, id, '/name', 'Patient');
    await saved(tab);
    expect(performance.now() - start).toBeGreaterThan(1000);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Patient', version: 2 });
  });

  test('whatever is lost, cut or refused for now: nothing is lost and nothing doubled', async () => {
    const { browser, tab, id } = await begin();
    const faults = [
      'cut',
      'drop-reply',
      'pass',
      { delayMilliseconds: 30 },
      { status: 503, body: '' },
    ] as const;
    let count = 0;
    browser.proxy.weather = () => faults[(count++ * 7) % faults.length] ?? 'pass';
    const companyId = randomUUID();
    tab.outbox.create('company', { id: companyId, name: 'Made' });
    tab.outbox.create('account', { id: randomUUID(), companyId, name: 'Below' });
    for (let round = 0; round < 12; round += 1) {
      set(tab, id, '/name', `Name ${round}`);
      set(tab, id, `/data/field${round % 4}`, round);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await vi.waitFor(() => expect(tab.book.entries()).toEqual([]), { timeout: 25_000, interval: 50 });
    const data = { field0: 8, field1: 9, field2: 10, field3: 11 };
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Name 11', data });
    expect(tab.shown('company', id)).toMatchObject({ name: 'Name 11', data });
    expect((await browser.server.list('company')).items).toHaveLength(2);
    expect((await browser.server.list('account')).items).toHaveLength(1);
    const { items } = await browser.server.changes();
    const writes = items.filter((change) => change.id === id);
    const keys = new Set(patches(browser).map(({ key }) => key));
    expect(writes.length - 1).toBeLessThanOrEqual(keys.size);
  });
});

describe('somebody else wrote meanwhile', () => {
  test('another field: both are kept, without a question', async () => {
    const { browser, tab, id } = await begin();
    await browser.server.patch('company', id, { data: { description: 'Theirs' } }, { version: 1 });
    set(tab, id, '/name', 'Mine');
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({
      name: 'Mine',
      version: 3,
      data: { description: 'Theirs' },
    });
    expect(tab.shown('company', id)).toMatchObject({ name: 'Mine', data: { description: 'Theirs' } });
    expect(patches(browser).map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
  });

  test.each([
    ['mine', 'Mine'],
    ['theirs', 'Theirs'],
  ] as const)('the same field: a choice, and %s wins', async (choice, name) => {
    const { browser, tab, id } = await begin();
    await browser.server.patch('company', id, { name: 'Theirs' }, { version: 1 });
    set(tab, id, '/name', 'Mine');
    set(tab, id, '/data/description', 'Only mine');
    const entry = await needsPerson(tab);
    expect(entry).toMatchObject({
      state: 'conflict',
      conflict: { version: 2, fields: [{ pointer: '/name', base: 'Acme', value: 'Mine', theirs: 'Theirs' }] },
    });
    expect(nameShown(tab, id)).toBe('Mine');
    await tab.outbox.resolve(entry?.id ?? '', { '/name': choice });
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name, data: { description: 'Only mine' } });
    expect(nameShown(tab, id)).toBe(name);
  });

  test('a conflict that is thrown away leaves what is there', async () => {
    const { browser, tab, id } = await begin();
    await browser.server.patch('company', id, { name: 'Theirs' }, { version: 1 });
    set(tab, id, '/name', 'Mine');
    await tab.outbox.discard((await needsPerson(tab))?.id ?? '');
    expect(nameShown(tab, id)).toBe('Theirs');
    expect((await serverHas(browser, id)).version).toBe(2);
  });
});

describe('what is not valid', () => {
  test('is rejected with its field, and saved once it is mended', async () => {
    const { browser, tab, id } = await begin();
    set(tab, id, '/name', '');
    expect(await needsPerson(tab)).toMatchObject({
      state: 'rejected',
      problem: { errors: [{ pointer: '/name' }] },
    });
    expect(nameShown(tab, id)).toBe('');
    set(tab, id, '/name', 'Mended');
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Mended', version: 2 });
  });

  test('is not even taken when it is created: the form is told', async () => {
    const { tab } = await begin();
    const create = () => tab.outbox.create('company', { id: randomUUID(), name: '', url: 'javascript:1' });
    expect(create).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'invalid' }) }),
    );
    expect(tab.book.entries()).toEqual([]);
  });

  test('a document that is gone keeps the edit in the tray, with a sentence', async () => {
    const { browser, tab, id } = await begin();
    await browser.server.remove('company', id);
    set(tab, id, '/name', 'Late');
    expect(await needsPerson(tab)).toMatchObject({ state: 'rejected', problem: { code: 'not-found' } });
  });
});

describe('a sign-in that ends', () => {
  test('is renewed silently once; then edits stay until the person is back', async () => {
    const { browser, tab, id } = await begin();
    const good = browser.token;
    browser.token = async () => 'no token';
    set(tab, id, '/name', 'Patient');
    await vi.waitFor(() => expect(tab.pump.status().signInNeeded).toBe(true));
    expect(nameShown(tab, id)).toBe('Patient');
    expect(tab.unsentCount()).toBe(1);
    browser.token = good;
    tab.signedIn();
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Patient', version: 2 });
  });
});

test('what is created offline arrives parents first, with the edits made to it meanwhile', async () => {
  const { browser, tab } = await begin();
  browser.proxy.weather = () => 'cut';
  const ids = { company: randomUUID(), account: randomUUID(), persona: randomUUID(), campaign: randomUUID() };
  tab.outbox.create('company', { id: ids.company, name: 'C' });
  tab.outbox.create('account', { id: ids.account, companyId: ids.company, name: 'A' });
  tab.outbox.create('persona', { id: ids.persona, accountId: ids.account, name: 'P' });
  tab.outbox.create('campaign', {
    id: ids.campaign,
    accountId: ids.account,
    personaId: ids.persona,
    name: 'E',
  });
  const shown = tab.shown('campaign', ids.campaign);
  if (shown) tab.outbox.edit('campaign', shown, withValue(shown, '/data/subject', 'Ahoy'));
  expect(tab.shown('campaign', ids.campaign)).toMatchObject({
    version: 0,
    type: 'email',
    data: { subject: 'Ahoy' },
  });
  await vi.waitFor(() => expect(tab.pump.status().offline).toBe(true));
  browser.proxy.weather = () => 'pass';
  await saved(tab);
  expect(await browser.server.view('campaign', ids.campaign)).toMatchObject({
    version: 1,
    data: { subject: 'Ahoy' },
  });
});

describe('a delete', () => {
  test('is gone at once and comes back with undo, sent or not', async () => {
    const { browser, tab, id } = await begin();
    const first = tab.outbox.remove('company', id, 'Acme');
    expect(tab.shown('company', id)).toBeUndefined();
    await saved(tab);
    await tab.undoRemove(first);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Acme', version: 2 });
    await read(tab, id);
    browser.proxy.weather = ({ method }) => (method === 'DELETE' ? 'drop-reply' : 'pass');
    const second = tab.outbox.remove('company', id, 'Acme');
    await vi.waitFor(() => expect(tab.pump.status().offline).toBe(true));
    await tab.undoRemove(second);
    expect(nameShown(tab, id)).toBe('Acme');
    browser.proxy.weather = () => 'pass';
    await saved(tab);
    expect(await serverHas(browser, id)).toMatchObject({ name: 'Acme', version: 3 });
    const third = tab.outbox.remove('company', id, 'Acme');
    await tab.undoRemove(third);
    await saved(tab);
    expect(nameShown(tab, id)).toBe('Acme');
    expect((await browser.server.listTrash()).items).toEqual([]);
  });
});

describe('two tabs', () => {
  test('show the same at once, one of them sends, and nothing goes out twice', async () => {
    const { browser, tab, id } = await begin();
    const other = await browser.openTab();
    await read(other, id);
    set(other, id, '/name', 'From the other');
    await vi.waitFor(() => expect(nameShown(tab, id)).toBe('From the other'));
    set(tab, id, '/data/description', 'From the first');
    await Promise.all([saved(tab), saved(other)]);
    for (const one of [tab, other]) {
      expect(one.shown('company', id)).toMatchObject({
        name: 'From the other',
        data: { description: 'From the first' },
      });
    }
    const now = await serverHas(browser, id);
    expect(now).toMatchObject({ name: 'From the other', data: { description: 'From the first' } });
    expect(now.version).toBe(1 + new Set(patches(browser).map(({ key }) => key)).size);
  });

  test('the other one sends when the first is gone', async () => {
    const { browser, tab, id } = await begin();
    const other = await browser.openTab();
    await read(other, id);
    await tab.close();
    set(other, id, '/name', 'Heir');
    await saved(other);
    expect((await serverHas(browser, id)).name).toBe('Heir');
  });
});

test('the last words of a tab whose database never finished are heard by the next', async () => {
  const { browser, tab, id } = await begin();
  browser.proxy.weather = () => 'cut';
  set(tab, id, '/name', 'Last words');
  tab.page.hide();
  tab.kill();
  globalThis.indexedDB = new IDBFactory(); // What the tab was writing never arrived.
  browser.proxy.weather = () => 'pass';
  const next = await (await sameBrowser(browser)).openTab();
  await saved(next);
  expect((await serverHas(browser, id)).name).toBe('Last words');
  expect(browser.storage.length).toBe(0);
});

/** Another process over the same profile: its locks are free. */
async function sameBrowser(browser: Browser): Promise<Browser> {
  return Object.assign(await newBrowser(server, browser.owner), { storage: browser.storage });
}

test('tabs that are killed at any moment, in any weather: every edit that was durable arrives, once', async () => {
  const { browser, tab, id } = await begin();
  const faults = ['pass', 'drop-reply', { delayMilliseconds: 15 }, 'cut', { status: 503, body: '' }] as const;
  let count = 0;
  let current = tab;
  for (let round = 0; round < 10; round += 1) {
    const profile = round === 0 ? browser : await sameBrowser(browser);
    profile.proxy.weather = () => faults[(count++ * 3 + round) % faults.length] ?? 'pass';
    if (round > 0) current = await profile.openTab();
    if (current.shown('company', id) === undefined) {
      current.queryClient.setQueryData(
        ['gtm', browser.owner, 'document', 'company', id],
        await serverHas(browser, id),
      );
    }
    set(current, id, `/data/field${round}`, round);
    const made = randomUUID();
    current.outbox.create('account', { id: made, companyId: id, name: `Account ${round}` });
    await current.book.written();
    await new Promise((resolve) => setTimeout(resolve, (round * 17) % 50));
    current.kill();
  }
  const last = await (await sameBrowser(browser)).openTab();
  await vi.waitFor(() => expect(last.book.entries()).toEqual([]), { timeout: 15_000, interval: 20 });
  const { data } = await serverHas(browser, id);
  for (let round = 0; round < 10; round += 1) expect(data[`field${round}`]).toBe(round);
  const { items } = await browser.server.list('account');
  expect(items.map(({ name }) => name).sort()).toEqual(
    Array.from({ length: 10 }, (_, round) => `Account ${round}`),
  );
});

test('what was read is there after a reload without a network, with the edits over it', async () => {
  const { browser, tab, id } = await begin();
  await untilKept(browser.owner, id);
  browser.proxy.weather = () => 'cut';
  set(tab, id, '/name', 'On a train');
  await tab.book.written();
  await tab.close();
  const next = await browser.openTab();
  expect(next.shown('company', id)).toMatchObject({ name: 'On a train', version: 1 });
  browser.proxy.weather = () => 'pass';
  await next.pump.flush();
  await saved(next);
  expect((await serverHas(browser, id)).name).toBe('On a train');
});

test('a feed of an earlier life of the database makes everything be read again, and goes on from the beginning', async () => {
  const { browser, tab, id } = await begin();
  await tab.feed.ask();
  const body = JSON.stringify({ code: 'cursor-expired', status: 410, title: '', detail: 'x', errors: [] });
  browser.proxy.weather = ({ path }) => (path.startsWith('/api/changes') ? { status: 410, body } : 'pass');
  await tab.feed.ask();
  expect(tab.queryClient.getQueryState(['gtm', tab.owner, 'document', 'company', id])?.isInvalidated).toBe(
    true,
  );
  browser.proxy.weather = () => 'pass';
  await tab.feed.ask();
  const first = browser.proxy.asked.filter(({ path }) => path.startsWith('/api/changes')).at(-1);
  expect(first?.path).not.toContain('after=');
});

describe('signing out', () => {
  test('leaves no data of the person in this browser, and the next one sees nothing', async () => {
    const { browser, tab, id } = await begin();
    browser.proxy.weather = () => 'cut';
    set(tab, id, '/name', 'Secret plan');
    await tab.book.written();
    expect(tab.unsentCount()).toBe(1);
    const forgetToo = vi.fn();
    const other = await browser.openTab({ forgetToo });
    await tab.forget();
    await vi.waitFor(() => expect(other.book.entries()).toEqual([]));
    await vi.waitFor(() => expect(forgetToo).toHaveBeenCalledOnce());
    await other.pump.flush(); // Whatever it had on its way is lost, as its network is.
    browser.proxy.weather = () => 'pass';
    const again = await browser.openTab();
    expect(again.book.entries()).toEqual([]);
    expect(again.shown('company', id)).toBeUndefined();
    expect((await serverHas(browser, id)).name).toBe('Acme');
    await Promise.all([again.close(), again.forget()]);
    await vi.waitFor(async () => expect(await databasesOf(browser.owner)).toEqual([]));
  });
});

async function databasesOf(owner: string): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  return names.filter((name) => name.includes(owner));
}

/** What was read is in the database of the cache. */
async function untilKept(owner: string, id: string): Promise<void> {
  const { use: cache } = ownDatabase(`gtm.cache.${owner}`, 'cache');
  await vi.waitFor(async () =>
    expect((await keys(cache)).some((key) => String(key).includes(id))).toBe(true),
  );
}

/** The feed waits for every transaction that is open in the database, those of other tests included. */
function untilHeard(tab: Tab, hold: () => void): Promise<void> {
  return vi.waitFor(
    () => {
      tab.page.hide();
      tab.page.show();
      hold();
    },
    { timeout: 10_000, interval: 50 },
  );
}

test('what another device does is here when the feed is asked', async () => {
  const { browser, tab, id } = await begin();
  await tab.feed.ask();
  const account = await browser.server.create('account', {
    id: randomUUID(),
    companyId: id,
    name: 'Elsewhere',
  });
  await browser.server.patch('company', id, { name: 'Elsewhere' }, { version: 1 });
  await untilHeard(tab, () => {
    const state = tab.queryClient.getQueryState(['gtm', tab.owner, 'document', 'company', id]);
    expect(state?.isInvalidated).toBe(true);
  });
  await browser.server.remove('company', id);
  await untilHeard(tab, () => expect(tab.shown('company', id)).toBeUndefined());
  expect(account.companyId).toBe(id);
});
