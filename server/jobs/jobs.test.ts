import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { getConstructionPlans, PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from '../database.ts';
import { type Job, type Jobs, openJobs, settings } from './jobs.ts';

let databases: TestDatabase;
let superuser: pg.Client;
beforeAll(async () => {
  databases = await createDatabase();
  superuser = new pg.Client({ connectionString: databases.superuserUrl });
  await superuser.connect();
});
afterAll(() => superuser.end());

/** As the owner's login, which becomes the app, or as the app itself. */
function open(login: 'owner' | 'server'): Database {
  const database = openDatabase({
    url: login === 'owner' ? databases.ownerUrl : databases.serverUrl,
    setRole: login === 'owner',
    pooler: 'none',
    pipelines: 1,
    exclusive: 2,
    inFlightMax: 100,
    waitingMax: 100,
    statementMillisecondsMax: 20_000,
    onError: () => {},
  });
  onTestFinished(() => database.close());
  return database;
}

async function openWith(database: Database, errors: unknown[] = []): Promise<Jobs> {
  const jobs = await openJobs({ database, onError: (error) => errors.push(error) });
  onTestFinished(() => jobs.stop());
  return jobs;
}

async function queue(database: Database, jobs: Jobs, job: Job): Promise<void> {
  await database.asUser(
    { userId: job.userId, writes: { actor: 'person', requestId: 'r' } },
    await jobs.queued(job),
  );
  jobs.wake();
}

const newJob = (): Job => ({ userId: `person-${randomUUID()}`, generationId: randomUUID() });

async function states(): Promise<Record<string, string>> {
  const { rows } = await superuser.query(`select data ->> 'generationId' as id, state from pgboss.job`);
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}

test('the tables of the queue are those that the installed pg-boss would make', async () => {
  const [, version] =
    /INSERT INTO pgboss\.version\(version\) VALUES \('(\d+)'\)/.exec(getConstructionPlans('pgboss')) ?? [];
  const { rows } = await superuser.query('select version from pgboss.version');
  expect(rows).toEqual([{ version: Number(version) }]);
  const boss = new PgBoss({ connectionString: databases.superuserUrl, schema: 'pgboss', migrate: false });
  boss.on('error', () => {});
  await boss.start();
  const drift = await boss.detectSchemaDrift();
  await boss.stop({ graceful: false });
  expect(drift).toMatchObject({ ok: true });
});

test.for(['server', 'owner'] as const)('a job is carried out once, as the login of the %s', async (login) => {
  const database = open(login);
  const errors: unknown[] = [];
  const jobs = await openWith(database, errors);
  const seen: Job[] = [];
  const job = newJob();
  const done = new Promise<void>((resolve) => {
    jobs.begin(2, async (one) => {
      seen.push(one);
      resolve();
    });
  });
  await queue(database, jobs, job);
  await done;
  await expect.poll(async () => (await states())[job.generationId]).toBe('completed');
  expect(seen).toEqual([job]);
  expect(errors).toEqual([]);
});

test('looking after the queue needs no right that the app does not have', async () => {
  const errors: unknown[] = [];
  const { forJobs: db } = open('server');
  const boss = new PgBoss({ ...settings, db: db as never });
  boss.on('error', (error) => errors.push(error));
  boss.on('warning', (warning) => errors.push(warning));
  await boss.start();
  await superuser.query('update pgboss.queue set monitor_on = null, maintain_on = null');
  await boss.supervise();
  await boss.resolveFlow();
  await boss.stop({ graceful: false });
  expect(errors).toEqual([]);
});

test('what was queued by a transaction that failed is not there', async () => {
  const database = open('server');
  const jobs = await openWith(database);
  const job = newJob();
  const failing = { text: 'select 1 / 0', values: [] };
  const run = { userId: job.userId, writes: { actor: 'person', requestId: 'r' } } as const;
  await expect(database.asUser(run, await jobs.queued(job), failing)).rejects.toThrow(/division/);
  expect((await states())[job.generationId]).toBe(undefined);
});

test('a stop lets go of what is under way, and another process carries it out', async () => {
  const database = open('server');
  const jobs = await openJobs({ database, onError: () => {} });
  const job = newJob();
  const begun = new Promise<void>((resolve) => {
    jobs.begin(1, (_one, stopping) => {
      resolve();
      return new Promise((_, reject) => stopping.addEventListener('abort', () => reject(stopping.reason)));
    });
  });
  await queue(database, jobs, job);
  await begun;
  await jobs.stop();
  expect((await states())[job.generationId]).toBe('retry');
  const others = await openWith(database);
  const taken = new Promise<Job>((resolve) => others.begin(1, async (one) => resolve(one)));
  expect(await taken).toEqual(job);
});

test('the job of a worker that fell silent goes to another one', async () => {
  const database = open('server');
  const jobs = await openWith(database);
  const job = newJob();
  await queue(database, jobs, job);
  const silent = new PgBoss({
    connectionString: databases.superuserUrl,
    schema: 'pgboss',
    migrate: false,
    supervise: false,
  });
  silent.on('error', () => {});
  await silent.start();
  expect(await silent.fetch('generations')).toHaveLength(1);
  await silent.stop({ graceful: false });
  const taken = new Promise<Job>((resolve) => jobs.begin(1, async (one) => resolve(one)));
  expect(await taken).toEqual(job);
}, 60_000);
