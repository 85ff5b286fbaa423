import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './port.ts';
import { startProcess } from './process.ts';

/** A PgBouncer in transaction mode before one PostgreSQL: who may sign in, and on how few connections they all meet. */
export interface OwnPgBouncer {
  /** The same database through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

export interface PgBouncerOptions {
  /** Logins, by the addresses they would use without a pooler; all on one server. */
  logins: readonly string[];
  connections: number;
}

export async function startPgBouncer({ logins, connections }: PgBouncerOptions): Promise<OwnPgBouncer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'blossomer-pgbouncer-'));
  const server = new URL(logins[0] ?? '');
  const users = logins.map((login) => new URL(login));
  const known = users.map((user) => `"${user.username}" "${decodeURIComponent(user.password)}"\n`).join('');
  await writeFile(join(folder, 'users.txt'), known);
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${server.hostname} port=${server.port || '5432'}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
log_connections = 0
log_disconnections = 0
`,
  );
  // It refuses to run as root, and then takes the name of somebody who may do nothing.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['-R', 'nobody', folder]);
  const user = isRoot ? ['-u', 'nobody'] : [];
  const started = startProcess('pgbouncer', [...user, join(folder, 'pgbouncer.ini')]);
  const stop = async () => {
    started.child.kill('SIGKILL');
    await started.ended();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await started.until(/process up/);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    through: (url) => {
      const address = new URL(url);
      address.host = `127.0.0.1:${port}`;
      return address.href;
    },
    stop,
  };
}
