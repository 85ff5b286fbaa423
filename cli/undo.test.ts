import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, companies, ImportUndo, imports } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { blossomer } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

const handoff = join(import.meta.dirname, '../legacy/fixtures/handoff.json');
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

async function runAs(email: string, ...args: string[]) {
  return blossomer([...args, '--url', server.url, '--token', await server.token(email)]);
}

async function imported(email: string): Promise<string> {
  const dump = JSON.parse(await readFile(handoff, 'utf8'));
  return (await server.client(email)(imports.create, { body: { dump, label: 'Läptop\u001b[31m' } })).body.id;
}

test('an undo tells what went back and what stays, first without writing', async () => {
  const email = 'ann@example.test';
  const client = server.client(email);
  const id = await imported(email);
  const [account] = (await client(accounts.list)).body.items;
  const params = { id: account?.id ?? '' };
  await client(accounts.update, { params, ifMatch: '*', body: { name: 'Mine\u0007 now' } });

  const dry = await runAs(email, 'undo', id, '--dry-run', '--json');
  expect(dry.code).toBe(0);
  expect(ImportUndo.parse(JSON.parse(dry.stdout))).toMatchObject({ dryRun: true, failed: [] });
  expect((await client(companies.list)).body.items).toHaveLength(1);

  const { code, stdout } = await runAs(email, 'undo', id);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Import ${id} is undone\\.\\n\\nReversed: \\d\\n`));
  expect(stdout).toMatch(/\n {2}- campaign "aws bill creep": removed/);
  expect(stdout).toMatch(/\nKept: \d\n(.*\n)* {2}- account "Mine\u{fffd} now": edited since \(\/name\)\n/u);
  expect(stdout).toMatch(/\nFailed: 0\n$/);
});

test('imports are listed, the last first, with what became of them', async () => {
  const email = 'list@example.test';
  expect((await runAs(email, 'imports')).stdout).toBe('Nothing was imported for you yet.\n');
  const [first, second] = [await imported(email), await imported(email)];
  await server.client(email)(imports.undo, { params: { id: first } });
  const { code, stdout } = await runAs(email, 'imports');
  expect(code).toBe(0);
  const [heading, ...rows] = stdout.trimEnd().split('\n');
  expect(heading).toMatch(/^import +when +by +leaves +created +updated/);
  expect(rows.map((row) => row.split(/ +/)[0])).toEqual([second, first]);
  expect(rows[1]).toMatch(/ you +137 +4 +0 +0 +3 {2}undone {2}Läptop\u{fffd}\[31m$/u);
  const { stdout: json } = await runAs(email, 'imports', '--json');
  expect(JSON.parse(json).map(({ id }: { id: string }) => id)).toEqual([second, first]);
});

test('what is no import of yours is one sentence', async () => {
  const id = await imported('ben@example.test');
  const outcomes = await Promise.all([
    runAs('eve@example.test', 'undo', id),
    runAs('eve@example.test', 'undo', 'the-last-one'),
  ]);
  expect(outcomes).toEqual([
    { code: 1, stdout: '', stderr: 'There is no import of yours under this id.\n' },
    {
      code: 2,
      stdout: '',
      stderr: 'the-last-one is not the id of an import; "blossomer imports" lists them.\n',
    },
  ]);
});
