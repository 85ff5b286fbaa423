import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../testing/port.ts';
import { asSuperuser } from '../testing/postgres.ts';

/** A PostgreSQL to measure on. Its folder stays, so that a million campaigns are loaded once. */
export interface Cluster {
  superuserUrl: string;
  stop(): Promise<void>;
}

/** Set once, for a machine of its own. A commit does not wait for the disk, which would hide what a request costs. */
const settings: Record<string, string> = {
  shared_buffers: `${Math.round(Math.min(totalmem() / 8, 2 ** 31) / 2 ** 20)}MB`,
  effective_cache_size: `${Math.round(totalmem() / 2 ** 21)}MB`,
  maintenance_work_mem: '512MB',
  synchronous_commit: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  autovacuum_naptime: '1h',
  jit: 'off',
  max_connections: '250',
};

/** The server at this address when there is one (a superuser's), else one of Debian's binaries that this run starts. */
export async function startCluster(url: string | undefined, anew: boolean): Promise<Cluster> {
  if (url) return { superuserUrl: url, stop: async () => {} };
  const bin = binaries();
  const account = unprivileged();
  const folder = join(tmpdir(), `blossomer-bench-${process.getuid?.() ?? 0}`);
  if (anew) rmSync(folder, { recursive: true, force: true });
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(18).toString('hex'), { mode: 0o600 });
    for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
    const args = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    execFileSync(join(bin, 'initdb'), [...args, '--encoding=UTF8', '--locale=C.UTF-8'], {
      ...account,
      cwd: folder,
      stdio: 'ignore',
    });
  }
  const port = await freePort();
  const tuned = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const place = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const child = spawn(join(bin, 'postgres'), [...place, ...tuned], {
    ...account,
    cwd: folder,
    stdio: 'ignore',
  });
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const superuserUrl = `postgres://postgres:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    child.kill('SIGINT');
    await exit;
  };
  await answering(superuserUrl, exit);
  return { superuserUrl, stop };
}

export function described(): string {
  const said = Object.entries(settings).map(([name, value]) => `\`${name}=${value}\``);
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.version}; PostgreSQL with ${said.join(', ')}`;
}

/** Where Debian keeps the newest PostgreSQL that has pgbench beside it. */
export function binaries(): string {
  const root = '/usr/lib/postgresql';
  const majors = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = majors
    .map((major) => join(root, major, 'bin'))
    .find((bin) => existsSync(join(bin, 'pgbench')));
  if (!found)
    throw new Error('There is no PostgreSQL with pgbench here. On Debian: apt-get install postgresql-15.');
  return found;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  if (process.getuid?.() !== 0) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(url: string, exit: Promise<void>): Promise<void> {
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  for (;;) {
    if (ended) throw new Error('PostgreSQL ended at its start; another bench may be running on its folder.');
    const answers = await asSuperuser(url, async () => true).catch(() => false);
    if (answers) return;
  }
}
