import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment } from '@blossomer/server/config';
import type { Mutant } from './mutant.ts';

const root = join(import.meta.dirname, '..');

/** A copy of the repository that a mutant may change, and its test suite. */
export interface Copy {
  /** Applies the mutant while `work` runs, and takes it back. */
  with<Result>(mutant: Mutant, work: () => Promise<Result>): Promise<Result>;
  run(files: readonly string[], options?: { bail?: boolean }): Promise<Outcome>;
  remove(): void;
}

/** What failed; `broken` when the suite did not get as far as its tests. */
export interface Outcome {
  failed: { file: string; test: string }[];
  broken: string | null;
}

export function makeCopy(databaseUrl: string): Copy {
  const folder = join(root, '.data', `mutants-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter((path) => path !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  // Hard links: the links to our own workspaces in there are relative, and so lead into the copy.
  const modules = execFileSync(
    'find',
    ['.', '-maxdepth', '2', '-name', 'node_modules', '-not', '-path', './.data/*'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  for (const path of modules.split('\n').filter((line) => line !== '')) {
    if (existsSync(join(folder, dirname(path))))
      execFileSync('cp', ['-al', join(root, path), join(folder, path)]);
  }
  return {
    with: (mutant, work) => changed(folder, mutant, work),
    run: (paths, options = {}) => runSuite(folder, databaseUrl, paths, options.bail ?? false),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function changed<Result>(
  folder: string,
  { name, change }: Mutant,
  work: () => Promise<Result>,
): Promise<Result> {
  if ('sql' in change) {
    const file = join(folder, 'db', 'policies', 'zz-mutant.sql');
    writeFileSync(file, asScript(change.sql));
    try {
      return await work();
    } finally {
      rmSync(file);
    }
  }
  const file = join(folder, change.file);
  const before = readFileSync(file, 'utf8');
  if (before.split(change.find).length !== 2) {
    throw new Error(`"${name}" does not find its one place in ${change.file}: mend mutants/`);
  }
  writeFileSync(
    file,
    before.replace(change.find, () => change.replace),
  );
  try {
    return await work();
  } finally {
    writeFileSync(file, before);
  }
}

/** Policies are applied at every migrate, and most mutants cannot be applied twice. */
function asScript(sql: string): string {
  return `do $script$ begin execute $sql$${sql}$sql$; exception when others then raise notice 'again: %', sqlerrm; end $script$;`;
}

async function runSuite(
  folder: string,
  databaseUrl: string,
  paths: readonly string[],
  bail: boolean,
): Promise<Outcome> {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...paths,
    '--reporter=json',
    `--outputFile=${report}`,
    ...(bail ? ['--bail=1'] : []),
  ];
  const output = await ended(folder, args, databaseUrl);
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')), folder);
  } catch {
    return { failed: [], broken: output.slice(-800) };
  }
}

function ended(cwd: string, args: string[], databaseUrl: string): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...environment(), TEST_DATABASE_URL: databaseUrl },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}

interface Report {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

function read({ testResults }: Report, folder: string): Outcome {
  if (testResults.length === 0) return { failed: [], broken: 'no test ran' };
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = name.slice(folder.length + 1);
    const tests = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName);
    // A file whose preparation failed has no failed test: what it prepares is what the mutant broke.
    const all = tests.length === 0 && status === 'failed' ? ['(its preparation)'] : tests;
    return all.map((test) => ({ file, test }));
  });
  return { failed, broken: null };
}
