// The file that makes a data folder what it is: its id, the passwords of its roles and, where PostgreSQL cannot live
// in the folder itself, the place where the cluster is. Delete the folder and the next start knows nothing of the old one.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError, hasCode, onDisk } from './error.ts';

export interface Identity {
  id: string;
  /** Real path of the folder when it was last used: tells a moved folder from a copied one. */
  dataDir: string;
  /** Cluster outside the folder (a start as root). */
  cluster?: string | undefined;
  /** Temporary folder that stands in for /var/cache and /var/lib where those cannot be used. */
  scratch?: string | undefined;
  passwords: { postgres: string; owner: string; server: string };
}

/** Reads the folder's identity, or gives it one. Call with the folder claimed. */
export function settleIdentity(dataDir: string, log: (line: string) => void): Identity {
  const known = readIdentity(dataDir);
  if (known === undefined) return settleNew(dataDir);
  if (known.dataDir === dataDir) return known;
  const copied = isOtherFolderWithId(known.dataDir, dataDir, known.id);
  if (copied && known.cluster !== undefined) {
    log(`${dataDir} is a copy of ${known.dataDir}; its database, in ${known.cluster}, is not copied.`);
  }
  const identity = { ...known, dataDir, ...(copied ? { id: newId(), cluster: undefined } : {}) };
  writeIdentity(identity);
  return identity;
}

export function readIdentity(dataDir: string): Identity | undefined {
  const file = identityFile(dataDir);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Identity;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (hasCode(error))
      return onDisk(file, () => {
        throw error;
      });
    throw credentialsMissing(dataDir, 'is damaged');
  }
}

export function writeIdentity(identity: Identity): void {
  const file = identityFile(identity.dataDir);
  onDisk(file, () => {
    const next = `${file}.new`;
    const handle = openSync(next, 'w', 0o600);
    writeSync(handle, `${JSON.stringify({ about, ...identity }, null, 2)}\n`);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(next, file);
  });
}

export function identityFile(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

/** Part of PostgreSQL's command line and of its children's titles. */
export function markOf({ id }: Identity): string {
  return `blossomer-${id}`;
}

const about =
  'The embedded PostgreSQL of this folder. "cluster", when present, is where its data is: delete it with this folder.';

function settleNew(dataDir: string): Identity {
  if (existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) throw credentialsMissing(dataDir, 'is missing');
  const password = () => randomBytes(24).toString('base64url');
  const passwords = { postgres: password(), owner: password(), server: password() };
  const identity = { id: newId(), dataDir, passwords };
  writeIdentity(identity);
  return identity;
}

function isOtherFolderWithId(original: string, dataDir: string, id: string): boolean {
  try {
    const [there, here] = [statSync(original), statSync(dataDir)];
    if (there.dev === here.dev && there.ino === here.ino) return false;
    return readIdentity(original)?.id === id;
  } catch {
    return false;
  }
}

function credentialsMissing(dataDir: string, what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'credentials-missing',
    `${identityFile(dataDir)}, which holds the passwords of the database beside it, ${what}: put it back, or move the folder away to start with an empty database.`,
  );
}

function newId(): string {
  return randomBytes(8).toString('hex');
}
