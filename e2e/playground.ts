import { type LocalOptions, openLocal } from '@blossomer/web/playground';
import type { Device } from './device.ts';
import { idsOf, type Work, type WorkIds } from './documents.ts';
import { leave } from './left-behind.ts';

/** Puts this work into the playground of a browser, written as the playground itself writes it. */
export async function fillPlayground({ page }: Device, work: Work): Promise<WorkIds> {
  const kept = new Map<string, string>();
  const workspace = await openLocal({ storage: storageOver(kept), locks: undefined, arbiter: undefined });
  await workspace.create('company', work.company);
  await workspace.create('account', work.account);
  await workspace.create('persona', work.persona);
  await workspace.create('persona', work.other);
  await workspace.create('campaign', work.campaign);
  await leave({ page }, Object.fromEntries(kept));
  return idsOf(work);
}

function storageOver(kept: Map<string, string>): NonNullable<LocalOptions['storage']> {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}
