// The server of an endurance run, as a process of its own: it can be killed, and its heap is nobody else's.
// Argument: where the database is, as JSON. Says its address when it serves; answers `heap` with the bytes in use.

import { readConfig } from '@blossomer/server/config';
import { startSignedIn } from '../signed-in.ts';
import type { ServerOptions } from './server.ts';

const { dataDir, serverUrl, ownerUrl, pool } = JSON.parse(process.argv[2] ?? '') as ServerOptions;
const config = readConfig({
  NODE_ENV: 'test',
  PORT: '0',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'silent',
  LIMIT_READ: '1000000',
  LIMIT_WRITE: '1000000',
  LIMIT_IMPORT: '1000000',
});
const { running } = await startSignedIn(pool ? { ...config, pool } : config, {
  serverUrl,
  ownerUrl,
});
process.on('message', () => {
  for (let times = 0; times < 4; times += 1) globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.on('disconnect', () => void running.stop().then(() => process.exit(0)));
process.send?.(running.url);
