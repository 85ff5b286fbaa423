import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, companies, createClient, ImportReport, imports } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

const handoff = join(import.meta.dirname, '../legacy/fixtures/handoff.json');
const stages = (file: string, url: string) =>
  `Reading ${file}\nSending to ${url}\nWaiting for the server\nDone\n`;
let server: TestServer;
let folder: Folder;

beforeAll(async () => {
  [server, folder] = await Promise.all([startTestServer(), openFolder()]);
});
afterAll(async () => {
  await Promise.all([server?.stop(), folder?.remove()]);
});

async function importAs(email: string, args: string[]) {
  return blossomer(['import', '--url', server.url, '--token', await server.token(email), ...args]);
}

async function companiesOf(email: string): Promise<string[]> {
  const { body } = await server.client(email)(companies.list);
  return body.items.map(({ name }) => name);
}

function table(stdout: string): Record<string, number[]> {
  const rows = stdout.matchAll(/^(company|account|persona|campaign) +(\d+) +(\d+) +(\d+) +(\d+)$/gm);
  return Object.fromEntries([...rows].map(([, kind, ...counts]) => [kind, counts.map(Number)]));
}

const allOf = (counts: number[]) => ({
  company: counts,
  account: counts,
  persona: counts,
  campaign: counts,
});

test('a file comes in once: the second import finds everything there', async () => {
  const first = await importAs('ann@example.test', [handoff]);
  expect(first).toMatchObject({ code: 0, stderr: stages('handoff.json', server.url) });
  expect(first.stdout).toMatch(/^Imported \([0-9a-f-]{36}\)\.\n/);
  expect(table(first.stdout)).toEqual(allOf([1, 0, 0, 0]));

  const second = await importAs('ann@example.test', [handoff]);
  expect(second.code).toBe(0);
  expect(second.stdout).toMatch(/^Imported \([0-9a-f-]{36}\)\. Everything was there already\.\n/);
  expect(table(second.stdout)).toEqual(allOf([0, 0, 1, 0]));
  expect(await companiesOf('ann@example.test')).toEqual(['Acme Cloud']);
});

test('the summary explains every leaf and tells each finding as a sentence', async () => {
  const { stdout } = await importAs('ann@example.test', [handoff]);
  const [, leaves] = /What became of the (\d+) values \(leaves\) of the dump:/.exec(stdout) ?? [];
  const counts = [...stdout.matchAll(/^ {2}[a-z-]+ +(\d+)$/gm)].map(([, count]) => Number(count));
  expect(counts.length).toBeGreaterThan(1);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Number(leaves));
  expect(stdout).toMatch(/\nFindings:\n {2}- [^\n]+\. \[target_accounts\/0\]\n/);
});

test('a dry run says what would come and writes nothing', async () => {
  const { code, stdout } = await importAs('dry@example.test', [handoff, '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Dry run: nothing was written\. /);
  expect(table(stdout)).toEqual(allOf([1, 0, 0, 0]));
  expect(await companiesOf('dry@example.test')).toEqual([]);
});

test('with --json standard output is the report and nothing else', async () => {
  const { code, stdout, stderr } = await importAs('json@example.test', [
    handoff,
    '--json',
    '--label',
    'Läptop',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: stages('handoff.json', server.url) });
  expect(ImportReport.parse(JSON.parse(stdout)).entities.company.created).toBe(1);
});

test('values that somebody parsed are the same import as their strings', async () => {
  const strings: Record<string, string> = JSON.parse(await readFile(handoff, 'utf8'));
  const parsed = Object.fromEntries(Object.entries(strings).map(([key, text]) => [key, JSON.parse(text)]));
  const path = await folder.write('parsed.json', `\u{feff}${JSON.stringify(parsed, null, 2)}`);
  expect((await importAs('parsed@example.test', [handoff])).code).toBe(0);
  const { stdout } = await importAs('parsed@example.test', [path]);
  expect(table(stdout)).toEqual(allOf([0, 0, 1, 0]));
});

test('the server and the token are found without being named', async () => {
  await folder.write('server.json', JSON.stringify({ url: server.url, pid: 1 }));
  const env = { DATA_DIR: folder.path, BLOSSOMER_TOKEN: await server.token('found@example.test') };
  expect(await blossomer(['import', handoff], env)).toMatchObject({ code: 0 });
  expect(await companiesOf('found@example.test')).toEqual(['Acme Cloud']);
  const items = await server.client('found@example.test')(accounts.list);
  expect(items.body.items).toHaveLength(1);
});

test('what the command sends is what the contract takes', async () => {
  const client = createClient({ baseUrl: server.url, token: () => server.token('ann@example.test') });
  const dump = JSON.parse(await readFile(handoff, 'utf8'));
  const { body } = await client(imports.create, { body: { dump }, query: { dryRun: true } });
  const { stdout } = await importAs('ann@example.test', [handoff, '--dry-run', '--json']);
  expect({ ...JSON.parse(stdout), id: body.id }).toEqual(body);
});
