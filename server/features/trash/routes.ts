import { type EntityKind, entityKinds, trash } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { Failure } from '../../failures.ts';
import { type Server, serve } from '../../serve.ts';
import { listTrash } from './list.ts';
import { whyNotRestored } from './why-not-restored.ts';

export function trashRoutes(server: Server): void {
  serve(server, trash.list, ({ caller, query }) => listTrash(caller, query));
  serve(
    server,
    trash.restore,
    async ({ caller, params }) => ({ status: 200, text: JSON.stringify(await restore(caller, params.id)) }),
    async (_ask, written) => {
      const [root] = written; // Parents were written first.
      if (!root) throw notInTrash();
      const kinds = written.map(({ kind }): [string, number] => [kind, 1]);
      return { status: 200, text: JSON.stringify({ kind: root.kind, id: root.id, holds: countsOf(kinds) }) };
    },
  );
  serve(
    server,
    trash.purge,
    async ({ caller, params }) => {
      if ((await purge(caller, params.id)) === 0) throw notInTrash();
      return { status: 204 };
    },
    async () => ({ status: 204 }),
  );
  serve(
    server,
    trash.empty,
    async ({ caller }) => {
      await purge(caller, null);
      return { status: 204 };
    },
    async () => ({ status: 204 }),
  );
}

async function restore(caller: Caller, entry: string) {
  const [counts = [], restored] = await caller
    .write(
      {
        name: 'trash.counts',
        text: 'select kind, count(*) from trashed_documents where trash_id = $1 group by kind',
        values: [entry],
      },
      {
        name: 'trash.restore',
        text: 'select kind, entity_id from restore_from_trash($1)',
        values: [entry],
      },
    )
    .catch(async (error: unknown) => {
      throw await whyNotRestored(caller, entry, error);
    });
  const [kind, id] = restored?.[0] ?? [];
  if (typeof kind !== 'string') throw notInTrash();
  return { kind, id, holds: countsOf(counts.map(([name, count]) => [String(name), Number(count)])) };
}

/** How many entries it was. */
async function purge(caller: Caller, entry: string | null): Promise<number> {
  const [rows] = await caller.write({
    name: 'trash.purge',
    text: 'select purge_trash($1)',
    values: [entry],
  });
  return Number(rows?.[0]?.[0]);
}

function countsOf(counts: readonly [kind: string, count: number][]): Record<EntityKind, number> {
  const of = (kind: EntityKind) =>
    counts.reduce((sum, [name, count]) => sum + (name === kind ? count : 0), 0);
  return Object.fromEntries(entityKinds.map((kind) => [kind, of(kind)])) as Record<EntityKind, number>;
}

function notInTrash(): Failure {
  return new Failure('not-found', 'There is nothing in your trash under this id.');
}
