import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newStorage } from '../testing/storage.ts';
import { StorageError, staleOf } from './errors.ts';
import { openLocal } from './local.ts';
import { workspaceSuite } from './suite.ts';

workspaceSuite(() => openLocal({ storage: newStorage() }));

const contents = (storage: Storage) =>
  Object.fromEntries(
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').map((key) => [
      key,
      storage.getItem(key),
    ]),
  );

describe('in a browser', () => {
  test('keys of the browser-only builds, and of everybody else, are not touched', async () => {
    const storage = newStorage();
    const old = {
      target_accounts: '[{"id":1}]',
      draft_account_temp_1: '{}',
      blossomer_auth: 'x',
      theme: 'dark',
    };
    for (const [key, value] of Object.entries(old)) storage.setItem(key, value);
    const local = await openLocal({ storage });
    const { id } = await local.create('company', { id: randomUUID(), name: 'C' });
    await local.remove('company', id);
    await local.emptyTrash();
    const all = contents(storage);
    expect(all).toMatchObject(old);
    const ours = Object.keys(all).filter((key) => !(key in old));
    expect(ours.every((key) => key.startsWith('gtm.playground.v1.'))).toBe(true);
  });

  test('what is kept is there after a reload', async () => {
    const storage = newStorage();
    const company = await (await openLocal({ storage })).create('company', { id: randomUUID(), name: 'C' });
    expect(await (await openLocal({ storage })).view('company', company.id)).toEqual(company);
  });

  test('two tabs on one version: the second is told, and nothing is lost', async () => {
    const storage = newStorage();
    const [one, other] = [await openLocal({ storage }), await openLocal({ storage })];
    const { id } = await one.create('company', { id: randomUUID(), name: 'C' });
    const edits = [
      one.patch('company', id, { name: 'One' }, { version: 1 }),
      other.patch('company', id, { name: 'Other' }, { version: 1 }),
    ];
    const results = await Promise.allSettled(edits);
    const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(staleOf(refused.reason)).toEqual({ currentVersion: 2, changed: ['/name'] });
    expect((await other.view('company', id)).name).toBe('One');
  });

  test('no room left is an error with a sentence, and everything is as before', async () => {
    const storage = newStorage(6000);
    const local = await openLocal({ storage });
    const { id } = await local.create('company', { id: randomUUID(), name: 'C' });
    const before = contents(storage);
    const attempts = [
      () => local.create('company', { id: randomUUID(), name: 'D', data: { description: 'x'.repeat(6000) } }),
      () => local.patch('company', id, { data: { description: 'x'.repeat(6000) } }, { version: 1 }),
    ];
    for (const attempt of attempts) {
      const error = await attempt().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StorageError);
      expect(error).toMatchObject({
        reason: 'full',
        message: expect.stringContaining('storage of this browser is full'),
      });
    }
    expect(contents(storage)).toEqual(before);
  });

  test('something can be deleted when there is no room for a copy of it', async () => {
    const storage = newStorage(6000);
    const local = await openLocal({ storage });
    const body = { id: randomUUID(), name: 'C', data: { description: 'x'.repeat(4000) } };
    const { id } = await local.create('company', body);
    const { trashId } = await local.remove('company', id);
    await local.restore(trashId ?? '');
    expect((await local.view('company', id)).data.description).toHaveLength(4000);
  });

  test('a browser that keeps nothing is an error with a sentence', async () => {
    const storage = newStorage(0);
    await expect(openLocal({ storage })).rejects.toMatchObject({
      name: 'StorageError',
      reason: 'unavailable',
    });
  });

  test('an older shape is upgraded once, a newer one is left alone', async () => {
    const storage = newStorage();
    await (await openLocal({ storage })).create('company', { id: randomUUID(), name: 'C' });
    let runs = 0;
    const upgrades = [
      (change: { names(under: string): string[] }) => {
        runs += change.names('doc.company.').length;
      },
    ];
    await openLocal({ storage, upgrades });
    await openLocal({ storage, upgrades });
    expect(runs).toBe(1);
    const before = contents(storage);
    await expect(openLocal({ storage })).rejects.toMatchObject({ reason: 'newer' });
    expect(contents(storage)).toEqual(before);
  });

  test('what does not parse is not deleted on read: it is said to be damaged, and left as it is', async () => {
    const storage = newStorage();
    const local = await openLocal({ storage });
    const { id } = await local.create('company', { id: randomUUID(), name: 'C' });
    storage.setItem(`gtm.playground.v1.doc.company.${id}`, '{"docu');
    await expect(local.view('company', id)).rejects.toMatchObject({ reason: 'damaged' });
    expect(storage.getItem(`gtm.playground.v1.doc.company.${id}`)).toBe('{"docu');
  });
});
