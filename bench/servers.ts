import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Started, startProcess } from '../testing/process.ts';
import type { BenchDatabase } from './database.ts';
import type { Issuer } from './issuer.ts';

/** Something that answers HTTP. */
export interface BenchServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const peersFolder = join(import.meta.dirname, 'peers');
export const peerNames = ['hello', 'begin-commit', 'drizzle', 'fastapi'] as const;
export type PeerName = (typeof peerNames)[number];

/** High enough that nobody meets them. */
const limits = Object.fromEntries(['READ', 'WRITE', 'GUEST'].map((name) => [`LIMIT_${name}`, '1000000000']));

/** The product as it runs in production, from a build. */
export function startProduct(
  dist: string,
  { serverUrl, ownerUrl }: Pick<BenchDatabase, 'serverUrl' | 'ownerUrl'>,
  { api, projectId }: Issuer,
  settings: Record<string, string> = {},
): Promise<BenchServer> {
  return listening(
    startProcess(process.execPath, [join(dist, 'server.js')], {
      NODE_ENV: 'production',
      PORT: '0',
      DATA_DIR: join(dist, 'data'),
      LOG_LEVEL: 'error',
      DATABASE_URL: serverUrl,
      DATABASE_OWNER_URL: ownerUrl,
      STACK_PROJECT_ID: projectId,
      STACK_API_URL: api,
      ...limits,
      ...settings,
    }),
  );
}

/** null: what it needs is not on this machine. */
export async function startPeer(
  name: PeerName,
  { serverUrl }: BenchDatabase,
  { issuer, projectId }: Issuer,
): Promise<BenchServer | null> {
  const given = JSON.stringify({ databaseUrl: serverUrl, issuer, projectId });
  if (name === 'fastapi') {
    if (!hasFastApi()) return null;
    return listening(startProcess('/usr/bin/python3', [join(peersFolder, 'fastapi-sqlalchemy.py'), given]));
  }
  return listening(startProcess(process.execPath, [join(peersFolder, `${name}.js`), given]));
}

/** The peers' own dependencies, which the product's install does not bring. */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', args, { cwd: peersFolder, stdio: 'inherit' });
}

function hasFastApi(): boolean {
  try {
    execFileSync(
      '/usr/bin/python3',
      ['-c', 'import fastapi, sqlalchemy, asyncpg, uvicorn, jwt, cryptography'],
      {
        stdio: 'ignore',
      },
    );
    return true;
  } catch {
    return false;
  }
}

async function listening(started: Started): Promise<BenchServer> {
  const [, url = ''] = await started.until(/serves on (http:\S+)/);
  return {
    url,
    pid: started.child.pid ?? 0,
    stop: async () => {
      started.child.kill('SIGTERM');
      await started.ended();
    },
  };
}
