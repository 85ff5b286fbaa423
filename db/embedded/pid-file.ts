import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './error.ts';
import { commandLine, exists } from './process.ts';

/** Lines of postmaster.pid: 1 process, 2 folder, 3 start, 4 port, 7 shared memory, 8 state. */
export function readPidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return [];
  }
}

/**
 * PostgreSQL refuses to start while the process of its pid file lives, even if that number now is another program's
 * or a zombie's, as happens at once in containers. The file then gets the number of this process, PostgreSQL's parent, which it passes
 * over. It is not deleted: it also names the shared memory that children of a killed PostgreSQL may still use.
 */
export function disarmPidFile(cluster: string): void {
  const [first, ...rest] = readPidFile(cluster);
  const pid = Number(first ?? 0);
  if (!exists(pid) || pid === process.pid) return;
  const file = join(cluster, 'postmaster.pid');
  if (/(^|\/)(postgres|postmaster)(:| |$)/.test(commandLine(pid))) {
    throw new EmbeddedPostgresError(
      'already-running',
      `Process ${pid}, a PostgreSQL that this product did not start, seems to use ${cluster}: stop it, or delete ${file} if it does not.`,
    );
  }
  const handle = openSync(file, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  writeSync(handle, [process.pid, ...rest].join('\n'));
  closeSync(handle);
}
