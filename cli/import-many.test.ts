import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { me } from '@blossomer/contract';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { asSuperuser } from '../testing/postgres.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { type Fault, openGateway } from './test-gateway.ts';
import { blossomer, type Folder, openFolder, startBlossomer } from './test-run.ts';

vi.setConfig({ testTimeout: 120_000 }); // Each command is a process of its own.

const reason = 'They asked for it';
let server: TestServer;
let folder: Folder;
let token: string;

beforeAll(async () => {
  [server, folder] = await Promise.all([startTestServer(), openFolder()]);
  token = await server.token('admin@example.test');
  await server.client('admin@example.test')(me.view);
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`update users set role = 'admin' where email = 'admin@example.test'`),
  );
});
afterAll(async () => {
  await Promise.all([server?.stop(), folder?.remove()]);
});

type FaultOf = Parameters<typeof openGateway>[1];

async function gatewayTo(faultOf?: FaultOf) {
  const gateway = await openGateway(server, faultOf);
  onTestFinished(gateway.stop);
  const args = (...more: string[]) => ['import', ...more, '--url', gateway.url, '--token', token];
  return { gateway, args };
}

/** One account with a name of its own. */
function dumpOf(name: string): Record<string, string> {
  const account = { id: `target_account_1752000000000_${name}`, targetAccountName: name };
  return { dashboard_overview: `{"companyName":"${name} Inc"}`, target_accounts: JSON.stringify([account]) };
}

/** People of one test have ids that begin alike. */
function idOf(test: string, index: number): string {
  const beginning = createHash('sha256').update(test).digest('hex').slice(0, 8);
  return `${beginning}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function linesOf(test: string, count: number): string {
  const people = Array.from({ length: count }, (_, index) => idOf(test, index));
  return people.map((user) => `${JSON.stringify({ user, dump: dumpOf(user) })}\n`).join('');
}

/** How many imports and accounts each person with such an id has. */
async function kept(test: string): Promise<{ people: number; imports: number; accounts: number }> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as people, coalesce(sum((select count(*) from imports where user_id = users.id)), 0)::int as imports,
          coalesce(sum((select count(*) from accounts where user_id = users.id)), 0)::int as accounts
        from users where email like $1 or id like $1`,
      [`${idOf(test, 0).slice(0, 8)}-%`],
    );
    return rows[0];
  });
}

