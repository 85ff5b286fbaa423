import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startIssuer } from './test-issuer.ts';

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 30_000 });

const script = fileURLToPath(new URL('token.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function token(args: string[], env: Record<string, string> = {}, cwd?: string): Promise<Outcome> {
  const folder = cwd ?? (await newFolder());
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', tsx, script, ...args],
      { cwd: folder, env },
      (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
  });
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dev-auth-token-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What a running server leaves in its data folder. */
async function folderOf(url: string): Promise<string> {
  const folder = await newFolder();
  await mkdir(join(folder, '.data'));
  await writeFile(join(folder, '.data', 'server.json'), JSON.stringify({ url, pid: 1 }));
  return folder;
}

test('prints the token alone, of the server that PORT names', async () => {
  const issuer = await startIssuer();
  const outcome = await token(['ann@example.test'], { PORT: new URL(issuer.origin).port });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(decodeJwt(outcome.stdout.trim()).email).toBe('ann@example.test');
});

test('finds the server through the data folder', async () => {
  const issuer = await startIssuer();
  const folder = await folderOf(issuer.origin);
  const outcomes = [
    await token(['ann@example.test'], {}, folder),
    await token(['ann@example.test'], { DATA_DIR: join(folder, '.data') }),
  ];
  const people = outcomes.map(({ stdout }) => decodeJwt(stdout.trim()).sub);
  expect(people).toEqual(Array(2).fill(issuer.devAuth.people.list()[0]?.id));
});

test('shows its usage unless there is one address', async () => {
  const wrong = [[], ['--help'], ['ann@example.test', 'bob@example.test']];
  const usage = 'Usage: npm run -s token -- <e-mail address>\n';
  for (const outcome of await Promise.all(wrong.map((args) => token(args)))) {
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: usage });
  }
});

test('says where it looked when no server has ever run', async () => {
  const folder = await newFolder();
  const { code, stdout, stderr } = await token(['ann@example.test'], { DATA_DIR: folder });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    `No development server is running (looked at ${join(folder, 'server.json')}). Start it with: npm start\n`,
  );
});

test('says where it looked when the server has stopped', async () => {
  const app = fastify();
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  await app.close();
  const stderr = `No development server is running (looked at ${url}). Start it with: npm start\n`;
  expect(await token(['ann@example.test'], { PORT: new URL(url).port })).toEqual({
    code: 1,
    stdout: '',
    stderr,
  });
  expect(await token(['ann@example.test'], {}, await folderOf(url))).toEqual({ code: 1, stdout: '', stderr });
});

test('says that a server without the issuer has none', async () => {
  const app = fastify();
  onTestFinished(() => app.close());
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const stderr = `The server at ${url} has no development sign-in.\n`;
  expect(await token(['ann@example.test'], {}, await folderOf(url))).toEqual({ code: 1, stdout: '', stderr });
});

test.each([
  [
    'an address that is none',
    ['ann'],
    {},
    'The request does not fit: body.email: is not an e-mail address.\n',
  ],
  [
    'a port that is none',
    ['ann@example.test'],
    { PORT: '70000' },
    'PORT must be a number from 1 to 65535.\n',
  ],
])('refuses %s in a sentence', async (_what, args, env, stderr) => {
  const folder = await folderOf((await startIssuer()).origin);
  expect(await token(args, env, folder)).toEqual({ code: 1, stdout: '', stderr });
});
