// One running PostgreSQL: started, waited for, stopped. It runs in a process group of its own, so that Ctrl-C reaches
// the server, which drains and then stops it, and not PostgreSQL. Its command line carries a mark (cluster_name), by
// which a later start recognizes it without trusting a process number that may have been given to another program.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.ts';
import { openLog, readLog } from './log-file.ts';
import { disarmPidFile, readPidFile } from './pid-file.ts';
import type { Place } from './place.ts';
import { commandLine } from './process.ts';

export interface Postmaster {
  pid: number;
  port: number;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface Launch {
  place: Place;
  mark: string;
  logFile: string;
  settings: Record<string, string>;
  /** undefined: a free one. */
  port: number | undefined;
  log: (line: string) => void;
  /** Called with `ready: false` as soon as the process exists and with `ready: true` when it takes connections. */
  record(postgres: { pid: number; port: number; ready: boolean }): void;
}

const retryMillisecondsMax = 20_000;
const readyMillisecondsMax = 300_000;

/** Starts PostgreSQL on a free port; waits out what a killed predecessor left: its children, its pid file, a taken port. */
export async function startPostmaster(launch: Launch): Promise<Postmaster> {
  const deadline = Date.now() + retryMillisecondsMax;
  for (;;) {
    await stopOrphan(launch.place.cluster, launch.mark, launch.log);
    const from = openLog(launch.logFile);
    const attempt = await launchOnce(launch);
    if ('pid' in attempt) return attempt;
    const lines = readLog(launch.logFile, from);
    if (!isPassing(lines) || Date.now() > deadline) throw didNotStart(launch.logFile, attempt.reason, lines);
    await delay(100);
  }
}

/** Stops the PostgreSQL of a process that died, if it still runs. */
export async function stopOrphan(
  cluster: string,
  mark: string,
  log: (line: string) => void,
  recorded?: number,
): Promise<void> {
  const written = Number(readPidFile(cluster)[0] ?? 0);
  for (const pid of new Set([recorded ?? 0, written])) {
    if (!carries(pid, mark)) continue;
    log(
      `PostgreSQL (process ${pid}) was left running by a process that died: it is stopped and started anew.`,
    );
    await shutDown(pid, () => !carries(pid, mark));
  }
  disarmPidFile(cluster);
}

export function carries(pid: number, mark: string): boolean {
  return commandLine(pid).includes(mark);
}

async function launchOnce(launch: Launch): Promise<Postmaster | { reason: string }> {
  const { place, mark, logFile, settings } = launch;
  const port = launch.port ?? (await freePort());
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(
    join(place.binaries.root, 'bin', 'postgres'),
    argumentsFor(place.cluster, port, mark, settings),
    {
      ...place.user,
      cwd: dirname(place.cluster),
      detached: true,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', output, output],
    },
  );
  closeSync(output);
  child.unref();
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    return { reason: error.message };
  }
  const postmaster = attend(child, pid, port);
  try {
    // At once: whoever finds this process dead has to know what it left.
    launch.record({ pid, port, ready: false });
    if (!(await untilReady(child, pid, place.cluster))) {
      const reason = howItEnded(child);
      await postmaster.stop();
      return { reason };
    }
    launch.record({ pid, port, ready: true });
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
  child.once('exit', (code) => {
    if (code !== 0) launch.log(`PostgreSQL (process ${pid}) ended by itself; its log is ${logFile}.`);
  });
  return postmaster;
}

function argumentsFor(
  cluster: string,
  port: number,
  mark: string,
  settings: Record<string, string>,
): string[] {
  const all = {
    cluster_name: mark,
    listen_addresses: '127.0.0.1',
    // TCP with a password is the only way in: a socket file would need a folder with a short path that others cannot write.
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function attend(child: ChildProcess, pid: number, port: number): Postmaster {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const interrupt = () => signal(pid, 'SIGINT');
  let stopping: Promise<void> | undefined;
  process.once('exit', interrupt);
  child.once('exit', () => process.off('exit', interrupt));
  return {
    pid,
    port,
    stop() {
      stopping ??= shutDown(pid, isGone);
      return stopping;
    },
  };
}

async function untilReady(child: ChildProcess, pid: number, cluster: string): Promise<boolean> {
  const deadline = Date.now() + readyMillisecondsMax;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const lines = readPidFile(cluster);
    if (Number(lines[0]) === pid && lines[7] === 'ready') return true;
    await delay(5);
  }
  return false;
}

function howItEnded({ exitCode, signalCode }: ChildProcess): string {
  if (exitCode === null && signalCode === null) return `not ready after ${readyMillisecondsMax / 1000} s`;
  return signalCode ? `ended by ${signalCode}` : `exit status ${exitCode}`;
}

/** Fast, then immediate (the next start recovers from the log), then by force. */
async function shutDown(pid: number, isGone: () => boolean): Promise<void> {
  for (const [name, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    if (isGone()) return;
    signal(pid, name);
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if (isGone()) return;
      await delay(5);
    }
  }
  throw new EmbeddedPostgresError(
    'stop-failed',
    `PostgreSQL (process ${pid}) does not stop: end that process by hand.`,
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function isPassing(lines: string): boolean {
  return /is still in use|lock file .* already exists|could not create any TCP\/IP sockets/.test(lines);
}

function didNotStart(logFile: string, reason: string, lines: string): EmbeddedPostgresError {
  const last = lines.split('\n').slice(-8).join('\n');
  return new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL did not start (${reason}); correct what its log ${logFile} says, or set DATABASE_URL.\n${last}`,
  );
}