async function reportOf(path: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('lines of many people come in, each for its own person, and a broken line spoils no other', async () => {
  const { args } = await gatewayTo();
  const path = await folder.write(
    'people.ndjson',
    [
      linesOf('many', 3),
      '{"user":"x","dump":[1]}\n',
      '\n{"user":"y","dump":{}\n',
      '{"dump":{}}\n',
      '{"user":"..","dump":{}}\n',
      JSON.stringify({ user: idOf('many', 3), dump: { ...dumpOf('last'), authState: 'geheim' } }),
    ].join(''),
  );
  const report = join(folder.path, 'report.ndjson');
  const { code, stdout, stderr } = await blossomer(
    args(path, '--yes', '--reason', reason, '--report', report),
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^8 people: 4 imported, 4 failed\.\nSecrets of 1 person were not sent/);
  expect(stdout).toMatch(/^account +4 +0 +0 +0$/m);
  expect(stdout).toMatch(/\nFailed:\n {2}4 {2}unreadable: [^\n]+ \(first: people\.ndjson:4\)\n$/);
  expect(stderr).toContain('people.ndjson:8: The id of a person has 1 to 255 visible ASCII characters');
  expect(await kept('many')).toEqual({ people: 4, imports: 4, accounts: 4 });
  const told = await reportOf(report);
  expect(told).toHaveLength(8);
  expect(told).toContainEqual({
    position: 'people.ndjson:4',
    user: null,
    status: 'failed',
    problem: expect.objectContaining({ code: 'unreadable', detail: expect.stringContaining('holds a list') }),
  });
  expect(told).toContainEqual(
    expect.objectContaining({
      position: 'people.ndjson:9',
      user: idOf('many', 3),
      status: 'imported',
      importId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      findings: expect.any(Number),
    }),
  );
  expect(JSON.stringify(told) + stdout + stderr).not.toContain('geheim');
});

test('a folder holds one dump a person, named by their id', async () => {
  const { args } = await gatewayTo();
  const inside = await openFolder();
  onTestFinished(inside.remove);
  for (const user of [idOf('dir', 0), idOf('dir', 1)])
    await inside.write(`${user}.json`, JSON.stringify(dumpOf(user)));
  await inside.write('readme.txt', 'not a dump');
  const dry = await blossomer(args(inside.path, '--dry-run', '--reason', reason, '--json'));
  expect(dry.code).toBe(0);
  expect(JSON.parse(dry.stdout)).toMatchObject({ people: 2, imported: 2, dryRun: true, complete: true });
  expect((await kept('dir')).accounts).toBe(0);
  expect((await blossomer(args(inside.path, '--yes', '--reason', reason))).code).toBe(0);
  expect(await kept('dir')).toEqual({ people: 2, imports: 2, accounts: 2 });
});

test('what ends a process in the middle ends no person twice and leaves nobody out', async () => {
  const held: (() => void)[] = [];
  let isOver = false;
  const { args } = await gatewayTo(async (nth) => {
    if (nth < 25 || isOver) return undefined;
    // Those under way are carried out, and this process is gone before it hears of it.
    await new Promise<void>((resolve) => held.push(resolve));
    return { hangUp: 'after' };
  });
  const path = await folder.write('sixty.ndjson', linesOf('sixty', 60));
  const line = args(path, '--yes', '--reason', reason);
  const first = startBlossomer(line);
  await vi.waitUntil(() => held.length === 4, { timeout: 60_000 });
  first.child.kill('SIGKILL');
  expect((await first.outcome).code).toBeNull();
  isOver = true;
  for (const go of held) go();
  await vi.waitUntil(async () => (await kept('sixty')).imports === 29, { timeout: 60_000 });
  // The last line is torn, as a machine that loses its power leaves it.
  const journal = await readFile(`${path}.journal`, 'utf8');
  await writeFile(`${path}.journal`, `${journal}{"at":"2026-`);

  const report = join(folder.path, 'sixty-report.ndjson');
  const { code, stdout, stderr } = await blossomer([...line, '--report', report]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^60 people: 35 imported, 25 done before\.\n/);
  expect(stderr).toContain(
    `${path}.journal knows 25 people who are done; with the same dump they are skipped.\n`,
  );
  expect(await kept('sixty')).toEqual({ people: 60, imports: 60, accounts: 60 });
  expect(new Set((await reportOf(report)).map(({ user, importId }) => `${user} ${importId}`)).size).toBe(60);

  // A changed dump is not what was done.
  await writeFile(path, linesOf('sixty', 60).replaceAll(`${idOf('sixty', 7)} Inc`, 'Other Ltd'));
  const third = await blossomer(line);
  expect(third.stdout).toMatch(/^60 people: 1 imported, 59 done before\.\n/);
});

test('an interrupt lets what is under way end, and says how to go on', async () => {
  const held: (() => void)[] = [];
  let isOver = false;
  const { args } = await gatewayTo(async (nth) => {
    if (nth >= 6 && !isOver) await new Promise<void>((resolve) => held.push(resolve));
    return undefined;
  });
  const path = await folder.write('stopped.ndjson', linesOf('stopped', 20));
  const line = args(path, '--yes', '--reason', reason, '--concurrency', '3');
  const first = startBlossomer(line);
  await vi.waitUntil(() => held.length === 3, { timeout: 60_000 });
  first.child.kill('SIGINT');
  await vi.waitUntil(() => first.stderr().includes('Stopping:'), { timeout: 60_000 });
  isOver = true;
  for (const go of held) go();
  const { code, stdout, stderr } = await first.outcome;
  expect(code).toBe(130);
  expect(stdout).toMatch(/^9 people: 9 imported\.\n/);
  expect(stderr).toContain(
    `Stopped before the end of the input. Run the same command again: it goes on from ${path}.journal.\n`,
  );
  expect((await blossomer(line)).stdout).toMatch(/^20 people: 11 imported, 9 done before\.\n/);
  expect(await kept('stopped')).toEqual({ people: 20, imports: 20, accounts: 20 });
});

test('a server that is busy is waited for, and a lost answer doubles nothing', async () => {
  const faults: Fault[] = [
    { status: 429, retryAfter: '1' },
    { status: 503, retryAfter: new Date(Date.now() + 1000).toUTCString() },
    { status: 502 },
    { status: 503 },
    { hangUp: 'before' },
    { hangUp: 'after' },
    { hangUp: 'after' },
  ];
  const { gateway, args } = await gatewayTo((nth) => faults[nth]);
  const path = await folder.write('busy.ndjson', linesOf('busy', 6));
  const { code, stdout, stderr } = await blossomer(args(path, '--yes', '--reason', reason));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^6 people: 6 imported\.\n/);
  expect(stderr).toMatch(/trying again in \d+ s\.\n/);
  expect(gateway.imports()).toBe(6 + faults.length);
  expect(await kept('busy')).toEqual({ people: 6, imports: 6, accounts: 6 });
});

