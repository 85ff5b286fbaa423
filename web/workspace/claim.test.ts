import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imports } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startProxy } from '../../testing/weather-proxy.ts';
import { newStorage } from '../testing/storage.ts';
import { type Claim, ClaimError, openClaim } from './claim.ts';
import { factsOf, findWork } from './claim-work.ts';
import { UnreachableError } from './errors.ts';
import { openLocal } from './local.ts';
import { createApi, createRemote } from './remote.ts';

const fixture = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../legacy/fixtures/${name}.json`), 'utf8'));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const newEmail = () => `${randomUUID()}@example.test`;

function person(storage: Storage, { email = newEmail(), baseUrl = server.url } = {}) {
  const token = () => server.token(email);
  const workspace = createRemote({ baseUrl, owner: email, token });
  const api = createApi({ baseUrl, token });
  return { email, workspace, api, claim: openClaim({ storage, workspace, api }) };
}

/** A browser in which somebody worked in three generations of the product, and which holds other things, too. */
async function usedBrowser(): Promise<Storage> {
  const storage = newStorage();
  for (const name of ['handoff', 'playground-drafts', 'customer-profiles']) {
    for (const [key, value] of Object.entries(fixture(name))) storage.setItem(key, value);
  }
  storage.setItem('blossomer_api_key', 'sk-very-secret');
  storage.setItem('authState', '{"token":"very-secret"}');
  storage.setItem('somebody.elses', '{"a":1}');
  const local = await openLocal({ storage });
  const company = await local.create('company', { id: randomUUID(), name: 'Played' });
  const account = await local.create('account', { id: randomUUID(), companyId: company.id, name: 'Below' });
  await local.patch('account', account.id, { data: { description: 'Edited' } }, { version: 1 });
  return storage;
}

const stateOf = async (claim: Claim) => (await claim.status()).state;

describe('what lies in the browser', () => {
  test('is found by its families; secrets and what is not ours are never read', async () => {
    const storage = await usedBrowser();
    const read: string[] = [];
    const watched = {
      ...{ key: (index: number) => storage.key(index), setItem: () => {}, removeItem: () => {} },
      getItem: (key: string) => {
        read.push(key);
        return storage.getItem(key);
      },
      length: storage.length,
    };
    const work = findWork(watched);
    expect(Object.keys(work?.dump ?? {})).toContain('target_accounts');
    expect(JSON.stringify(work)).not.toMatch(/secret|somebody/);
    expect(read.filter((key) => /blossomer_|authState|somebody/.test(key))).toEqual([]);
    if (work === null) throw new Error('nothing was found');
    const facts = factsOf(work);
    expect(facts).toMatchObject({
      fromOldBuild: true,
      fromPlayground: true,
      lastEditedAt: expect.any(String),
    });
    expect(facts.counts.company).toBeGreaterThanOrEqual(2);
    expect(facts.counts.campaign).toBeGreaterThanOrEqual(1);
  });

  test('is nothing in a new browser, or in one that only holds what is not ours', async () => {
    const storage = newStorage();
    storage.setItem('blossomer_auth', 'x');
    storage.setItem('sidebarCollapsed', 'true');
    expect(await stateOf(person(storage).claim)).toBe('nothing');
  });

  test('is not deleted on read where it does not parse: a broken draft stays, and is kept byte for byte', async () => {
    const storage = newStorage();
    for (const [key, value] of Object.entries(fixture('playground-drafts'))) storage.setItem(key, value);
    const draft =
      Object.keys(fixture('playground-drafts')).find((key) => key.includes('draft_company')) ?? '';
    const broken = (storage.getItem(draft) ?? '').slice(0, -20);
    storage.setItem(draft, broken);
    const { claim, api } = person(storage);
    await claim.status();
    const { report } = await claim.preview();
    expect(report?.totals.classes.quarantined).toBe(1);
    expect(storage.getItem(draft)).toBe(broken);
    const receipt = await claim.run();
    expect(storage.getItem(draft)).toBe(broken);
    const { body } = await api(imports.raw, { params: { id: receipt.report?.id ?? '' } });
    expect(body).toMatchObject({ [draft]: broken });
  });
});

describe('a claim', () => {
  test('leaves one thing one id: that of the playground is that of the account, for items, too', async () => {
    const storage = newStorage();
    const local = await openLocal({ storage });
    const company = await local.create('company', { id: randomUUID(), name: 'Acme' });
    const buyingSignals = [{ title: 'Hires' }, { title: 'Moves' }] as never;
    const account = await local.create('account', {
      id: randomUUID(),
      companyId: company.id,
      name: 'A',
      data: { buyingSignals },
    });
    const { claim, workspace } = person(storage);
    await claim.run();
    for (const [kind, made] of [
      ['company', company],
      ['account', account],
    ] as const) {
      expect((await workspace.list(kind)).items.map(({ id }) => id)).toEqual([made.id]);
      expect((await workspace.view(kind, made.id)).data).toEqual(made.data);
    }
  });

  test('previews, brings everything in, is verified leaf by leaf, and again adds nothing', async () => {
    const storage = await usedBrowser();
    const { claim, workspace } = person(storage);
    const preview = await claim.preview();
    expect(preview).toMatchObject({
      report: { dryRun: true },
      playground: [
        { kind: 'company', name: 'Played', result: 'created', parentId: null },
        { kind: 'account', name: 'Below', result: 'created', parentId: expect.any(String) },
      ],
    });
    expect((await workspace.list('company')).items).toEqual([]);
    expect(await stateOf(claim)).toBe('unclaimed');
    await expect(claim.clear()).rejects.toThrow(ClaimError);

    const receipt = await claim.run();
    expect(receipt).toMatchObject({
      verified: true,
      differing: [],
      playground: { created: 2, unchanged: 0 },
    });
    expect(receipt.report?.totals).toEqual(preview.report?.totals);
    expect(await stateOf(claim)).toBe('claimed');
    const before = (await workspace.list('account', { limit: 200 })).items;
    expect((await claim.preview()).playground.map(({ result }) => result)).toEqual([
      'unchanged',
      'unchanged',
    ]);
    const again = await claim.run();
    expect(again).toMatchObject({ verified: true, playground: { created: 0, unchanged: 2 } });
    for (const counts of Object.values(again.report?.entities ?? {}))
      expect(counts).toMatchObject({ created: 0, updated: 0 });
    expect((await workspace.list('account', { limit: 200 })).items).toEqual(before);
  });

  test("is the person's own: the next one on the browser is told, and offered nothing", async () => {
    const storage = await usedBrowser();
    const first = person(storage);
    await first.claim.run();
    const mark = storage.getItem('gtm.claim.v1') ?? '';
    expect(mark).not.toContain(first.email);
    const second = person(storage);
    expect(await stateOf(second.claim)).toBe('of-somebody-else');
    await expect(second.claim.run()).rejects.toThrow(ClaimError);
    await expect(second.claim.clear()).rejects.toThrow(ClaimError);
    expect((await second.workspace.list('company')).items).toEqual([]);
  });

  test('whose reply was lost is recognised at the next visit, and finished without doubling', async () => {
    const storage = await usedBrowser();
    const proxy = await startProxy(server.url);
    onTestFinished(() => proxy.stop());
    proxy.weather = ({ path }) => (path.startsWith('/api/imports') ? 'drop-reply' : 'pass');
    const { email, claim } = person(storage, { baseUrl: proxy.url });
    await expect(claim.run()).rejects.toThrow(UnreachableError);
    const next = person(storage, { email });
    expect(await stateOf(next.claim)).toBe('unfinished');
    const receipt = await next.claim.run();
    expect(receipt.verified).toBe(true);
    for (const counts of Object.values(receipt.report?.entities ?? {}))
      expect(counts).toMatchObject({ created: 0 });
    const runs = (await next.api(imports.list)).body.items;
    expect(runs).toHaveLength(2);
    expect((await next.workspace.list('company', { q: 'Played' })).items).toHaveLength(1);
  });

  test('is offered again when somebody worked on, and takes over only what is new', async () => {
    const storage = await usedBrowser();
    const { claim, workspace } = person(storage);
    await claim.run();
    const local = await openLocal({ storage });
    const later = await local.create('company', { id: randomUUID(), name: 'Later' });
    expect(await claim.status()).toMatchObject({ state: 'unclaimed', again: true });
    expect(await claim.run()).toMatchObject({ verified: true, playground: { created: 1, unchanged: 2 } });
    expect(await workspace.view('company', later.id)).toMatchObject({ name: 'Later' });
  });

  test('follows what the person decided, and says which step it is at', async () => {
    const storage = newStorage();
    for (const [key, value] of Object.entries(fixture('handoff'))) storage.setItem(key, value);
    const { claim, workspace } = person(storage);
    const company = await workspace.create('company', { id: randomUUID(), name: 'Other' });
    const { report } = await claim.preview();
    const account = report?.documents?.find(({ kind }) => kind === 'account');
    const decisions = { attachAccounts: [{ accountId: account?.id ?? '', companyId: company.id }] };
    const decided = await claim.preview(decisions);
    expect(decided.report?.documents?.find(({ id }) => id === account?.id)).toMatchObject({
      parentId: company.id,
      because: 'decision',
    });
    const steps: string[] = [];
    await claim.run({ decisions, progress: (step) => steps.push(step) });
    expect(steps).toEqual(['sending', 'playground', 'verifying']);
    expect((await workspace.view('account', account?.id ?? '')).companyId).toBe(company.id);
  });

  test('is not spoken of any more after "later", until somebody works on; and only to whom said so', async () => {
    const storage = await usedBrowser();
    const { claim } = person(storage);
    expect(await claim.status()).toMatchObject({ state: 'unclaimed', postponed: false });
    await claim.postpone();
    expect(await claim.status()).toMatchObject({ state: 'unclaimed', postponed: true });
    expect(await person(storage).claim.status()).toMatchObject({ postponed: false });
    await (await openLocal({ storage })).create('company', { id: randomUUID(), name: 'Later' });
    expect(await claim.status()).toMatchObject({ state: 'unclaimed', postponed: false });
  });

  test('never overwrites what was edited in the account since: it says which, and clears nothing', async () => {
    const storage = await usedBrowser();
    const { claim, workspace } = person(storage);
    await claim.run();
    const [played] = (await (await openLocal({ storage })).list('company')).items;
    const id = played?.id ?? '';
    await workspace.patch('company', id, { name: 'Edited in the account' }, { version: '*' });
    await (await openLocal({ storage })).patch(
      'company',
      id,
      { name: 'Edited in the playground' },
      { version: '*' },
    );
    const receipt = await claim.run();
    const differs = [
      { pointer: '/name', stored: 'Edited in the account', imported: 'Edited in the playground' },
    ];
    expect(receipt).toMatchObject({ verified: false, differing: [{ kind: 'company', id, differs }] });
    expect((await workspace.view('company', id)).name).toBe('Edited in the account');
    await expect(claim.clear()).rejects.toThrow(ClaimError);
  });

  test.each(['stored', 'imported'] as const)('settles what differs as the person says: %s', async (keep) => {
    const storage = newStorage();
    const local = await openLocal({ storage });
    const { claim, workspace } = person(storage);
    const { id } = await local.create('company', { id: randomUUID(), name: 'Played' });
    await claim.run();
    const edit = async (where: Pick<typeof workspace, 'patch'>, data: object) =>
      where.patch('company', id, { data }, { version: '*' });
    await edit(workspace, { description: 'By the account', capabilities: ['Only there'] });
    await edit(local, { description: 'By the playground', businessOverview: 'Only here' });
    const before = await claim.run();
    expect(before.differing).toMatchObject([{ id, differs: [{ pointer: '/data/description' }] }]);
    expect(await claim.settle(before, new Map())).toMatchObject({ verified: false, differing: [{ id }] });

    const receipt = await claim.settle(before, new Map([[id, keep]]));
    expect(receipt).toMatchObject({
      verified: true,
      differing: [],
      playground: { created: 0, unchanged: 1 },
    });
    expect((await workspace.view('company', id)).data).toMatchObject({
      description: keep === 'stored' ? 'By the account' : 'By the playground',
      ...{ capabilities: ['Only there'], businessOverview: 'Only here' },
    });
    const gaveWay = receipt.replaced.map(({ pointer, value }) => [pointer, value]);
    expect(gaveWay).toEqual(keep === 'stored' ? [] : [['/data/description', 'By the account']]);
    expect((await local.view('company', id)).data).toMatchObject({ description: 'By the playground' });
    await claim.clear();
    expect(await stateOf(claim)).toBe('nothing');
  });
});

test('clearing is an act of its own, after verification, and takes only what was brought in', async () => {
  const storage = await usedBrowser();
  const { claim, workspace } = person(storage);
  await claim.run();
  expect(storage.getItem('target_accounts')).not.toBeNull();
  await claim.clear();
  const left = Array.from({ length: storage.length }, (_, index) => storage.key(index)).sort();
  expect(left).toEqual(['authState', 'blossomer_api_key', 'somebody.elses']);
  expect(await stateOf(claim)).toBe('nothing');
  expect((await workspace.list('company', { q: 'Played' })).items).toHaveLength(1);
});
