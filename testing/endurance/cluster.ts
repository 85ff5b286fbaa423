import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, removeEmbedded, startEmbedded } from '@blossomer/db/embedded';
import pg from 'pg';

/** A PostgreSQL of the run's own, always at the same address, with the durability of production. */
export interface Cluster {
  dataDir: string;
  serverUrl: string;
  ownerUrl: string;
  /** A superuser's, in the product's database. */
  superuserUrl: string;
  /** Of this PostgreSQL and no other. */
  processes(): Promise<{ pid: number; isClient: boolean }[]>;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function openCluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'blossomer-endurance-'));
  const port = await freePort();
  const startIt = () => startEmbedded({ dataDir, port });
  let running: EmbeddedPostgres = await startIt();
  const { serverUrl, ownerUrl } = running;
  const superuserUrl = running.superuserUrl.replace(/\/postgres$/, '/blossomer');
  return {
    ...{ dataDir, serverUrl, ownerUrl, superuserUrl },
    processes: () => processes(superuserUrl),
    stop: () => running.stop(),
    async start() {
      running = await startIt();
    },
    async remove() {
      await running.stop();
      await removeEmbedded(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function processes(url: string): Promise<{ pid: number; isClient: boolean }[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number; isClient: boolean }>(
    `select pid, application_name = 'blossomer' as "isClient" from pg_stat_activity where pid <> pg_backend_pid()
     union all select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int, false`,
  );
  await client.end();
  return rows;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
