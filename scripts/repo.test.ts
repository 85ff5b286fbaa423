/**
 * The rules of this house as tests. Each exists because its opposite happened, here or elsewhere: a fact kept in two
 * places drifts, a folder without a noun collects what nobody named, an import against the grain becomes a knot.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCodes, problems } from '@blossomer/contract';
import { version } from '@blossomer/server/version';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = files.filter((path) => /\.tsx?$/.test(path));
const workspaces: string[] = JSON.parse(text('package.json')).workspaces;

/** What a folder may import of ours. Reading top down, a line never names one below it, but for what runs it all. */
const mayImport: Record<string, readonly string[]> = {
  json: [],
  contract: [],
  merge: ['json'],
  legacy: ['contract', 'json'],
  db: [],
  server: ['contract', 'db', 'json', 'legacy', 'merge'],
  cli: ['contract', 'db', 'json', 'legacy', 'server'],
  web: ['contract', 'json', 'legacy', 'merge'],
};

test('imports run one way', () => {
  const wrong = sources
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .flatMap((path) => {
      const folder = path.split('/')[0] ?? '';
      const allowed = mayImport[folder];
      if (!allowed) return [];
      return importsOf(path)
        .map((module) => /^@blossomer\/([\w-]+)/.exec(module)?.[1])
        .filter((target) => target !== undefined && !allowed.includes(target))
        .map((target) => `${path} imports ${target}`);
    });
  expect(wrong).toEqual([]);
});

test('folders are entered by their name, not by a path', () => {
  const wrong = sources.flatMap((path) => {
    const depth = path.split('/').length - 1;
    return importsOf(path)
      .filter((module) => module.startsWith('../'.repeat(depth)) && depth > 0)
      .filter((module) => workspaces.includes(module.split('/').filter((part) => part !== '..')[0] ?? ''))
      .map((module) => `${path} imports ${module}`);
  });
  expect(wrong).toEqual([]);
});

test('features do not import features', () => {
  const wrong = sources
    .filter((path) => /^(server|web)\/features\//.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((module) => /^\.\.\/(?!\.\.)/.test(module))
        .map((module) => `${path}: ${module}`),
    );
  expect(wrong).toEqual([]);
});

