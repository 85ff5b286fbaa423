import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@blossomer/contract';
import { readConfig } from '@blossomer/server/config';
import {
  type DevAuth,
  devAuthPlugin,
  mintToken,
  openDevAuth,
  type TokenVariant,
} from '@blossomer/server/dev-auth';
import { type IdentityPlace, type Running, start } from '@blossomer/server/start';
import { createDatabase, type TestDatabase } from './database.ts';

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

export interface TestServerOptions {
  databases?: TestDatabase;
  /** Over those that a test server has by itself. */
  settings?: Record<string, string>;
  /** Where its log goes. */
  logTo?: { write(line: string): void };
  /** Beside the API: endpoints of the test alone. */
  routes?: (server: Parameters<NonNullable<IdentityPlace['extras']>>[1]) => void;
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
  const devAuth = await openDevAuth({ dir: join(dataDir, 'dev-auth') });
  const { projectId } = devAuth;
  const place = { url: databases.serverUrl, ownerUrl: databases.ownerUrl, stop: async () => {} };
  const running = await start(
    config,
    place,
    async (origin) => ({
      options: { projectId, issuers: [`${origin}/dev-auth/api/v1/projects/${projectId}`] },
      publicIdentity: {
        mode: 'development',
        projectId,
        publishableClientKey: null,
        baseUrl: `${origin}/dev-auth`,
      },
      extras: async (app, server) => {
        await devAuthPlugin(app, { devAuth, origin });
        options.routes?.(server);
      },
    }),
    options.logTo,
  );
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
  LIMIT_GUEST: '1000000',
  LIMIT_READ: '1000000',
  LIMIT_WRITE: '1000000',
  LIMIT_IMPORT: '1000000',
};
