import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, openCluster } from './cluster.ts';
import { judge } from './judge.ts';
import { importDump, newPerson, type Person, type Written } from './person.ts';
import { type ServerProcess, startServer } from './server.ts';
import { takeTurn } from './soak-mix.ts';

const legs = 8;
const writersOfEach = 6;
const requestsPerTermination = 300;
const statementMilliseconds = 400;
const pool = { pipelines: 2, exclusive: 2 };
/** Those of the job queue, which carry no request. */
const jobConnections = 2;
const heapGrowthBytesMax = 2_000_000;

export interface SoakOutcome {
  /** What went wrong, as sentences. */
  wrong: string[];
  /** `kind status` and how often. */
  counts: Map<string, number>;
  requests: number;
  /** After each leg, without garbage. */
  heapBytes: number[];
  terminations: number;
  restarts: number;
  documents: number;
  imports: number;
}

interface Soak {
  cluster: Cluster;
  server: ServerProcess;
  people: [Person, Person];
  outcome: SoakOutcome;
  dump: string;
}

/** Two people on two connections, with everything going wrong that can; says what did not hold. */
export async function soak(requests: number): Promise<SoakOutcome> {
  const cluster = await openCluster();
  const server = await startServer({
    ...cluster,
    pool: { ...pool, statementSeconds: statementMilliseconds / 1000 },
  });
  const people: [Person, Person] = [newPerson('ann'), newPerson('ben')];
  const outcome = newOutcome();
  const dump = await readFile(join(import.meta.dirname, '../../legacy/fixtures/handoff.json'), 'utf8');
  const run = { cluster, server, people, outcome, dump };
  try {
    // A leg in which something did not hold is the last: what follows would only be more of it.
    for (let leg = 1; leg <= legs && outcome.wrong.length === 0; leg += 1)
      await runLeg(run, Math.round((requests * leg) / legs));
    outcome.wrong.push(...(await judge(people, cluster.superuserUrl)), ...heapFaults(outcome.heapBytes));
  } finally {
    for (const person of people) person.close();
    if (!(await server.stop()))
      outcome.wrong.push('the server does not stop: a connection was not given back');
    await cluster.remove();
  }
  outcome.documents = people.reduce((sum, { documents }) => sum + documents.length, 0);
  outcome.imports = people.reduce((sum, { imports }) => sum + imports.length, 0);
  return outcome;
}

function newOutcome(): SoakOutcome {
  const counted = { requests: 0, terminations: 0, restarts: 0, documents: 0, imports: 0 };
  return { wrong: [], counts: new Map(), heapBytes: [], ...counted };
}

/** Every second leg PostgreSQL is restarted under way; after each the connections are counted and the heap is weighed. */
async function runLeg(run: Soak, until: number): Promise<void> {
  const { cluster, server, people, outcome } = run;
  for (const person of people) await person.signIn(server.url);
  const leg = { begun: outcome.requests, until, restart: outcome.heapBytes.length % 2 === 1 };
  const taken = new Set<Written>();
  const writers = people.flatMap((person, index) =>
    Array.from({ length: writersOfEach }, () => write(run, [person, people[1 - index]!], taken, until)),
  );
  await Promise.all([...writers, disturb(run, leg)]);
  await untilServed(people);
  outcome.wrong.push(...(await transactionFaults(people, run.dump)));
  outcome.wrong.push(...(await connectionFaults(cluster)));
  outcome.heapBytes.push(await server.heapBytes());
}

async function write(
  { outcome, dump, cluster }: Soak,
  [person, other]: [Person, Person],
  taken: Set<Written>,
  until: number,
): Promise<void> {
  const onRows = (reader: Person, text: string) => outcome.wrong.push(...crossings(reader, other, text));
  const locking = (id: string, work: () => Promise<number>) => whileLocked(cluster.superuserUrl, id, work);
  while (outcome.requests < until) {
    outcome.requests += 1;
    const { name, status, allowed } = await takeTurn({ person, other, dump, taken, locking, onRows });
    const counted = `${name} ${status}`;
    outcome.counts.set(counted, (outcome.counts.get(counted) ?? 0) + 1);
    if (!allowed) outcome.wrong.push(`${person.email} ${name}: answered ${status}`);
    if (status === 503) await delay(20); // As a client does that is told to try again.
  }
}

