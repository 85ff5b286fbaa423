/**
 * `npm run check`: everything that must hold before a change lands, in the order in which it fails fastest. Each step
 * counts as one, each test of the suite as one; the last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@blossomer/server/config';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'blossomer-check-'));
const machineDatabase = environment().CHECK_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
/** The rest would do the same again. */
const withDatabase = [
  'db/',
  'server/',
  'cli/',
  'testing/',
  '--exclude=server/{ai,website,generation,dev-auth}/**',
];
let passed = 0;
let failed = 0;

step('the lock file is what package.json says', lockUnchanged);
step('types', () => run('npx', ['tsc', '-p', '.']));
step('types of the web app', () => run('npx', ['tsc', '-p', 'web']));
step('types of the journeys', () => run('npx', ['tsc', '-p', 'e2e']));
step('format, lint and import rules', () => run('npx', ['biome', 'check', '--error-on-warnings']));
step('no dead file, export or dependency', () => run('npx', ['knip']));
step('the OpenAPI document', lintOpenApi);
step('compose.yaml, as Compose reads it', readCompose);
step('db/schema.sql is what the migrations make', () =>
  run('node', ['--import', 'tsx', 'scripts/schema.ts', '--check'], { TEST_DATABASE_URL: machineDatabase }),
);
step('the landing page is light', () => run('node', ['--import', 'tsx', 'scripts/web-budget.ts']));
suite('the suite on the embedded PostgreSQL');
suite('what speaks to a database, on PostgreSQL 15', { TEST_DATABASE_URL: machineDatabase }, withDatabase);
journeys('the journeys in a browser');

rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function step(name: string, work: () => boolean): void {
  process.stdout.write(`\n== ${name}\n`);
  const good = work();
  if (good) passed += 1;
  else failed += 1;
  process.stdout.write(`== ${name}: ${good ? 'passed' : 'FAILED'}\n`);
}

function run(command: string, args: string[], variables: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment(), ...variables },
  });
  return status === 0;
}

function lockUnchanged(): boolean {
  const digest = () =>
    createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex');
  const before = digest();
  return (
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']) &&
    digest() === before
  );
}

/** With any value where one must be given. */
function readCompose(): boolean {
  const needed = [...readFileSync(join(root, 'compose.yaml'), 'utf8').matchAll(/\$\{([A-Z_]+):\?/g)];
  const given = Object.fromEntries(needed.map(([, name]) => [name, 'given']));
  return run('docker-compose', ['config', '--quiet'], given);
}

function lintOpenApi(): boolean {
  const file = join(scratch, 'openapi.json');
  const made = run('node', ['--import', 'tsx', 'scripts/openapi.ts', file]);
  return made && run('npx', ['redocly', 'lint', '--config', 'redocly.yaml', file]);
}

/** The README's test command; what it counted is read from its report. A suite that ran nothing has failed. */
function suite(name: string, variables: Record<string, string> = {}, only: readonly string[] = []): void {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(scratch, `report-${passed}-${failed}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['test', '--', ...reporters, ...only];
  const good = run('npm', args, variables);
  const counted = readReport(report);
  passed += counted.passed;
  failed += counted.failed + (!good && counted.failed === 0 ? 1 : 0);
  process.stdout.write(`== ${name}: ${counted.passed} passed, ${counted.failed} failed\n`);
}

/** `npm run e2e`, counted in the same way: what is flaky or was skipped has failed. */
function journeys(name: string): void {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(scratch, 'journeys.json');
  const good = run('npm', ['run', '-s', 'e2e'], { E2E_REPORT: report, TEST_DATABASE_URL: machineDatabase });
  const counted = readJourneys(report);
  passed += counted.passed;
  failed += counted.failed + (!good && counted.failed === 0 ? 1 : 0);
  process.stdout.write(`== ${name}: ${counted.passed} passed, ${counted.failed} failed\n`);
}

function readJourneys(path: string): { passed: number; failed: number } {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(path, 'utf8')).stats;
    return { passed: expected, failed: unexpected + flaky + skipped + (expected === 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function readReport(path: string): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests; // None is allowed.
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + skipped + (report.numTotalTests === 0 ? 1 : 0),
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
