/**
 * `npm run crash`: kill -9 fifty times, half of them of the server, under all kinds of writes; `npm run crash -- imports`
 * under imports alone. Exit code 1 when something did not hold.
 */
import { crash, type Victim } from './crash.ts';
import { crashImports } from './crash-imports.ts';

const [first, second] = process.argv.slice(2);
const ofImports = first === 'imports';
const rounds = Number((ofImports ? second : first) ?? 50);
const order: readonly Victim[] = ['server', 'postmaster and backends', 'server', 'one backend'];
// An exit takes PostgreSQL along; a signal alone would leave it running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const begun = performance.now();
const victims = Array.from({ length: rounds }, (_, index) => order[index % order.length]!);
const outcome = ofImports ? await crashImports(victims) : await crash(victims);
const what = ofImports ? 'imports' : 'writes';
const made = 'wholeUnanswered' in outcome ? outcome.wholeUnanswered : outcome.madeUnanswered;
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const [victim, times] of Object.entries(outcome.kills)) say(`kill -9 of ${victim}: ${times}`);
say(
  `${outcome.acknowledged} ${what} acknowledged, ${outcome.unanswered} unanswered (${made} of them had been made), in ${Math.round((performance.now() - begun) / 1000)} s`,
);
for (const line of outcome.wrong.slice(0, 20)) say(`WRONG: ${line}`);
say(outcome.wrong.length === 0 ? 'all held' : `${outcome.wrong.length} did not hold`);
process.exitCode = outcome.wrong.length === 0 ? 0 : 1;
