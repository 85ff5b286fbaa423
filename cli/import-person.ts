import { createHash } from 'node:crypto';
import { type Client, type ImportReport, type Problem, ProblemError } from '@blossomer/contract';
import { checkReceipt } from './check-receipt.ts';
import { CommandError, LostConnection } from './command-error.ts';
import { explainProblem, notOurs } from './import-problem.ts';
import type { Journal } from './journal.ts';
import { StoppedWaiting } from './patience.ts';
import type { Entry, Loaded } from './people.ts';
import { sendDump } from './send-dump.ts';
import type { Outcome, Reason } from './tally.ts';

/** What is the same for each person of one import. */
export interface Importing {
  client: Client;
  server: string;
  journal: Journal;
  dryRun: boolean;
  label: string | undefined;
  /** Why an admin does this; undefined when everything is the person's own. */
  reason: string | undefined;
}

/**
 * Imports one person; undefined when somebody stopped it before it was sent. Throws what would befall everybody after
 * them too: a token that ran out, a server that is gone.
 */
export async function importPerson(entry: Entry, importing: Importing): Promise<Outcome | undefined> {
  const { position, user } = entry;
  try {
    const loaded = await entry.load();
    return { position, user: loaded.user, ...(await settle(position, loaded, importing)) };
  } catch (error) {
    if (error instanceof StoppedWaiting) return undefined;
    if (error instanceof CommandError && !isForAll(error)) {
      return { position, user, status: 'failed', reason: { code: 'unreadable', sentence: error.message } };
    }
    throw error;
  }
}

/** A failure that has nothing to do with the person whose turn it was. */
class EndOfImport extends CommandError {}

function isForAll(error: CommandError): boolean {
  return error instanceof LostConnection || error instanceof EndOfImport;
}

type Settled =
  | Pick<Outcome & { status: 'imported' | 'would-import' }, 'status' | 'report' | 'secrets'>
  | Pick<Outcome & { status: 'skipped' }, 'status' | 'importId'>
  | Pick<Outcome & { status: 'failed' }, 'status' | 'reason'>;

async function settle(position: string, loaded: Loaded, importing: Importing): Promise<Settled> {
  const { client, server, journal, dryRun, reason: why } = importing;
  const { dump, user, label = importing.label, secrets } = loaded;
  const done = { server, position, user, digest: sha256(JSON.stringify(dump)) };
  const earlier = journal.importOf(done);
  if (earlier !== undefined) return { status: 'skipped', importId: earlier };
  try {
    const report = await sendDump(client, {
      dump,
      label,
      dryRun,
      idempotencyKey: sha256(JSON.stringify([journal.run, done, dryRun, label, why])),
      ...(why === undefined ? {} : { other: { user, reason: why } }),
    });
    const reason = unexplained(loaded, report);
    if (reason) return { status: 'failed', reason };
    if (!dryRun) kept(() => journal.add(done, report.id));
    return { status: dryRun ? 'would-import' : 'imported', report, secrets: secrets.length };
  } catch (error) {
    if (error instanceof SyntaxError) throw new EndOfImport(notOurs(server));
    if (!(error instanceof ProblemError)) throw error;
    if (concernsAll(error.problem)) throw new EndOfImport(explainProblem(error.problem, server).message);
    return { status: 'failed', reason: reasonOf(error.problem) };
  }
}

/** Their import is there; that its receipt does not add up must not pass for a success. */
function unexplained({ dump }: Loaded, report: ImportReport): Reason | undefined {
  try {
    checkReceipt(dump, report);
  } catch (error) {
    if (error instanceof CommandError) return { code: 'receipt', sentence: error.message };
    throw error;
  }
  return undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Without a journal an import could not go on where it ended: better it ends here. */
function kept(keep: () => void): void {
  try {
    keep();
  } catch (error) {
    throw error instanceof CommandError ? new EndOfImport(error.message) : error;
  }
}

/** No sign-in, no right, no time for anybody; or not our server at all, which names its requests. */
function concernsAll({ status, requestId }: Problem): boolean {
  return [401, 403, 429, 502, 503, 504].includes(status) || (!requestId && [404, 405].includes(status));
}

function reasonOf({ code, status, detail, title, errors }: Problem): Reason {
  return { code, status, sentence: detail || title, errors };
}