/** Whatever holds a name of a row holds its person's canary, and no answer holds the other's. */
function crossings(reader: Person, other: Person, text: string): string[] {
  if (text.includes(other.canary)) return [`${reader.email} was answered a row of ${other.email}`];
  if (!text.includes('"items"')) return [];
  const { items } = JSON.parse(text) as { items: { name: string }[] };
  return items
    .filter(({ name }) => !name.includes(reader.canary))
    .map(({ name }) => `${reader.email} was answered "${name}"`);
}

/** Until somebody else's statement on it has timed out; without a database it is not locked and may go through. */
async function whileLocked(url: string, id: string, work: () => Promise<number>): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin');
    await client.query('select from companies where id = $1 for update', [id]);
  } catch {
    // PostgreSQL is being restarted.
  }
  const status = await work();
  await client.end().catch(() => {});
  return status;
}

async function disturb({ cluster, outcome }: Soak, leg: { begun: number; until: number; restart: boolean }) {
  const middle = (leg.begun + leg.until) / 2;
  let next = leg.begun + Math.min(requestsPerTermination, (leg.until - leg.begun) / 3);
  let restarting = leg.restart;
  while (outcome.requests < leg.until) {
    if (outcome.requests >= next) {
      next += requestsPerTermination;
      await terminate(cluster);
      outcome.terminations += 1;
    }
    if (restarting && outcome.requests >= middle) {
      restarting = false;
      await cluster.stop();
      await cluster.start();
      outcome.restarts += 1;
    }
    await delay(5);
  }
}

const ofTheServer = `from pg_stat_activity where application_name = 'blossomer'`;

async function terminate({ superuserUrl }: Cluster): Promise<void> {
  await asking(superuserUrl, `select pg_terminate_backend(pid) ${ofTheServer}`);
}

/** A connection that a transaction did not give back would be missing here: more are asked for than there are. */
async function transactionFaults(people: readonly Person[], dump: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const person of people) {
    for (let times = 0; times < pool.exclusive; times += 1) {
      let status = await importDump(person, dump);
      // The first on a connection that was terminated finds that out.
      for (let tries = 0; status === 503 && tries < pool.exclusive; tries += 1)
        status = await importDump(person, dump);
      if (status !== 201) wrong.push(`${person.email} imports when all is quiet: answered ${status}`);
    }
  }
  return wrong;
}

const settleMillisecondsMax = 10_000;

/** What clients gave up on ends within the time of a statement; then nothing may be left of it. */
async function connectionFaults({ superuserUrl }: Cluster): Promise<string[]> {
  const deadline = Date.now() + settleMillisecondsMax;
  for (;;) {
    const rows = await asking(superuserUrl, `select state ${ofTheServer}`);
    const busy = rows.filter(({ state }) => state !== 'idle').map(({ state }) => state);
    const bound = pool.pipelines + pool.exclusive + jobConnections;
    if (rows.length <= bound && busy.length === 0) return [];
    if (Date.now() > deadline) return [`${rows.length} connections of ${bound}; busy: ${busy.join(', ')}`];
    await delay(50);
  }
}

async function asking(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A lost connection is noticed by the request that meets it: a few tries per lane and nobody is told 503 any more. */
async function untilServed(people: readonly Person[]): Promise<void> {
  for (const { ask } of people) {
    for (let tries = 0, good = 0; good < 2 * pool.pipelines; tries += 1) {
      const { status } = await ask({ method: 'GET', path: '/api/company?limit=1' });
      good = status === 200 ? good + 1 : 0;
      if (tries > 200) throw new Error(`the server does not recover: it still answers ${status}`);
      if (status !== 200) await delay(20);
    }
  }
}

/** Warm from the second quarter on: what the last quarter adds is a leak when it is more than noise. */
function heapFaults(heapBytes: readonly number[]): string[] {
  if (heapBytes.length < legs) return [];
  const before = Math.max(...heapBytes.slice(2, 6));
  const last = Math.min(...heapBytes.slice(6));
  if (last - before <= heapGrowthBytesMax) return [];
  return [`the heap grew by ${last - before} bytes in the last quarter`];
}
