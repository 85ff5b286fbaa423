import { randomUUID } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { newLocks } from '../testing/locks.ts';
import { staleOf } from './errors.ts';
import { openLocal } from './local.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Two processes of one browser: each sees the other's writes only after a while. */
function lateStorages(
  delayMilliseconds: number,
): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>[] {
  const views = [new Map<string, string>(), new Map<string, string>()];
  return views.map((view, index) => {
    const write = (key: string, value: string | null) => {
      const apply = (to: Map<string, string>): void => {
        if (value === null) to.delete(key);
        else to.set(key, value);
      };
      apply(view);
      const others = views.filter((_, at) => at !== index);
      setTimeout(() => others.forEach(apply), delayMilliseconds);
    };
    return {
      getItem: (key) => view.get(key) ?? null,
      setItem: (key, value) => write(key, value),
      removeItem: (key) => write(key, null),
      key: (at) => [...view.keys()][at] ?? null,
      get length() {
        return view.size;
      },
    };
  });
}

test.each([0, 20, 60])('two tabs that see each other %i ms late lose no update', async (delay) => {
  const [one, other] = lateStorages(delay);
  if (!one || !other) throw new Error('two are needed');
  const locks = newLocks();
  const first = await openLocal({ storage: one, locks });
  const { id } = await first.create('company', { id: randomUUID(), name: 'C' });
  const second = await openLocal({ storage: other, locks });
  const results = await Promise.allSettled([
    first.patch('company', id, { data: { description: 'mine' } }, { version: 1 }),
    second.patch('company', id, { name: 'Theirs' }, { version: 1 }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const [, refused] = results;
  expect(staleOf(refused?.status === 'rejected' ? refused.reason : null)).toEqual({
    currentVersion: 2,
    changed: ['/data/description'],
  });
  const patches = Array.from({ length: 10 }, (_, index) =>
    (index % 2 ? first : second).patch(
      'company',
      id,
      { data: { [`field${index}`]: index } },
      { version: '*' },
    ),
  );
  await Promise.all(patches);
  const { data, version } = await (await openLocal({ storage: one, locks })).view('company', id);
  expect(version).toBe(12);
  expect(Object.keys(data).filter((key) => key.startsWith('field'))).toHaveLength(10);
});
