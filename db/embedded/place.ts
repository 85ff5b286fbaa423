// Where PostgreSQL lives and as whom it runs. An ordinary user runs the package's binaries with data inside the data
// folder. PostgreSQL refuses root, and another user may not reach root's files, so a start as root runs a copy of the
// binaries from a cache folder, with data in a folder of its own, as a user that exists already.

import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Binaries, copyBinaries, linkLibraries, unsupported, whyUnusable } from './binaries.ts';
import { EmbeddedPostgresError } from './error.ts';
import { type Identity, writeIdentity } from './identity.ts';

export interface User {
  uid: number;
  gid: number;
}

export interface Place {
  cluster: string;
  binaries: Binaries;
  /** Whom PostgreSQL runs as; undefined: as this process. */
  user: User | undefined;
}

export interface Roots {
  binaries: string;
  clusters: string;
}

/** In a cluster outside its data folder: the path of that folder. */
export const originFile = 'blossomer-origin';

const systemRoots: Roots = { binaries: '/var/cache/blossomer-gtm', clusters: '/var/lib/blossomer-gtm' };

export function settlePlace(
  identity: Identity,
  packaged: Binaries,
  log: (line: string) => void,
  roots: Roots = systemRoots,
): Place {
  return process.geteuid?.() === 0
    ? placeForRoot(identity, packaged, log, roots)
    : placeInFolder(identity.dataDir, packaged);
}

function placeInFolder(dataDir: string, packaged: Binaries): Place {
  const binaries = linked(packaged, dataDir);
  const reason = whyUnusable(binaries, undefined);
  if (reason !== undefined) throw unsupported(reason);
  return { cluster: join(dataDir, 'postgres'), binaries, user: undefined };
}

/** A node_modules that another user installed without scripts cannot be completed in place. */
function linked(packaged: Binaries, dataDir: string): Binaries {
  try {
    linkLibraries(packaged);
    return packaged;
  } catch {
    return copyBinaries(packaged, join(dataDir, `postgres.binaries-${packaged.version}`));
  }
}

function placeForRoot(known: Identity, packaged: Binaries, log: (line: string) => void, roots: Roots): Place {
  refuseOrdinaryCluster(known.dataDir);
  const identity = { ...known };
  const scratch = () => {
    if (identity.scratch === undefined || !existsSync(identity.scratch)) identity.scratch = newScratch();
    return identity.scratch;
  };
  const existing =
    identity.cluster !== undefined && existsSync(identity.cluster) ? identity.cluster : undefined;
  const user = existing ? ownerOf(existing) : unprivilegedUser();
  const binaries = firstThatWorks([() => roots.binaries, scratch], (root) => installed(packaged, root, user));
  const cluster =
    existing ??
    firstThatWorks([() => roots.clusters, scratch], (root) => join(rootOwned(root), folderName(identity)));
  if (existing) writeOrigin(existing, identity.dataDir);
  else tellOfEarlier(identity, cluster, log);
  identity.cluster = cluster;
  writeIdentity(identity);
  explain(identity, cluster, user, log);
  return { cluster, binaries, user };
}

export function writeOrigin(cluster: string, dataDir: string): void {
  const file = join(cluster, originFile);
  rmSync(file, { force: true });
  // 'wx': root follows no link that the other user may have put there.
  writeFileSync(file, dataDir, { flag: 'wx' });
}

/** Data is never deleted here: the person decides what becomes of a database that the folder no longer names. */
function tellOfEarlier({ cluster, dataDir }: Identity, next: string, log: (line: string) => void): void {
  if (cluster !== undefined) log(`The database in ${cluster} is gone; a new one is made.`);
  const clusters = dirname(next);
  for (const name of readdirSync(clusters)) {
    const origin = join(clusters, name, originFile);
    if (existsSync(origin) && readFileSync(origin, 'utf8') === dataDir) {
      log(
        `An earlier database of ${dataDir} is left in ${join(clusters, name)}: delete it, unless that folder was moved.`,
      );
    }
  }
}

function explain(identity: Identity, cluster: string, user: User, log: (line: string) => void): void {
  log(
    `PostgreSQL refuses to run as root: it runs as user ${user.uid}, with its data in ${cluster} (delete it together with ${identity.dataDir}).`,
  );
  if (identity.scratch !== undefined && cluster.startsWith(identity.scratch)) {
    log('That is a temporary folder, which the system may empty: set DATABASE_URL to keep what matters.');
  }
}

function refuseOrdinaryCluster(dataDir: string): void {
  const cluster = join(dataDir, 'postgres');
  if (!existsSync(join(cluster, 'PG_VERSION'))) return;
  throw new EmbeddedPostgresError(
    'other-user',
    `The database in ${cluster} belongs to user ${statSync(cluster).uid}: start as that user instead of root, or set DATA_DIR to another folder.`,
  );
}

function installed(packaged: Binaries, root: string, user: User): Binaries {
  const binaries = copyBinaries(packaged, join(rootOwned(root), `postgres-${packaged.version}`));
  const reason = whyUnusable(binaries, user);
  if (reason !== undefined) throw unsupported(reason);
  return binaries;
}

function firstThatWorks<T>(roots: (() => string)[], attempt: (root: string) => T): T {
  let failure: unknown;
  for (const root of roots) {
    try {
      return attempt(root());
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure instanceof EmbeddedPostgresError) throw failure;
  throw new EmbeddedPostgresError(
    'not-writable',
    `PostgreSQL refuses to run as root and no folder for another user could be made (${(failure as Error).message}): start as an ordinary user or set DATABASE_URL.`,
    { cause: failure },
  );
}

/** The folder, made if need be, once nobody but root can have put anything into it. */
function rootOwned(path: string): string {
  if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o755);
  const { mode, uid } = lstatSync(path);
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${path} can be written by others than root`);
  accessSync(path, constants.W_OK);
  return path;
}

function newScratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'blossomer-gtm-'));
  chmodSync(path, 0o755);
  return path;
}

/** Names the cluster after path and id: neither a deleted folder nor another one at its path ever gets it back. */
function folderName({ dataDir, id }: Identity): string {
  return createHash('sha256').update(`${dataDir}\0${id}`).digest('hex').slice(0, 20);
}

function ownerOf(path: string): User {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

function unprivilegedUser(): User {
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  const user = ['postgres', '_postgres', 'nobody']
    .map((name) => users.get(name))
    .find((found) => found && found.uid > 0);
  if (user) return user;
  throw new EmbeddedPostgresError(
    'other-user',
    'PostgreSQL refuses to run as root and this machine has no user "postgres" or "nobody": start as an ordinary user or set DATABASE_URL.',
  );
}
