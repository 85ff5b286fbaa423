import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '@blossomer/server/config';

export interface ServerOptions {
  dataDir: string;
  serverUrl: string;
  ownerUrl: string;
  /** Few and short ones, so that requests meet. */
  pool?: Config['pool'];
}

export interface ServerProcess {
  url: string;
  /** Bytes that are left after garbage was collected. */
  heapBytes(): Promise<number>;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** False: it did not end by itself and was killed, because something was still held. */
  stop(): Promise<boolean>;
}

const stopMillisecondsMax = 15_000;

export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), [JSON.stringify(options)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const told = async <Value>() => {
    const early = ended.then(() => Promise.reject(new Error('the server process ended by itself')));
    const [value] = await Promise.race([once(child, 'message'), early]);
    return value as Value;
  };
  const url = await told<string>();
  return {
    url,
    heapBytes() {
      child.send('heap');
      return told<number>();
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.connected) child.disconnect();
      const patience = setTimeout(() => child.kill('SIGKILL'), stopMillisecondsMax);
      const [, signal] = await ended;
      clearTimeout(patience);
      return signal === null;
    },
  };
}
