import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, openCluster } from './cluster.ts';
import { judge } from './judge.ts';
import {
  create,
  importDump,
  newPerson,
  type Person,
  remove,
  settled,
  update,
  type Written,
} from './person.ts';
import { type ServerProcess, startServer } from './server.ts';

const writersOfEach = 4;
const acknowledgedBeforeKill = { least: 10, most: 60 };

export interface CrashOutcome {
  wrong: string[];
  /** Kills by what was killed. */
  kills: Record<Victim, number>;
  acknowledged: number;
  /** Writes whose answer never came, of which some had been made and some not. */
  unanswered: number;
  madeUnanswered: number;
}
export type Victim = 'server' | 'postmaster and backends' | 'one backend';

interface Run {
  cluster: Cluster;
  server: ServerProcess;
  people: [Person, Person];
  outcome: CrashOutcome;
  dump: string;
}

/** Kills one after the other under writes, and after each asks whether what was acknowledged is there, and only that. */
export async function crash(victims: readonly Victim[]): Promise<CrashOutcome> {
  const cluster = await openCluster();
  const dump = await readFile(join(import.meta.dirname, '../../legacy/fixtures/handoff.json'), 'utf8');
  const people: [Person, Person] = [newPerson('ann'), newPerson('ben')];
  const kills = { server: 0, 'postmaster and backends': 0, 'one backend': 0 };
  const outcome = { wrong: [], kills, acknowledged: 0, unanswered: 0, madeUnanswered: 0 };
  const run: Run = { cluster, server: await startServer(cluster), people, outcome, dump };
  try {
    for (const victim of victims) await round(run, victim);
  } finally {
    for (const person of people) person.close();
    await run.server.stop();
    await cluster.remove();
  }
  return outcome;
}

async function round(run: Run, victim: Victim): Promise<void> {
  const { people, outcome, cluster } = run;
  for (const person of people) await person.signIn(run.server.url);
  const state = { over: false, acknowledged: 0 };
  const taken = new Set<Written>();
  const writers = people.flatMap((person) =>
    Array.from({ length: writersOfEach }, () => write(run, person, taken, state)),
  );
  const until = randomInt(acknowledgedBeforeKill.least, acknowledgedBeforeKill.most);
  while (state.acknowledged < until) await delay(1);
  await kill(run, victim);
  state.over = true;
  await Promise.all(writers);
  outcome.kills[victim] += 1;
  outcome.acknowledged += state.acknowledged;
  await restart(run, victim);
  for (const person of people) await person.signIn(run.server.url);
  await untilServed(people);
  const found = await judge(people, cluster.superuserUrl);
  for (const person of people) found.push(...(await repeatUnanswered(person, outcome)));
  found.push(...(await judge(people, cluster.superuserUrl)));
  outcome.wrong.push(...found.map((sentence) => `after a kill of ${victim}: ${sentence}`));
  // What has been judged twice is not written again; rounds stay short.
  for (const person of people) {
    person.documents = person.documents.slice(-keptDocuments);
    person.imports = person.imports.slice(-keptDocuments);
  }
}

const keptDocuments = 200;

async function write(
  { dump }: Run,
  person: Person,
  taken: Set<Written>,
  state: { over: boolean; acknowledged: number },
): Promise<void> {
  while (!state.over) {
    const status = await writeOnce(person, dump, taken);
    if (status > 0 && status < 300) state.acknowledged += 1;
    else if (status !== 0 && status !== 503) throw new Error(`a write was answered ${status}`);
    else await delay(5);
  }
}

async function writeOnce(person: Person, dump: string, taken: Set<Written>): Promise<number> {
  const choice = randomInt(10);
  if (choice < 4) return create(person);
  if (choice < 5) return importDump(person, dump);
  const free = settled(person).filter((written) => !taken.has(written));
  const written = free[randomInt(Math.max(1, free.length))];
  if (!written) return create(person);
  taken.add(written);
  try {
    return await (choice < 8 ? update(person, written) : remove(person, written));
  } finally {
    taken.delete(written);
  }
}

async function kill({ server, cluster }: Run, victim: Victim): Promise<void> {
  if (victim === 'server') return server.kill();
  const all = await cluster.processes();
  const backends = all.filter(({ isClient }) => isClient);
  const chosen = victim === 'one backend' ? backends.slice(0, 1) : all;
  // In one call: nobody is left to tell the others.
  spawnSync('kill', ['-9', ...chosen.map(({ pid }) => String(pid))]);
}

async function restart(run: Run, victim: Victim): Promise<void> {
  if (victim === 'server') run.server = await startServer(run.cluster);
  if (victim !== 'postmaster and backends') return;
  await run.cluster.stop();
  await run.cluster.start();
}

/** After a crash the server finds out at the next request; PostgreSQL takes connections once it has recovered. */
export async function untilServed(people: readonly Person[]): Promise<void> {
  for (const { ask } of people) {
    for (let tries = 0, good = 0; good < 12; tries += 1) {
      const { status } = await ask({ method: 'GET', path: '/api/company?limit=1' });
      good = status === 200 ? good + 1 : 0;
      if (tries > 400) throw new Error(`the server does not recover: it still answers ${status}`);
      if (status !== 200) await delay(25);
    }
  }
}

/** What a client does whose answer never came: the same again. Done before or not, it is done once. */
async function repeatUnanswered(person: Person, outcome: CrashOutcome): Promise<string[]> {
  const wrong: string[] = [];
  for (const written of person.documents) {
    if (!written.unanswered) continue;
    const { outcome: meant, repeat } = written.unanswered;
    const { status } = await repeat(person.ask);
    outcome.unanswered += 1;
    if (![201, 204].includes(status) && !(written.acknowledged && meant && status === 200))
      outcome.madeUnanswered += 1;
    if (![200, 201, 204, 404, 412].includes(status)) wrong.push(`${written.id} again: answered ${status}`);
    written.acknowledged = meant;
    delete written.unanswered;
  }
  for (const imported of person.imports) {
    if (imported.acknowledged) continue;
    const { status } = await imported.repeat(person.ask);
    outcome.unanswered += 1;
    if (status === 200) outcome.madeUnanswered += 1;
    if (status !== 200 && status !== 201) wrong.push(`import ${imported.mark} again: answered ${status}`);
    imported.acknowledged = true;
  }
  return wrong;
}
