import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claimFolder } from './claim.ts';
import { EmbeddedPostgresError } from './error.ts';
import { type Identity, markOf, readIdentity } from './identity.ts';
import { originFile } from './place.ts';
import { stopOrphan } from './postmaster.ts';

/**
 * Deletes a folder's database, also where a start as root put it outside the folder. Other files of the folder stay.
 * Refused while a living process runs it.
 */
export async function removeEmbedded(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const outcome = await claimFolder(join(dataDir, 'postgres.lock'));
  if ('holder' in outcome) throw inUse(dataDir, outcome.holder.pid);
  try {
    const identity = readIdentity(dataDir);
    if (identity) await removeOutside(dataDir, identity, outcome.claim.previous?.postgres?.pid);
    for (const name of readdirSync(dataDir)) {
      if (ownFiles.test(name)) remove(join(dataDir, name));
    }
  } finally {
    outcome.claim.release();
  }
}

const ownFiles = /^postgres(\.(json|log|lock|new-|binaries-).*)?$/;

/** Stops what still runs; deletes what the identity names only if it is a cluster that was made for a folder. */
async function removeOutside(
  dataDir: string,
  identity: Identity,
  recorded: number | undefined,
): Promise<void> {
  const cluster = identity.cluster ?? join(dataDir, 'postgres');
  await stopOrphan(cluster, markOf(identity), () => {}, recorded);
  if (identity.cluster !== undefined && existsSync(join(cluster, originFile))) remove(cluster);
  if (identity.scratch !== undefined) remove(identity.scratch);
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

function inUse(dataDir: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'already-running',
    `The embedded PostgreSQL of ${dataDir} is running (process ${pid}): stop it before its data is removed.`,
  );
}
