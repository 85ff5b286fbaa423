import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that serves HTTP and says so in one line with its address. */
export interface ServerProcess {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startServer(
  command: string,
  args: readonly string[],
  variables: Record<string, string>,
  cwd: string,
): Promise<ServerProcess> {
  const child = spawn(command, args, { cwd, env: variables, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const url = await addressOf(child, ended);
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function addressOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (part) => {
      output += String(part);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (url) resolve(url);
    });
    void ended.then(() => reject(new Error(`it ended before it served:\n${output}`)));
  });
}

const ticksPerSecond = 100;

/** Seconds of CPU that a process and all below it have used so far, those that ended included (proc(5)). */
export function cpuSeconds(pid: number): number {
  const parents = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number);
      const [, parent = 0] = fields;
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
      // utime, stime, and those of children that were waited for.
      used.set(
        Number(name),
        fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0),
      );
    } catch {
      // Ended meanwhile: its parent has its time.
    }
  }
  const total = (of: number): number =>
    (used.get(of) ?? 0) + (parents.get(of) ?? []).reduce((sum, child) => sum + total(child), 0);
  return total(pid) / ticksPerSecond;
}
