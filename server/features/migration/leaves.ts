import { setImmediate as nextTurn } from 'node:timers/promises';
import { differencesMax, type EntityKind, type LeafComparison } from '@blossomer/contract';
import { digestOf, leavesOf } from '@blossomer/json';
import type { Caller } from '../../caller.ts';
import { contentsOf } from './stored.ts';

interface LeavesOfEntity {
  kind: EntityKind;
  id: string;
  /** By pointer. */
  leaves: Readonly<Record<string, string>>;
}

/** Where entities differ, leaf by leaf. Only what both sides have at a place is hashed here. */
export async function compareLeaves(
  caller: Caller,
  entities: readonly LeavesOfEntity[],
): Promise<LeafComparison> {
  const stored = new Map<string, { version: number; content: unknown }>();
  for await (const { kind, id, version, content } of contentsOf(caller, entities)) {
    stored.set(`${kind} ${id}`, { version, content });
  }
  const leaves: LeafComparison['leaves'] = [];
  for (const { kind, id, leaves: mirrored } of entities) {
    const { version = null, content } = stored.get(`${kind} ${id}`) ?? {};
    leaves.push({
      kind,
      id,
      version,
      ...listed(await apart(mirrored, version === null ? [] : leavesOf(content))),
    });
  }
  return { leaves };
}

interface Apart {
  differs: string[];
  onlyInBrowser: string[];
  onlyOnServer: string[];
}

const leavesAtOnce = 1000;

async function apart(
  mirrored: Readonly<Record<string, string>>,
  stored: Iterable<[pointer: string, leaf: unknown]>,
): Promise<Apart> {
  const left = new Map(Object.entries(mirrored));
  const found: Apart = { differs: [], onlyInBrowser: [], onlyOnServer: [] };
  let seen = 0;
  for (const [pointer, leaf] of stored) {
    const digest = left.get(pointer);
    if (digest === undefined) found.onlyOnServer.push(pointer);
    else if (digest !== digestOf(leaf)) found.differs.push(pointer);
    left.delete(pointer);
    seen += 1;
    if (seen % leavesAtOnce === 0) await nextTurn();
  }
  found.onlyInBrowser.push(...left.keys());
  return found;
}

function listed({ differs, onlyInBrowser, onlyOnServer }: Apart) {
  const all = { differs, onlyInBrowser, onlyOnServer };
  const omitted = Object.values(all).reduce(
    (sum, list) => sum + Math.max(list.length - differencesMax, 0),
    0,
  );
  const first = (list: string[]) => list.slice(0, differencesMax);
  return {
    differs: first(differs),
    onlyInBrowser: first(onlyInBrowser),
    onlyOnServer: first(onlyOnServer),
    omitted,
  };
}
