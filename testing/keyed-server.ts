import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@blossomer/server/config';
import { stackIdentity } from '@blossomer/server/stack-identity';
import { start } from '@blossomer/server/start';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { createDatabase, type TestDatabase } from './database.ts';

/** A server as in production, whose Stack Auth is a key server of the test: one that can fail. */
export interface KeyedServer {
  url: string;
  project: string;
  issuer: string;
  databases: TestDatabase;
  /** How often the keys were asked for. */
  fetches(): number;
  /** How the key server answers now; at first it publishes the key. */
  answer: (response: ServerResponse) => unknown;
  publish(response: ServerResponse): unknown;
  stopKeys(): Promise<void>;
  stop(): Promise<void>;
  /** A good one, but for these claims and members of the header. */
  token(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
}

export async function startKeyedServer(
  settings: Record<string, string> = {},
  webFolder: string | null = null,
): Promise<KeyedServer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const set = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'only', alg: 'ES256' }] });
  let fetches = 0;
  const keys = createServer((_request, response) => {
    fetches += 1;
    keyed.answer(response);
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
  const project = randomUUID();
  const issuer = `${api}/api/v1/projects/${project}`;
  const databases = await createDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'blossomer-keyed-'));
  const config = readConfig({
    NODE_ENV: 'production',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    DATABASE_URL: databases.serverUrl,
    DATABASE_OWNER_URL: databases.ownerUrl,
    STACK_PROJECT_ID: project,
    STACK_API_URL: api,
    ...settings,
  });
  if (config.identity.mode !== 'stack') throw new Error('this is no production server');
  const { identity } = config;
  const place = { url: databases.serverUrl, ownerUrl: databases.ownerUrl, stop: async () => {} };
  const running = await start(config, place, async () => stackIdentity(identity), { webFolder });
  const stopKeys = () =>
    new Promise<void>((resolve) => {
      keys.close(() => resolve());
      keys.closeAllConnections();
    });
  const publish = (response: ServerResponse) => response.writeHead(200).end(set);
  const keyed: KeyedServer = {
    url: running.url,
    project,
    issuer,
    databases,
    fetches: () => fetches,
    answer: publish,
    publish,
    stopKeys,
    stop: async () => {
      await running.stop();
      await stopKeys();
      await rm(dataDir, { recursive: true });
    },
    token: (claims = {}, header = {}) =>
      new SignJWT({ ...goodClaims(), iss: issuer, aud: project, project_id: project, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'only', ...header })
        .sign(privateKey),
  };
  return keyed;
}

function goodClaims(): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return { sub: randomUUID(), iat: now, exp: now + 600, branch_id: 'main', role: 'authenticated' };
}