test.each([
  ['the environment', /process\.env\b/, /^(server\/config|testing\/seed)\.ts$/],
  [
    'the database driver',
    /from 'pg'/,
    /^(server\/(database|pipelines|segment)\.ts|db\/|cli\/|scripts\/|testing\/|mutants\/|bench\/|server\/isolation\/)/,
  ],
  [
    'the development issuer',
    /dev-auth\/index|\/dev-auth'/,
    /^(server\/development\.ts|testing\/|server\/dev-auth\/)/,
  ],
  [
    'what a browser stores',
    /\b(globalThis|window)\.localStorage\b|\blocalStorage\.\w/,
    /^(?!web\/)|^web\/(workspace|testing)\/|^web\/preferences\.ts$/,
  ],
  ['what a browser sends', /\bfetch\(|XMLHttpRequest|sendBeacon/, /^(?!web\/)|^web\/(workspace|testing)\//],
  ['the identity SDK', /'@stackframe\/js'/, /^web\/identity\//],
])('%s has its owners', (_what, use, owners) => {
  const strangers = sources
    .filter((path) => !/\.test\.tsx?$/.test(path) && path !== 'scripts/repo.test.ts')
    .filter((path) => use.test(text(path)) && !owners.test(path));
  expect(strangers).toEqual([]);
});

test('no folder stands where a name was not found', () => {
  const nameless = /(^|\/)(utils?|common|helpers?|misc|lib|shared|services)\//;
  expect(files.filter((path) => nameless.test(path))).toEqual([]);
});

test('files stay small: 400 lines, tests 600', () => {
  const long = files
    .filter((path) => /\.(tsx?|sql|js|css)$/.test(path) && path !== 'db/schema.sql')
    .map((path): [string, number] => [path, text(path).split('\n').length])
    .filter(([path, lines]) => lines > (/\.test\.tsx?$/.test(path) ? 600 : 400));
  expect(long).toEqual([]);
});

test('no test is skipped, focused or left for later', () => {
  const left = /\b(it|test|describe)\.(skip|only|todo|fails)\b|\bx(it|describe)\(/;
  expect(sources.filter((path) => path !== 'scripts/repo.test.ts' && left.test(text(path)))).toEqual([]);
});

test('the type checker is not escaped', () => {
  const escapes = /@ts-(ignore|expect-error|nocheck)|\bas any\b|: any\b(?=\[\]|\s*[;,)=>|])|as unknown as/;
  expect(sources.filter((path) => path !== 'scripts/repo.test.ts' && escapes.test(text(path)))).toEqual([]);
});

test('versions of dependencies are exact', () => {
  const loose = ['package.json', ...workspaces.map((workspace) => `${workspace}/package.json`)].flatMap(
    (path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text(path));
      return Object.entries<string>({ ...dependencies, ...devDependencies })
        .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
        .map(([name, range]) => `${path}: ${name} ${range}`);
    },
  );
  expect(loose).toEqual([]);
});

test('the version of the build is that of package.json', () => {
  expect(version).toBe(JSON.parse(text('package.json')).version);
});

test('the README maps every folder, and no other', () => {
  const mapped = [...text('README.md').matchAll(/^\| \[`([\w-]+)\/`\]/gm)].map(([, folder]) => folder);
  const folders = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
  folders.delete('.ci');
  expect(mapped.sort()).toEqual([...folders].sort());
});

test('every npm command that a document names exists', () => {
  const { scripts } = JSON.parse(text('package.json'));
  const documents = files.filter((path) => path.endsWith('.md'));
  const named = documents.flatMap((path) =>
    [...text(path).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name),
  );
  expect([...new Set(named)].filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});

test('every setting is in the README, and no other', () => {
  const read = [...text('server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(([, name]) => name);
  const told = [...text('README.md').matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(read.filter((name) => name !== 'NODE_ENV').sort());
});

test('every link of a document leads somewhere', () => {
  const broken = files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...text(path).matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map(([, target]) => join(path, '..', target ?? ''))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${path} -> ${target}`),
    );
  expect(broken).toEqual([]);
});

test('every problem is explained, with its status', () => {
  const explained = [...text('docs/problems.md').matchAll(/^\| `([\w-]+)` \| (\d+) \|/gm)].map(
    ([, code, status]) => `${code} ${status}`,
  );
  expect(explained.sort()).toEqual(problemCodes.map((code) => `${code} ${problems[code].status}`).sort());
});

test('every old fault has a test that is named after it', () => {
  const rows = [
    ...text('docs/tests-of-old-faults.md').matchAll(
      /^\| (\d+) \|.*\| \[`([^`]+)`\]\([^)]*\) \| `([^`]+)` \|$/gm,
    ),
  ].map(([, fault, path = '', name = '']) => ({ fault: Number(fault), path, name }));
  expect([...new Set(rows.map(({ fault }) => fault))]).toEqual(
    Array.from({ length: 15 }, (_, index) => index + 1),
  );
  const lost = rows.filter(
    ({ path, name }) => !files.includes(path) || !text(path).includes(`test('${name}'`),
  );
  expect(lost).toEqual([]);
});

test('decisions are numbered without a gap and at most 50 lines', () => {
  const decisions = files.filter((path) => path.startsWith('docs/decisions/')).sort();
  expect(decisions.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]))).toEqual(
    decisions.map((_, index) => index + 1),
  );
  expect(decisions.filter((path) => text(path).split('\n').length > 51)).toEqual([]);
});

function importsOf(path: string): string[] {
  return [...text(path).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, module]) => module ?? '');
}
