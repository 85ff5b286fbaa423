import type { EmbeddedPostgres } from '@blossomer/db/embedded';
import { environment, readConfig } from '@blossomer/server/config';
import { CommandError, codeOf } from './command-error.ts';

/**
 * The database that an operator's command works on, as its owner: DATABASE_OWNER_URL, else DATABASE_URL, else the
 * embedded one of DATA_DIR, which is shared with a running server or started for the length of the work.
 */
export async function withOwnerDatabase<Result>(
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  const { databaseOwnerUrl, dataDir } = settings();
  if (databaseOwnerUrl !== null) return explained(work(databaseOwnerUrl));
  // Loaded here: whoever has a database needs no binaries of one.
  const { startEmbedded } = await import('@blossomer/db/embedded');
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const starting = startEmbedded({ dataDir, attach: true, log });
  const interrupt = () => void starting.then((embedded) => embedded.stop()).finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, interrupt);
  try {
    return await workOn(await starting, work);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

async function workOn<Result>(
  embedded: EmbeddedPostgres,
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await explained(work(embedded.ownerUrl));
  } finally {
    await embedded.stop();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Of the environment only what is used here: a PORT that is none is no reason not to migrate. */
function settings() {
  const { DATA_DIR, DATABASE_URL, DATABASE_OWNER_URL } = environment();
  return readConfig({
    NODE_ENV: 'development',
    DATA_DIR,
    DATABASE_URL: DATABASE_URL || DATABASE_OWNER_URL,
    DATABASE_OWNER_URL,
  });
}

async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw explanationOf(error) ?? error;
  }
}

function explanationOf(error: unknown): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  const reason = error.message.split('\n')[0] || code;
  // node-pg-migrate keeps the words of PostgreSQL and loses the code.
  if (code === '42501' || /permission denied/.test(reason)) {
    return new CommandError(
      `This login may not do that (${reason}). Name the owner's login in DATABASE_OWNER_URL.`,
    );
  }
  if (unusable.test(code) || 'syscall' in error) {
    return new CommandError(
      `The database cannot be used (${reason}). Check DATABASE_OWNER_URL or DATABASE_URL.`,
    );
  }
  return sqlState.test(code) ? new CommandError(`The database refused: ${reason}.`) : undefined;
}

/** No connection, no such login or database, no room, shutting down (PostgreSQL, appendix A); or an address that is none. */
const unusable =
  /^((08|28|3D|53|57)...|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENOTFOUND|ETIMEDOUT|ERR_INVALID_URL)$/;
const sqlState = /^[0-9A-Z]{5}$/;
