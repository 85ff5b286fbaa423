import { ConfigError } from './config.ts';
import type { Running } from './start.ts';

/** Runs a server until a signal ends it. A wrong setting is one sentence and exit code 1, never a stack. */
export async function run(
  starting: () => Promise<Running>,
  announce: (running: Running) => void,
): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1); // Asked twice: at once.
    stopping = true;
    process.stderr.write('stopping: finishing what is under way\n');
    await running?.stop().catch(report);
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  try {
    running = await starting();
    if (stopping) return void (await running.stop());
    announce(running);
  } catch (error) {
    report(error);
    process.exit(1);
  }
}

function report(error: unknown): void {
  process.exitCode = 1;
  const expected =
    error instanceof ConfigError || namesOfSentences.has(error instanceof Error ? error.name : '');
  process.stderr.write(`${expected && error instanceof Error ? error.message : inspect(error)}\n`);
}

/** Errors of other folders whose message is a sentence for the person who starts the server. */
const namesOfSentences: ReadonlySet<string> = new Set(['MigrationError', 'EmbeddedPostgresError']);

function inspect(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  if (!connectionFailures.has(String(code)) && !strangers.test(error.message)) {
    return error.stack ?? error.message;
  }
  return `The database of DATABASE_URL cannot be used: ${error.message || String(code)}. Check that it names a PostgreSQL that runs, a login and a database there: postgres://login:password@host:5432/database.`;
}

const connectionFailures: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'],
  ...['28P01', '28000', '3D000', '53300', '57P03'],
]);

/** What `pg` says, without a code, when something else than PostgreSQL listens there. */
const strangers =
  /^(Connection terminated unexpectedly|received invalid response|timeout expired|Unknown authenticat|The server does not support SSL)/i;
