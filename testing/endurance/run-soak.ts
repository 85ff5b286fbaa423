/** `npm run soak`: 20,000 requests, or as many as are named. Exit code 1 when something did not hold. */

import { soak } from './soak.ts';
import { kindNames } from './soak-mix.ts';

const requests = Number(process.argv[2] ?? 20_000);
// An exit takes PostgreSQL along; a signal alone would leave it running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const begun = performance.now();
const outcome = await soak(requests);
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const name of kindNames) {
  const counts = [...outcome.counts].filter(([counted]) => counted.replace(/ \d+$/, '') === name);
  say(
    `${name.padEnd(36)}${counts.map(([counted, times]) => `${/\d+$/.exec(counted)}: ${times}`).join('  ')}`,
  );
}
say(
  `${outcome.requests} requests in ${Math.round((performance.now() - begun) / 1000)} s; ${outcome.documents} documents, ${outcome.imports} imports; ${outcome.terminations} times all connections ended, ${outcome.restarts} restarts of PostgreSQL`,
);
say(`heap after each eighth, MB: ${outcome.heapBytes.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')}`);
for (const line of outcome.wrong.slice(0, 20)) say(`WRONG: ${line}`);
say(outcome.wrong.length === 0 ? 'all held' : `${outcome.wrong.length} did not hold`);
process.exitCode = outcome.wrong.length === 0 ? 0 : 1;
