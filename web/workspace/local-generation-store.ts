import type { Generation } from '@blossomer/contract';
import type { KeptStrings } from './browser-storage.ts';
import { StorageError } from './errors.ts';
import { hasEnded } from './generations.ts';
import { openKept } from './kept.ts';
import { playgroundPrefix } from './local.ts';

/**
 * A guest's generations, beside the documents of the playground and cleared with them: of each document the last one that
 * wrote it, and the newest of those that came to nothing.
 */
export interface GenerationStore {
  get(id: string): Generation | undefined;
  /** The newest first. */
  all(): Generation[];
  /** Where there is no room the oldest give way; the documents that they wrote stay. */
  put(generation: Generation): Promise<void>;
}

export const generationsPrefix = `${playgroundPrefix}generations.`;
const documentsMax = 60;
const othersMax = 12;

interface Stored {
  schemaVersion: 1;
  generation: Generation;
}

export function openGenerationStore(
  storage: KeptStrings,
  locks: Pick<LockManager, 'request'> | undefined,
): GenerationStore {
  const kept = openKept({ storage, prefix: generationsPrefix, locks });
  const readAll = (from: Pick<typeof kept, 'read' | 'names'>) =>
    from
      .names('by-id.')
      .flatMap((key) => generationIn(from.read<Stored>(key)) ?? [])
      .sort(newestFirst);

  const write = (generation: Generation, max: { documents: number; others: number }) =>
    kept.change((change) => {
      change.write(keyOf(generation.id), { schemaVersion: 1, generation } satisfies Stored);
      const survivors = new Set(worthKeeping(readAll(change), max).map(({ id }) => id));
      for (const key of change.names('by-id.')) {
        if (!survivors.has(key.slice('by-id.'.length))) change.remove(key);
      }
    });
  return {
    get: (id) => generationIn(kept.read<Stored>(keyOf(id))),
    all: () => readAll(kept),
    put: async (generation) => {
      for (const share of [1, 0.25, 0]) {
        const max = { documents: documentsMax * share, others: othersMax * share };
        try {
          return await write(generation, max);
        } catch (error) {
          if (!(error instanceof StorageError) || error.reason !== 'full') throw error;
        }
      }
    },
  };
}

const keyOf = (id: string) => `by-id.${id}`;

/** What another version of this page wrote is left alone. */
function generationIn(stored: Stored | undefined): Generation | undefined {
  return stored?.schemaVersion === 1 ? stored.generation : undefined;
}

function newestFirst(one: Generation, other: Generation): number {
  return one.createdAt < other.createdAt ? 1 : -1;
}

function worthKeeping(newest: readonly Generation[], max: { documents: number; others: number }) {
  const seen = new Set<string>();
  const [documents, others]: [Generation[], Generation[]] = [[], []];
  for (const generation of newest) {
    if (generation.state !== 'done') others.push(generation);
    else if (!seen.has(generation.documentId)) documents.push(generation);
    if (generation.state === 'done') seen.add(generation.documentId);
  }
  const underWay = others.filter(({ state }) => !hasEnded(state));
  return [...underWay, ...documents.slice(0, max.documents), ...others.slice(0, max.others)];
}
