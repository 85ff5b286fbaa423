import { spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from './ask.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { untilServed, type Victim } from './crash.ts';
import { type Importing, judgeImports } from './judge-imports.ts';
import { newPerson, type Person } from './person.ts';
import { type ServerProcess, startServer } from './server.ts';

const peopleOfRound = 6;
const acknowledgedBeforeKill = { least: 2, most: 8 };
/** So that a kill meets different statements each time. */
const millisecondsMoreMax = 40;

export interface CrashImportsOutcome {
  wrong: string[];
  kills: Record<Victim, number>;
  acknowledged: number;
  /** Imports whose answer never came, of which some were whole and the others were not there at all. */
  unanswered: number;
  wholeUnanswered: number;
}

interface Run {
  cluster: Cluster;
  server: ServerProcess;
  dump: string;
  outcome: CrashImportsOutcome;
}

/** Kills one after the other under imports of different people; afterwards each import is whole or absent. */
export async function crashImports(victims: readonly Victim[]): Promise<CrashImportsOutcome> {
  const cluster = await openCluster();
  const dump = await readFile(join(import.meta.dirname, '../../legacy/fixtures/handoff.json'), 'utf8');
  const kills = { server: 0, 'postmaster and backends': 0, 'one backend': 0 };
  const outcome = { wrong: [], kills, acknowledged: 0, unanswered: 0, wholeUnanswered: 0 };
  const run: Run = { cluster, server: await startServer(cluster), dump, outcome };
  try {
    for (const victim of victims) await round(run, victim);
  } finally {
    await run.server.stop();
    await cluster.remove();
  }
  return outcome;
}

/** People of its own in each round; each imports one dump after another until the kill, and then again what was not answered. */
async function round(run: Run, victim: Victim): Promise<void> {
  const { cluster, outcome, dump } = run;
  const people = Array.from({ length: peopleOfRound }, (_, index) =>
    newPerson(`importer-${index}-${randomBytes(4).toString('hex')}`),
  );
  const imports: Importing[] = [];
  const state = { over: false, acknowledged: 0 };
  try {
    for (const person of people) await person.signIn(run.server.url);
    const importers = people.map((person) => importing(person, dump, imports, state));
    const until = randomInt(acknowledgedBeforeKill.least, acknowledgedBeforeKill.most);
    while (state.acknowledged < until) await delay(1);
    await delay(randomInt(millisecondsMoreMax));
    await kill(run, victim);
    state.over = true;
    await Promise.all(importers);
    if (victim === 'server') run.server = await startServer(cluster);
    if (victim === 'postmaster and backends') {
      await cluster.stop();
      await cluster.start();
    }
    for (const person of people) await person.signIn(run.server.url);
    await untilServed(people);
    const found = await judgeImports(imports, cluster.superuserUrl, outcome);
    for (const one of imports.filter(({ status }) => status !== 201)) {
      one.status = (await one.send(one.person.ask)).status;
      if (one.status !== 201) found.push(`${one.mark} again: answered ${one.status}`);
    }
    found.push(...(await judgeImports(imports, cluster.superuserUrl)));
    outcome.wrong.push(...found.map((sentence) => `after a kill of ${victim}: ${sentence}`));
    outcome.kills[victim] += 1;
    outcome.acknowledged += state.acknowledged;
  } finally {
    for (const person of people) person.close();
  }
}

/** Each dump is of documents of its own, named by a mark that nothing else holds. */
async function importing(
  person: Person,
  dump: string,
  imports: Importing[],
  state: { over: boolean; acknowledged: number },
): Promise<void> {
  while (!state.over) {
    const mark = randomBytes(6).toString('hex');
    const own = dump
      .replaceAll(/(Acme Cloud|Mid SaaS|VP Eng|aws bill creep)\b(?!ineering)/g, `$1 ${mark}`)
      .replaceAll('acme.test', `${mark}.test`)
      .replaceAll('aw17qiek3', mark)
      .replaceAll('1795406708', `1795${String(randomInt(1_000_000)).padStart(6, '0')}`);
    const send = (ask: Ask) => ask({ method: 'POST', path: '/api/imports', text: `{"dump":${own}}` });
    const one: Importing = { person, mark, send, status: 0 };
    imports.push(one);
    one.status = (await send(person.ask)).status;
    if (one.status === 201) state.acknowledged += 1;
    else if (one.status !== 0 && one.status !== 503) throw new Error(`an import was answered ${one.status}`);
    else await delay(5);
  }
}

async function kill({ server, cluster }: Run, victim: Victim): Promise<void> {
  if (victim === 'server') return server.kill();
  const all = await cluster.processes();
  const backends = all.filter(({ isClient }) => isClient);
  // Any of them: some carry an import, some wait.
  const chosen = victim === 'one backend' ? [backends[randomInt(backends.length)]!] : all;
  spawnSync('kill', ['-9', ...chosen.map(({ pid }) => String(pid))]);
}
