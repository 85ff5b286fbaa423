import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { copyBinaries } from './binaries.ts';
import { EmbeddedPostgresError, onDisk } from './error.ts';
import type { Identity } from './identity.ts';
import { type Place, writeOrigin } from './place.ts';

/**
 * Makes the cluster if there is none. It is built beside its place and renamed, so that a cluster which exists is
 * complete; what an interrupted attempt left is removed. True when it was made.
 */
export async function ensureCluster(place: Place, identity: Identity, sync: boolean): Promise<boolean> {
  removeUnfinished(place.cluster);
  if (existsSync(place.cluster)) {
    checkVersion(place);
    return false;
  }
  const unfinished = `${place.cluster}.new-${randomBytes(4).toString('hex')}`;
  onDisk(place.cluster, () => mkdirSync(unfinished, { mode: 0o700 }));
  try {
    const passwordFile = join(unfinished, 'password');
    writeFileSync(passwordFile, identity.passwords.postgres, { mode: 0o600 });
    for (const path of [unfinished, passwordFile]) {
      if (place.user) chownSync(path, place.user.uid, place.user.gid);
    }
    await initialize(place, unfinished, sync);
    const data = join(unfinished, 'data');
    if (place.user) writeOrigin(data, identity.dataDir);
    renameSync(data, place.cluster);
  } finally {
    remove(unfinished);
  }
  return true;
}

function checkVersion({ cluster, binaries }: Place): void {
  const file = join(cluster, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (found === binaries.major) return;
  throw new EmbeddedPostgresError(
    'other-version',
    found === undefined
      ? `${cluster} is not a PostgreSQL ${binaries.major} database: move it away to start with an empty one, or set DATA_DIR.`
      : `The database in ${cluster} was made by PostgreSQL ${found} and this version runs ${binaries.major}: dump it with PostgreSQL ${found}, move it away, start again and load the dump, or set DATABASE_URL to a server that runs it.`,
  );
}

/** initdb runs postgres through a shell, in double quotes: a path that a shell would rewrite needs a copy elsewhere. */
async function initialize(place: Place, folder: string, sync: boolean): Promise<void> {
  if (!/["$`\\\n]/.test(place.binaries.root)) return initdb(place, folder, sync);
  const plain = mkdtempSync(join(tmpdir(), 'blossomer-gtm-initdb-'));
  try {
    const binaries = copyBinaries(place.binaries, join(plain, 'postgres'));
    await initdb({ ...place, binaries }, folder, sync);
  } finally {
    remove(plain);
  }
}

/** Collates by code point like C; unlike C it knows the case of letters beyond ASCII. */
const builtinLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
/** Before 18 full text search asks the system for the case of a letter, whatever the provider. */
const systemLocale = ['--lc-ctype=C.UTF-8'];
const firstWithOwnParser = 18;

async function initdb(place: Place, folder: string, sync: boolean): Promise<void> {
  const args = [
    ...['--pgdata', join(folder, 'data'), '--username=postgres', '--pwfile', join(folder, 'password')],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    ...(Number(place.binaries.major) < firstWithOwnParser ? systemLocale : builtinLocale),
    ...(sync ? [] : ['--no-sync']),
  ];
  const child = spawn(join(place.binaries.root, 'bin', 'initdb'), args, {
    ...place.user,
    cwd: folder,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) =>
      resolve(code === 0 ? undefined : output.trim().split('\n').slice(-8).join('\n')),
    );
  });
  if (failure === undefined) return;
  throw new EmbeddedPostgresError(
    'initdb-failed',
    `The database could not be made in ${dirname(place.cluster)}; correct the reason below, or set DATABASE_URL.\n${failure}`,
  );
}

function removeUnfinished(cluster: string): void {
  const prefix = `${basename(cluster)}.new-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (name.startsWith(prefix)) remove(join(dirname(cluster), name));
  }
}

/** An initdb that outlived its parent may still write there; what then stays is removed at the next start. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {}
}
