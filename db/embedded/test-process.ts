// What embedded.test.ts runs as a process of its own, so that it can be killed and can be another user.
// Argument: the options as JSON. Standard output: one JSON value a line. Standard input: `stop`, `start` or `exit`.

import { createInterface } from 'node:readline';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  type EmbeddedPostgresOptions,
  startEmbedded,
} from '../embedded.ts';

const options = JSON.parse(process.argv[2] ?? '') as EmbeddedPostgresOptions;
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
// A server drains before it stops its database: here it just goes on.
process.on('SIGINT', () => say({ event: 'interrupted' }));

let running: EmbeddedPostgres | undefined;
await start();
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'exit') process.exit(0);
  if (line === 'start') await start();
  if (line === 'stop') {
    await Promise.all([running?.stop(), running?.stop()]);
    say({ event: 'stopped' });
  }
}
await running?.stop();

async function start() {
  const begun = performance.now();
  try {
    running = await startEmbedded({ ...options, log: (line) => say({ event: 'log', line }) });
    say({ event: 'started', ...running, milliseconds: Math.round(performance.now() - begun) });
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    say({ event: 'refused', code: error.code, message: error.message });
  }
}
