import { createServer } from 'node:net';
import { type Started, startProcess } from './process.ts';

/** A Redis of a test's own, to be shared, stopped, held and started again. It keeps nothing on disk. */
export interface OwnRedis {
  url: string;
  /** Ends the process; what it counted is gone. */
  stop(): Promise<void>;
  /** On the same port, after a stop. */
  start(): Promise<void>;
  /** Takes connections and answers nothing. */
  hold(): void;
  goOn(): void;
  /** Connections that are open, and those that ended with QUIT so far. */
  seen(): Promise<{ connections: number; goodbyes: number }>;
}

export async function startRedis(): Promise<OwnRedis> {
  const port = await freePort();
  let started: Started | undefined;
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      started?.child.kill('SIGKILL');
      await started?.ended();
    },
    start: async () => {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', '/tmp'];
      started = startProcess('redis-server', args);
      await started.until(/Ready to accept connections/);
    },
    hold: () => void started?.child.kill('SIGSTOP'),
    goOn: () => void started?.child.kill('SIGCONT'),
    seen: async () => {
      const cli = startProcess('redis-cli', ['-p', String(port), 'info', 'all']);
      await cli.ended();
      const number = (pattern: RegExp) => Number(pattern.exec(cli.output())?.[1] ?? 0);
      return {
        connections: number(/connected_clients:(\d+)/),
        goodbyes: number(/cmdstat_quit:calls=(\d+)/),
      };
    },
  };
  await redis.start();
  return redis;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
