import {
  type Comparison,
  contentOf,
  entityKinds,
  type Migration,
  migration,
  mirrorEntitiesMax,
  mirrorOrder,
  type Phase,
  phases,
} from '@blossomer/contract';
import { digestOf } from '@blossomer/json';
import { type KeptStrings, keep } from './browser-storage.ts';
import type { StorageError } from './errors.ts';
import { fillMirror, openMirror, withMirror } from './mirror.ts';
import type { Api } from './remote.ts';
import type { Workspace } from './workspace.ts';

/**
 * A person's workspace with the copy in this browser that their phase asks for. The server says which phase it is; until it
 * can be asked, the one of the last visit holds.
 */
export interface Migrating {
  workspace: Workspace;
  /** Asks the server, and keeps to what it says from then on. */
  begin(): Promise<Migration>;
  /** Makes the copy whole, and holds it against what the server has. */
  compare(): Promise<Comparison>;
  step(phase: Phase): Promise<Migration>;
  /** Why the copy is not whole; null when it is. */
  problem(): StorageError | null;
  /** Takes the copy out of this browser. */
  forget(): void;
}

export function openMigration({
  workspace,
  storage,
  api,
}: {
  workspace: Workspace;
  storage: KeptStrings;
  api: Api;
}): Migrating {
  const mirror = openMirror(storage, workspace.owner);
  const phaseKey = `gtm.mirror.${workspace.owner}.phase`;
  const lastPhase = phases.find((phase) => phase === storage.getItem(phaseKey));
  let current = lastPhase === undefined ? workspace : withMirror(workspace, mirror, lastPhase);

  function keepTo(standing: Migration): Migration {
    current = withMirror(workspace, mirror, standing.phase);
    try {
      keep(storage, phaseKey, standing.phase === 'db-only' ? null : standing.phase);
    } catch {
      // Without room the next visit begins without a copy, and the comparison says so.
    }
    return standing;
  }

  return {
    workspace: delegating(workspace.owner, () => current),
    begin: async () => keepTo((await api(migration.view)).body),
    compare: async () => {
      await fillMirror(workspace, mirror);
      return comparePages(api, entitiesOf(mirror));
    },
    step: async (phase) => keepTo((await api(migration.step, { body: { phase } })).body),
    problem: mirror.problem,
    forget: mirror.clear,
  };
}

function entitiesOf(mirror: ReturnType<typeof openMirror>) {
  return entityKinds
    .flatMap((kind) =>
      mirror.documents(kind).map((document) => ({
        kind,
        id: document.id,
        version: document.version,
        digest: digestOf(contentOf({ ...document })),
      })),
    )
    .sort(mirrorOrder);
}

async function comparePages(api: Api, entities: ReturnType<typeof entitiesOf>): Promise<Comparison> {
  let session: string | null = null;
  let from = 0;
  for (;;) {
    const page = entities.slice(from, from + mirrorEntitiesMax);
    from += mirrorEntitiesMax;
    const more = from < entities.length;
    const body = { entities: page, more, ...(session === null ? {} : { session }) };
    const compared = (await api(migration.compare, { body })).body as Comparison;
    if (!more) return compared;
    session = compared.session;
  }
}

/** The phase may change while screens hold on to their workspace. */
function delegating(owner: string, current: () => Workspace): Workspace {
  return {
    owner,
    list: (kind, query, signal) => current().list(kind, query, signal),
    view: (kind, id, signal) => current().view(kind, id, signal),
    create: (kind, document, sending) => current().create(kind, document, sending),
    patch: (kind, id, patch, sending) => current().patch(kind, id, patch, sending),
    remove: (kind, id, sending) => current().remove(kind, id, sending),
    listTrash: (query) => current().listTrash(query),
    restore: (trashId, sending) => current().restore(trashId, sending),
    purge: (trashId, sending) => current().purge(trashId, sending),
    emptyTrash: (sending) => current().emptyTrash(sending),
    changes: (after) => current().changes(after),
    batch: (operations, sending) => current().batch(operations, sending),
  };
}
