import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDevAuth } from './index.ts';
import { removePerson } from './store.ts';

// One test starts a process of its own.
vi.setConfig({ testTimeout: 30_000 });

async function newDir(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'dev-auth-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  return join(parent, 'data', 'dev-auth');
}

async function modes(dir: string): Promise<Record<'file' | 'folder', string[]>> {
  const found = { file: new Set<string>(), folder: new Set<string>() };
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const path of [dir, ...entries.map((entry) => join(entry.parentPath, entry.name))]) {
    const { mode, isDirectory } = await stat(path).then((one) => ({
      mode: one.mode,
      isDirectory: one.isDirectory(),
    }));
    found[isDirectory ? 'folder' : 'file'].add((mode & 0o777).toString(8));
  }
  return { file: [...found.file], folder: [...found.folder] };
}

test('only the owner may read the keys, the people and the sessions', async () => {
  const dir = await newDir();
  const devAuth = await openDevAuth({ dir });
  const { id } = await devAuth.people.add({ email: 'ann@example.test' });
  await devAuth.sessions.start(id);
  await devAuth.keys.rotate('normal');

  expect(await modes(dir)).toEqual({ file: ['600'], folder: ['700'] });
});

test('a restart keeps the project, the people and their sessions', async () => {
  const dir = await newDir();
  const before = await openDevAuth({ dir });
  const person = await before.people.add({ email: 'ann@example.test', displayName: 'Ann' });
  const { sessionId, refreshToken } = await before.sessions.start(person.id);

  const after = await openDevAuth({ dir });

  expect(after.projectId).toBe(before.projectId);
  expect(after.people.withEmail('ANN@example.test')).toEqual(person);
  expect(after.sessions.find(refreshToken)?.id).toBe(sessionId);
});

test('a refresh token is stored as a hash, and a wrong one finds nothing', async () => {
  const dir = await newDir();
  const devAuth = await openDevAuth({ dir });
  const { id } = await devAuth.people.add({ email: 'ann@example.test' });
  const { sessionId, refreshToken } = await devAuth.sessions.start(id);

  const stored = await readFile(join(dir, 'sessions', `${sessionId}.json`), 'utf8');

  expect(stored).not.toContain(refreshToken.split('.')[1]);
  for (const wrong of ['', '.', sessionId, `${sessionId}.`, `${refreshToken}x`, `../${refreshToken}`]) {
    expect(devAuth.sessions.find(wrong)).toBeUndefined();
  }
});

test('who was removed is gone after a restart, with every session', async () => {
  const dir = await newDir();
  const before = await openDevAuth({ dir });
  const person = await before.people.add({ email: 'ann@example.test' });
  const { refreshToken } = await before.sessions.start(person.id);
  await removePerson(before, person);

  expect(await before.people.update(person, { displayName: 'Back again' })).toEqual(person);
  const after = await openDevAuth({ dir });

  expect(after.people.list()).toEqual([]);
  expect(after.sessions.find(refreshToken)).toBeUndefined();
  expect(await readdir(join(dir, 'sessions'))).toEqual([]);
  expect((await after.people.add({ email: 'ann@example.test' })).id).not.toBe(person.id);
});

test('two processes that start at once on an empty folder agree on the project and its keys', async () => {
  const dir = await newDir();
  const [one, two] = await Promise.all([openDevAuth({ dir }), openDevAuth({ dir })]);
  expect(one.projectId).toBe(two.projectId);
  expect(one.keys.publicKeys(['normal'])).toEqual(two.keys.publicKeys(['normal']));
});

test('the last of many changes at once is the one on disk', async () => {
  const dir = await newDir();
  const devAuth = await openDevAuth({ dir });
  const person = await devAuth.people.add({ email: 'ann@example.test' });
  const names = Array.from({ length: 50 }, (_, index) => `Ann ${index}`);
  await Promise.all(names.map((displayName) => devAuth.people.update(person, { displayName })));
  expect((await openDevAuth({ dir })).people.get(person.id)?.displayName).toBe('Ann 49');
});

test('a process killed while it writes loses nothing that it had confirmed', async () => {
  const dir = await newDir();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', signUpForever(dir)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const confirmed: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    confirmed.push(id);
    if (confirmed.length === 100) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');

  expect(child.signalCode).toBe('SIGKILL');
  const { people } = await openDevAuth({ dir });
  expect(confirmed.filter((id) => !people.get(id))).toEqual([]);
});

test('a damaged file is named, not guessed at', async () => {
  const dir = await newDir();
  await openDevAuth({ dir });
  await writeFile(join(dir, 'install.json'), '{"projectId":');
  await expect(openDevAuth({ dir })).rejects.toThrow(`${join(dir, 'install.json')} is damaged.`);
});

function signUpForever(dir: string): string {
  const index = fileURLToPath(new URL('index.ts', import.meta.url));
  return `
    import { openDevAuth } from ${JSON.stringify(index)};
    const { people } = await openDevAuth({ dir: ${JSON.stringify(dir)} });
    for (let count = 0; ; count++) {
      const { id } = await people.add({ email: count + '@example.test' });
      process.stdout.write(id + '\\n');
    }
  `;
}
