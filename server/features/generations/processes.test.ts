import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@blossomer/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../testing/database.ts';
import { startWireServer, type WireServer } from '../../ai/wire/test-wire-server.ts';
import type { Person } from '../../hostile/person.ts';
import { startTestSite, type TestSite } from '../../website/test-site.ts';
import { begin, ended, readEvents, rowsOf } from './test-following.ts';

/** Real processes with the real pipeline, a website on this machine and a server that speaks a provider's protocol. */
let site: TestSite;
let wire: WireServer;
let databases: TestDatabase;
let dataDir: string;
let children: ChildProcess[];
beforeAll(async () => {
  site = await startTestSite();
  wire = await startWireServer();
});
afterAll(async () => {
  await wire.stop();
  await site.close();
});
beforeEach(async () => {
  databases = await createDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'blossomer-processes-'));
  children = [];
  wire.forget();
  wire.answerWith(null);
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  await rm(dataDir, { recursive: true, force: true });
});

interface Process {
  url: string;
  child: ChildProcess;
  authorization: string;
  ann: Person;
}

async function start(folder = dataDir): Promise<Process> {
  const settings = {
    ...{ DATA_DIR: folder, WEBSITE_ALLOW_LOOPBACK: 'true', GENERATION_WORKERS: '3' },
    ...{
      AI_PROVIDERS: 'compatible',
      AI_COMPATIBLE_MODEL: 'm',
      AI_COMPATIBLE_BASE_URL: wire.baseUrl('compatible'),
    },
    ...{ LIMIT_GENERATE_COMPANY: '1000', LIMIT_GENERATE_TOKENS: '100000000' },
  };
  const { serverUrl, ownerUrl } = databases;
  const child = fork(
    new URL('./test-process.ts', import.meta.url),
    [JSON.stringify({ serverUrl, ownerUrl, settings })],
    { execArgv: ['--import', 'tsx'], stdio: 'inherit' },
  );
  children.push(child);
  const [url] = (await once(child, 'message')) as [string];
  const reply = await fetch(`${url}/dev-auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"ann@example.test"}',
  });
  const { accessToken } = (await reply.json()) as { accessToken: string };
  const client = createClient({ baseUrl: url, token: () => accessToken });
  const ann = { email: 'ann@example.test', client, send: () => Promise.reject(new Error('not used')) };
  return { url, child, authorization: `Bearer ${accessToken}`, ann };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const company = () => ({ kind: 'company', inputs: { url: site.url } }) as const;
const written = () => rowsOf({ databases }, `select actor, count(*)::int from revisions group by actor`);
const spent = (id: string) =>
  rowsOf(
    { databases },
    `select run, used_tokens = reserved_tokens as "in full", used_tokens > 0 as used from generation_spending
      where generation_id = $1 order by run`,
    [id],
  );

/** A generation whose model does not answer, in a process that is then killed. */
async function killedInTheMiddle(): Promise<string> {
  wire.answerWith(() => ({ hang: true }));
  const first = await start();
  const { id } = await begin(first.ann, company());
  await expect.poll(() => wire.served.length, { timeout: 30_000 }).toBe(1);
  await kill(first.child);
  wire.answerWith(null);
  return id;
}

test('killed in the middle of a request to the model, it begins anew and ends once', async () => {
  const id = await killedInTheMiddle();
  const second = await start();
  const done = await ended(second.ann, id);
  expect(done).toMatchObject({ state: 'done', provider: 'compatible', documentVersion: 1 });
  expect(await written()).toEqual([{ actor: 'generation', count: 1 }]);
  const told = await readEvents(second.url, { authorization: second.authorization }, id);
  expect(told.filter(({ event }) => event === 'restarted')).toHaveLength(1);
  expect(told.map((each) => Number(each.id))).toEqual(told.map((_, index) => index + 1));
  expect(await spent(id)).toEqual([
    { run: 1, 'in full': true, used: true },
    { run: 2, 'in full': false, used: true },
  ]);
}, 240_000);

test('one that was lost with its server too often ends and says so', async () => {
  const id = await killedInTheMiddle();
  await rowsOf({ databases }, 'update generations set lost = 2 where id = $1', [id]);
  const second = await start();
  const failed = await ended(second.ann, id);
  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'server-stopped' } });
  expect(await written()).toEqual([]);
  expect(wire.served).toHaveLength(1);
  expect(await spent(id)).toEqual([{ run: 1, 'in full': true, used: true }]);
}, 240_000);

test('two processes on one database carry each job out once, and tell of each other’s', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'blossomer-processes-'));
  const [one, other] = await Promise.all([start(), start(folder)]);
  const both = await Promise.all(
    [one, other].flatMap((each) =>
      Array.from({ length: 6 }, () => begin(each.ann, company()).then(({ id }) => ({ id, each }))),
    ),
  );
  for (const { id, each } of both) {
    const told = await readEvents(each.url, { authorization: each.authorization }, id);
    expect(told.filter(({ event }) => event === 'done')).toHaveLength(1);
    expect(await ended(each.ann, id)).toMatchObject({ state: 'done', documentVersion: 1 });
  }
  expect(wire.served).toHaveLength(12);
  expect(await written()).toEqual([{ actor: 'generation', count: 12 }]);
  await rm(folder, { recursive: true, force: true });
}, 240_000);
