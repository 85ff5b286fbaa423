import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@blossomer/server/config';
import type { BenchDatabase } from './database.ts';
import type { BenchIdentity } from './identity.ts';
import { type ServerProcess, startServer } from './processes.ts';

const root = join(import.meta.dirname, '..');
const peers = join(import.meta.dirname, 'peers');

/** What is measured beside pgbench. */
export const subjects = ['ours', 'transactions', 'drizzle', 'hello'] as const;
export type Subject = (typeof subjects)[number];

/** Our production build, and the peers with their own dependencies. */
export function prepare(): void {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: 'inherit' });
  if (!existsSync(join(peers, 'node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: peers,
      stdio: 'inherit',
    });
}

export function start(
  subject: Subject,
  database: BenchDatabase,
  identity: BenchIdentity,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const variables = {
    ...keptVariables(),
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: database.serverUrl,
    STACK_PROJECT_ID: identity.project,
    STACK_API_URL: identity.api,
  };
  if (subject !== 'ours') return startServer('node', [`${subject}.mjs`], variables, peers);
  const many = { LIMIT_READ: '1000000000', LIMIT_WRITE: '1000000000', LIMIT_GUEST: '1000000000' };
  const ours = {
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'blossomer-bench-')),
    LOG_LEVEL: 'warn',
  };
  return startServer('node', ['dist/server.js'], { ...variables, ...many, ...ours, ...more }, root);
}

function keptVariables(): Record<string, string> {
  const { PATH = '', HOME = '' } = environment();
  return { PATH, HOME };
}
