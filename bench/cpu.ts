import { readdirSync, readFileSync } from 'node:fs';
import { asSuperuser } from '../testing/postgres.ts';

/** CPU seconds so far: of the servers, of PostgreSQL and of load generators that have ended. */
export interface CpuReading {
  servers: number;
  postgres: number;
  generators: number;
}

/** Reads /proc, so on Linux; elsewhere, and for a PostgreSQL on another machine, everything is 0. */
export function readCpu(servers: readonly number[], postmaster: number | null): CpuReading {
  const all = processes();
  const treeOf = (root: number): number[] => [
    root,
    ...[...all.values()].filter(({ parent }) => parent === root).flatMap(({ pid }) => treeOf(pid)),
  ];
  const own = (pid: number) => all.get(pid)?.own ?? 0;
  const ended = (pid: number) => all.get(pid)?.endedChildren ?? 0;
  const sum = (pids: readonly number[], of: (pid: number) => number) =>
    pids.reduce((total, pid) => total + of(pid), 0);
  return {
    servers: sum(servers.flatMap(treeOf), (pid) => own(pid) + ended(pid)),
    postgres: postmaster === null ? 0 : sum(treeOf(postmaster), own) + ended(postmaster),
    generators: ended(process.pid),
  };
}

/** The parent of all of PostgreSQL's processes, when it runs on this machine. */
export async function postmasterOf(superuserUrl: string): Promise<number | null> {
  return asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return statOf(rows[0]?.pid ?? 0)?.parent ?? null;
  });
}

interface Stat {
  pid: number;
  parent: number;
  own: number;
  endedChildren: number;
}

const ticksPerSecond = 100;

/** proc(5): pid (name) state ppid ...; utime, stime, cutime and cstime are the fields 14 to 17. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = (at: number) => ((fields[at] ?? 0) + (fields[at + 1] ?? 0)) / ticksPerSecond;
    return { pid, parent: fields[1] ?? 0, own: ticks(11), endedChildren: ticks(13) };
  } catch {
    return undefined; // It has just ended, or this is no Linux.
  }
}

function processes(): Map<number, Stat> {
  let names: string[] = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return new Map();
  }
  const stats = names.map((name) => statOf(Number(name))).filter((stat) => stat !== undefined);
  return new Map(stats.map((stat) => [stat.pid, stat]));
}
