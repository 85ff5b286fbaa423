import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@blossomer/contract';
import { readConfig } from '@blossomer/server/config';
import { type DevAuth, mintToken, type TokenVariant } from '@blossomer/server/dev-auth';
import type { Running } from '@blossomer/server/start';
import { createDatabase, type TestDatabase } from './database.ts';
import { type SignedInOptions, startSignedIn } from './signed-in.ts';

/** A whole server on a database of its own, reached over HTTP, with sign-in by the development issuer. */
export interface TestServer {
  url: string;
  databases: TestDatabase;
  devAuth: DevAuth;
  running: Running;
  token(email: string, variant?: TokenVariant): Promise<string>;
  /** The product's own client, signed in as this person. */
  client(email: string): Client;
  stop(): Promise<void>;
}

export interface TestServerOptions extends SignedInOptions {
  databases?: TestDatabase;
  /** Over those that a test server has by itself. */
  settings?: Record<string, string>;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const databases = options.databases ?? (await createDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'blossomer-test-'));
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...manyRequests,
    ...options.settings,
  });
  const { running, devAuth } = await startSignedIn(config, databases, options);
  const { url } = running;
  const token = (email: string, variant?: TokenVariant) =>
    mintToken(devAuth, { origin: url, email, ...(variant ? { variant } : {}) });
  return {
    url,
    databases,
    devAuth,
    running,
    token,
    client: (email) => createClient({ baseUrl: url, token: () => token(email) }),
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A suite asks for more than a person does. */
const manyRequests = {
  // The tests work on the same event loop.
  EVENT_LOOP_MS_MAX: '60000',
  LIMIT_GUEST: '1000000',
  LIMIT_READ: '1000000',
  LIMIT_WRITE: '1000000',
  LIMIT_IMPORT: '1000000',
  LIMIT_GENERATE_COMPANY: '1000000',
  LIMIT_GENERATE_ACCOUNT: '1000000',
  LIMIT_GENERATE_PERSONA: '1000000',
  LIMIT_GENERATE_CAMPAIGN: '1000000',
  LIMIT_GENERATE_DAY: '1000000',
  LIMIT_GENERATE_GUEST: '1000000',
  LIMIT_GENERATE_TOKENS: '1000000000',
};
