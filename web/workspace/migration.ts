import { type Migration, migration, type Phase, phases } from '@blossomer/contract';
import { type KeptStrings, keep } from './browser-storage.ts';
import type { StorageError } from './errors.ts';
import { openMirror, withMirror } from './mirror.ts';
import { compareMirror, type MirrorComparison } from './mirror-comparison.ts';
import type { Api } from './remote.ts';
import type { Workspace } from './workspace.ts';

/**
 * The way of one person from this browser to the database alone. The server decides the phase; it is remembered here, so
 * that the mirror can be read where the server cannot be asked, and so that all tabs mean the same one.
 */
export interface Migrating {
  /** What the session works on: the API, with the mirror beside it where the phase wants one. */
  readonly workspace: Workspace;
  standing(): MigrationStanding;
  subscribe(listener: () => void): () => void;
  /** Asks the server for the phase. */
  refresh(): Promise<void>;
  /**
   * Rejects with `phase-closed` or `comparison-needed`, each with a sentence, and asks for the phase anew. Into `db-only`
   * the mirror is deleted.
   */
  stepTo(phase: Phase): Promise<void>;
  /** Of the mirror with the server; one at a time. Nothing where there is no mirror. */
  compare(): Promise<void>;
  /** Throws the mirror away and makes it anew from the server: what only the mirror has is gone then. */
  renew(): Promise<void>;
  /** With a sign-out. */
  forget(): void;
}

export interface MigrationStanding {
  /** As the server said it; null: it could not be asked yet. */
  migration: Migration | null;
  /** The last one of this page in this phase. */
  comparison: MirrorComparison | null;
  isComparing: boolean;
  /** Why the mirror is not whole; null: it is. */
  mirrorProblem: StorageError | null;
}

export interface MigrationOptions {
  remote: Workspace;
  api: Api;
  /** null: nothing can be kept here, and so there is no mirror. */
  storage: KeptStrings | null;
}

/** Returns at once when this browser remembers a phase, and asks meanwhile; else when the server said it, or could not. */
export async function openMigration(options: MigrationOptions): Promise<Migrating> {
  const migrating = migratingOver(options);
  const asked = migrating.refresh().catch(() => undefined); // Asked again with the next comparison.
  if (rememberedPhase(options) === null) await asked;
  return migrating;
}

const keyOf = (owner: string) => `gtm.migration.${owner}`;

function rememberedPhase({ storage, remote }: MigrationOptions): Phase | null {
  const said = storage?.getItem(keyOf(remote.owner));
  return phases.find((phase) => phase === said) ?? null;
}

function migratingOver(options: MigrationOptions): Migrating {
  const { remote, api, storage } = options;
  const mirror = storage && openMirror(storage, remote.owner);
  const listeners = new Set<() => void>();
  let comparing: Promise<void> | undefined;
  let standing: MigrationStanding = {
    migration: null,
    comparison: null,
    isComparing: false,
    mirrorProblem: null,
  };
  const tell = (next: Partial<MigrationStanding>) => {
    standing = { ...standing, ...next, mirrorProblem: mirror?.problem() ?? null };
    for (const listener of listeners) listener();
  };
  let asked = 0;
  let taken = 0;
  /** An answer that a later one has overtaken would offer a step that is taken, or closed, by now. */
  async function take(asking: () => Promise<{ body: Migration }>): Promise<void> {
    asked += 1;
    const turn = asked;
    const { body: said } = await asking();
    if (turn < taken) return;
    taken = turn;
    if (storage !== null) remember(storage, keyOf(remote.owner), said.phase);
    if (said.phase === 'db-only') mirror?.clear();
    const isSamePhase = standing.migration === null || standing.migration.phase === said.phase;
    tell({ migration: said, ...(isSamePhase ? {} : { comparison: null }) });
  }
  function refresh(): Promise<void> {
    return take(() => api(migration.view));
  }
  async function stepTo(phase: Phase): Promise<void> {
    try {
      await take(() => api(migration.step, { body: { phase } }));
    } catch (error) {
      await refresh().catch(() => undefined); // What was offered is not open any more.
      throw error;
    }
  }
  async function compareNow(): Promise<void> {
    const phase = rememberedPhase(options);
    if (mirror === null || phase === null || phase === 'db-only') return;
    tell({ isComparing: true });
    try {
      tell({ comparison: await compareMirror({ api, workspace: remote, mirror }) });
      await refresh();
    } finally {
      tell({ isComparing: false });
    }
  }
  function compare(): Promise<void> {
    comparing ??= compareNow().finally(() => {
      comparing = undefined;
    });
    return comparing;
  }
  return {
    workspace: mirror === null ? remote : withMirror(remote, mirror, () => rememberedPhase(options)),
    standing: () => standing,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    stepTo,
    compare,
    renew: async () => {
      await comparing?.catch(() => undefined);
      mirror?.clear();
      await compare();
    },
    forget: () => {
      mirror?.clear();
      if (storage !== null) keep(storage, keyOf(remote.owner), null);
    },
  };
}

/** A full storage must not stop anybody: the phase is asked again with the next page. */
function remember(storage: KeptStrings, key: string, phase: Phase): void {
  try {
    keep(storage, key, phase);
  } catch {
    // Without room there is no mirror either.
  }
}
