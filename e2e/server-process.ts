// The server of one worker, as a process of its own: what it does is not on the event loop of the test.
// Arguments: its databases and settings of its own, as JSON. Says its address and its project when it serves; ends with its parent.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@blossomer/server/config';
import type { TestDatabase } from '../testing/postgres.ts';
import { startSignedIn } from '../testing/signed-in.ts';

const databases = JSON.parse(process.argv[2] ?? '') as TestDatabase;
const settings = JSON.parse(process.argv[3] ?? '{}') as Record<string, string>;
const dataDir = await mkdtemp(join(tmpdir(), 'blossomer-e2e-'));
const config = readConfig({
  NODE_ENV: 'test',
  PORT: '0',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
  EVENT_LOOP_MS_MAX: '60000',
  LIMIT_GUEST: '1000000',
  LIMIT_READ: '1000000',
  LIMIT_WRITE: '1000000',
  LIMIT_IMPORT: '1000000',
  LIMIT_GENERATE_GUEST: '1000000',
  ...settings,
});
const webFolder = join(import.meta.dirname, '../web/dist');
const { running, devAuth } = await startSignedIn(config, databases, { webFolder });
process.on('disconnect', async () => {
  await running.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({ url: running.url, projectId: devAuth.projectId });
