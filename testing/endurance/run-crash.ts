/** `npm run crash`: kill -9 fifty times, half of them of the server. Exit code 1 when something did not hold. */
import { crash, type Victim } from './crash.ts';

const rounds = Number(process.argv[2] ?? 50);
const order: readonly Victim[] = ['server', 'postmaster and backends', 'server', 'one backend'];
// An exit takes PostgreSQL along; a signal alone would leave it running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const begun = performance.now();
const outcome = await crash(Array.from({ length: rounds }, (_, index) => order[index % order.length]!));
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const [victim, times] of Object.entries(outcome.kills)) say(`kill -9 of ${victim}: ${times}`);
say(
  `${outcome.acknowledged} writes acknowledged, ${outcome.unanswered} unanswered (${outcome.madeUnanswered} of them had been made), in ${Math.round((performance.now() - begun) / 1000)} s`,
);
for (const line of outcome.wrong.slice(0, 20)) say(`WRONG: ${line}`);
say(outcome.wrong.length === 0 ? 'all held' : `${outcome.wrong.length} did not hold`);
process.exitCode = outcome.wrong.length === 0 ? 0 : 1;
