// One living process at a time owns a folder: it holds the lock file, which also tells other processes where
// its PostgreSQL listens. The file outlives a process that was killed, so each claim judges the holder first.

import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode, onDisk } from './error.ts';
import { startTime } from './process.ts';

export interface Holder {
  token: string;
  pid: number;
  started: string;
  postgres?: { pid: number; port: number; ready: boolean };
}

export interface Claim {
  /** The process that held the folder and died without letting go. */
  previous: Holder | undefined;
  /** Tells other processes, and the next start, which postgres belongs to this claim. */
  record(postgres: NonNullable<Holder['postgres']>): void;
  release(): void;
}

/** The claim, or the living process that has it. */
export async function claimFolder(file: string): Promise<{ claim: Claim } | { holder: Holder }> {
  const mine: Holder = {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    started: startTime(process.pid) ?? '',
  };
  for (;;) {
    if (create(file, mine)) return { claim: claimOf(file, mine, undefined) };
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (isAlive(holder)) return { holder };
    if (await succeed(file, holder, mine)) return { claim: claimOf(file, mine, holder) };
    await delay(10);
  }
}

export function isAlive(holder: Holder): boolean {
  const started = startTime(holder.pid);
  return started !== undefined && started === holder.started;
}

/** Undefined: nobody holds the folder. A file that stays unreadable was left by a process that died while writing it. */
export async function readHolder(file: string): Promise<Holder | undefined> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Holder;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      if (hasCode(error))
        return onDisk(file, () => {
          throw error;
        });
    }
    await delay(10);
  }
  return { token: 'unreadable', pid: 0, started: '' };
}

/**
 * Takes over from a dead holder. The successor file is named after the dead holder's token and made exclusively,
 * so that of all who saw that holder dead only one replaces its lock, and nobody removes the lock of a later one.
 */
async function succeed(file: string, dead: Holder, mine: Holder): Promise<boolean> {
  const successor = `${file}.after-${dead.token}`;
  if (!create(successor, mine)) {
    const other = await readHolder(successor);
    if (other !== undefined && !isAlive(other)) rmSync(successor, { force: true });
    return false;
  }
  if ((await readHolder(file))?.token !== dead.token) {
    rmSync(successor, { force: true });
    return false;
  }
  renameSync(successor, file);
  return true;
}

function claimOf(file: string, mine: Holder, previous: Holder | undefined): Claim {
  return {
    previous,
    record(postgres) {
      const next = `${file}.${mine.token}`;
      writeFileSync(next, JSON.stringify({ ...mine, postgres }), { mode: 0o600 });
      renameSync(next, file);
    },
    release() {
      if (isMine(file, mine)) rmSync(file, { force: true });
    },
  };
}

function create(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    return onDisk(file, () => {
      throw error;
    });
  }
}

function isMine(file: string, mine: Holder): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Holder).token === mine.token;
  } catch {
    return false;
  }
}