test('what would befall everybody ends the import at once: a token that ran out', async () => {
  const { gateway, args } = await gatewayTo((nth) => (nth < 2 ? undefined : { status: 401 }));
  const path = await folder.write('expired.ndjson', linesOf('expired', 30));
  const { code, stdout, stderr } = await blossomer(
    args(path, '--yes', '--reason', reason, '--concurrency', '1'),
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^2 people: 2 imported\.\n/);
  expect(gateway.imports()).toBe(3);
  expect(stderr).toMatch(
    /does not accept this token; [^\n]+ Run the same command again: it goes on from [^\n]+\n$/,
  );
});

test('standard input comes in as it flows', async () => {
  const { args } = await gatewayTo();
  const { child, outcome } = startBlossomer(args('-', '--yes', '--reason', reason));
  child.stdin.write(linesOf('piped', 2));
  await vi.waitUntil(async () => (await kept('piped')).imports === 2, { timeout: 60_000 });
  child.stdin.end(JSON.stringify({ user: idOf('piped', 2), dump: dumpOf('last') }));
  const { code, stderr } = await outcome;
  expect(code).toBe(0);
  expect(stderr).toContain('No journal is kept of standard input; name one with --journal');
  expect((await kept('piped')).imports).toBe(3);
});

test('one file for another person shows their whole report', async () => {
  const { args } = await gatewayTo();
  const file = await folder.write('other.json', JSON.stringify(dumpOf('other')));
  const line = args(file, '--user', idOf('other', 0), '--yes', '--reason', reason);
  const { code, stdout } = await blossomer(line);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Imported \([0-9a-f-]{36}\)\.\n/);
  expect(await kept('other')).toEqual({ people: 1, imports: 1, accounts: 1 });
  expect(await readdir(folder.path)).not.toContain('other.json.journal');
});

test('several files of one person are theirs', async () => {
  const { args } = await gatewayTo();
  const files = await Promise.all(
    ['own-0', 'own-1'].map((name) => folder.write(`${name}.json`, JSON.stringify(dumpOf(name)))),
  );
  expect((await blossomer(args(...files, '--yes'))).stdout).toMatch(/^2 people: 2 imported\.\n/);
});

const wrongLines: [what: string, args: string[], sentence: string][] = [
  ['nobody can be asked', ['people.ndjson', '--reason', 'x'], 'Without a terminal nobody can be asked: '],
  ['no reason', ['people.ndjson', '--yes'], 'An import for others needs a reason, '],
  [
    'a person and a folder',
    ['.', '--user', 'ann', '--yes', '--reason', 'x'],
    '. names its people itself; leave --user out.',
  ],
  [
    'a reason for oneself',
    ['one.json', 'one.json', '--yes', '--reason', 'x'],
    '--reason is for an import for others',
  ],
  [
    'both',
    ['one.json', '--user', 'ann', '--self', '--yes', '--reason', 'x'],
    'Name either --user or --self.',
  ],
  [
    'too many at a time',
    ['one.json', '--concurrency', '33'],
    "error: option '--concurrency <n>' argument '33' is invalid.",
  ],
  [
    'what is no journal',
    ['people.ndjson', '--yes', '--reason', 'x', '--journal', 'one.json'],
    'one.json is no journal of an import.',
  ],
];

test('wrong usage is exit code 2 and one sentence', async () => {
  await folder.write('people.ndjson', linesOf('wrong', 1));
  await folder.write('one.json', JSON.stringify(dumpOf('one')));
  const asked = wrongLines.map(async ([what, args, sentence]) => {
    const line = ['import', ...args, '--url', server.url, '--token', token];
    return { what, sentence, ...(await blossomer(line, {}, folder.path)) };
  });
  for (const { what, sentence, code, stdout, stderr } of await Promise.all(asked)) {
    expect({ code, stdout }, what).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(sentence), stderr).toBe(true);
    expect(stderr.trimEnd().split('\n'), what).toHaveLength(1);
  }
});

test('memory does not grow with the number of people', async () => {
  const big = 'x'.repeat(300_000);
  const lines = Array.from({ length: 120 }, (_, index) =>
    JSON.stringify({ user: idOf('memory', index % 2), dump: { never_ours: `${index} ${big}` } }),
  );
  const path = await folder.write('memory.ndjson', lines.join('\n'));
  const { args } = await gatewayTo(() => ({ status: 422 }));
  const line = args(path, '--yes', '--reason', reason, '--concurrency', '2');
  // 36 MB of dumps through 40 MB of heap.
  const { code, stdout } = await blossomer(line, { NODE_OPTIONS: '--max-old-space-size=40' });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^120 people: 0 imported, 120 failed\.\n/);
});
