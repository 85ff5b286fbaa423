import { me } from '@blossomer/contract';
import { CommandError } from './command-error.ts';
import { confirm } from './confirm.ts';
import { answered, clientOf, type Server, serverFrom } from './connection.ts';
import { forEach } from './for-each.ts';
import type { ImportOptions } from './import-options.ts';
import { importPerson } from './import-person.ts';
import { type Input, namesPeople, standardInput } from './inputs.ts';
import { stopOnInterrupt } from './interrupt.ts';
import { type Journal, noJournal, openJournal } from './journal.ts';
import { startManyProgress } from './many-progress.ts';
import { countEntries, entriesOf, namesOf, needsAdmin } from './people.ts';
import { openReport } from './report-file.ts';
import { count, newTally, type Tally } from './tally.ts';
import { people, tallyJson, tallySummary } from './tally-summary.ts';

/** Imports the dumps of many people, or of one other person: dry run, question, import. */
export async function importMany(inputs: readonly Input[], options: ImportOptions): Promise<void> {
  refuseWrongUsage(inputs, options);
  const server = await serverFrom(options);
  const self = (await answered(server, clientOf(server, { repeats: 2 })(me.view))).body?.id ?? '';
  const interrupt = stopOnInterrupt(() => say('Stopping: what is under way comes to its end.'));
  const journal = await journalFor(inputs, options);
  try {
    const work = { inputs, options, server, self, journal, signal: interrupt.signal };
    if (options.dryRun || options.yes || (await isWanted(work))) await importNow(work);
    else say('Nothing was imported.');
  } finally {
    interrupt.release();
    journal.close();
    if (inputs.some(({ path }) => path === standardInput)) process.stdin.destroy();
  }
}

interface Work {
  inputs: readonly Input[];
  options: ImportOptions;
  server: Server;
  /** The id of whoever signed in. */
  self: string;
  journal: Journal;
  signal: AbortSignal;
}

interface Pass {
  tally: Tally;
  /** Why it did not come to the end of the input. */
  ended?: { by: 'interrupt' } | { by: 'failure'; sentence: string };
}

async function importNow(work: Work): Promise<void> {
  const { options, journal } = work;
  const dryRun = options.dryRun ?? false;
  if (journal.known > 0) {
    say(`${journal.path} knows ${people(journal.known)} who are done; with the same dump they are skipped.`);
  }
  if (!dryRun) journal.begin();
  const pass = await passOver(work, { dryRun, reportPath: options.report });
  const { tally, ended } = pass;
  process.stdout.write(
    options.json
      ? tallyJson(tally, { dryRun, complete: ended === undefined, journal: journal.path ?? null })
      : tallySummary(tally, { dryRun }),
  );
  if (ended) say(sentenceOf(ended, work, dryRun));
  process.exitCode = exitCodeOf(pass);
}

/** 130 is what a shell gives for an interrupt. */
function exitCodeOf({ tally, ended }: Pass): number {
  if (ended?.by === 'interrupt') return 130;
  return ended || tally.failed > 0 ? 1 : 0;
}

function sentenceOf(ended: NonNullable<Pass['ended']>, { journal }: Work, dryRun: boolean): string {
  const why = ended.by === 'interrupt' ? 'Stopped before the end of the input.' : ended.sentence;
  if (dryRun) return `${why} Nothing was written.`;
  if (journal.path === undefined) return `${why} Run it again: what is there already stays as it is.`;
  return `${why} Run the same command again: it goes on from ${journal.path}.`;
}

/** Shows what an import would do, and asks. */
async function isWanted(work: Work): Promise<boolean> {
  say('Dry run first: nothing is written.');
  const { tally, ended } = await passOver(work, { dryRun: true, reportPath: undefined });
  process.stderr.write(tallySummary(tally, { dryRun: true }));
  if (ended?.by === 'failure') throw new CommandError(sentenceOf(ended, work, true));
  if (ended) {
    process.exitCode = 130;
    return false;
  }
  if (tally.imported === 0) {
    say(tally.failed > 0 ? 'Nobody can be imported.' : 'Nobody is left to import.');
    process.exitCode = tally.failed > 0 ? 1 : 0;
    return false;
  }
  process.exitCode = 1;
  return confirm(`Import ${people(tally.imported)} at ${work.server.address}?`, {
    input: process.stdin,
    output: process.stderr,
  });
}

async function passOver(
  work: Work,
  { dryRun, reportPath }: { dryRun: boolean; reportPath: string | undefined },
): Promise<Pass> {
  const { inputs, options, server, self, journal, signal } = work;
  const { concurrency = 4, label, reason } = options;
  const report = openReport(reportPath);
  const tally = newTally();
  const progress = startManyProgress(process.stderr, await countEntries(inputs));
  const client = clientOf(server, { repeats: 10, signal, onWait: progress.waiting });
  const importing = { client, server: server.address, journal, dryRun, label, reason };
  try {
    await forEach(entriesOf(inputs, options.user ?? self), { concurrency, signal }, async (entry) => {
      const outcome = await importPerson(entry, importing);
      if (outcome === undefined) return;
      count(tally, outcome);
      report.add(outcome);
      progress.settled(outcome);
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { tally, ended: { by: 'failure', sentence: error.message } };
  } finally {
    progress.stop();
    report.close();
  }
  return signal.aborted ? { tally, ended: { by: 'interrupt' } } : { tally };
}

async function journalFor(inputs: readonly Input[], options: ImportOptions): Promise<Journal> {
  if (options.dryRun) return noJournal();
  const [many] = inputs.filter((input) => namesPeople(input) && input.path !== standardInput);
  const path = options.journal ?? (many && `${many.path.replace(/\/+$/, '')}.journal`);
  if (path !== undefined) return openJournal(path);
  if (inputs.some(namesPeople))
    say('No journal is kept of standard input; name one with --journal to go on after a stop.');
  return noJournal();
}

function refuseWrongUsage(inputs: readonly Input[], options: ImportOptions): void {
  const { user, self, reason, dryRun, yes } = options;
  const many = inputs.filter(namesPeople);
  if (user !== undefined && self) throw new CommandError('Name either --user or --self.', 2);
  if (many.length > 0 && (user !== undefined || self)) {
    const whose = user === undefined ? '--self' : '--user';
    throw new CommandError(`${namesOf(many)} names its people itself; leave ${whose} out.`, 2);
  }
  if (needsAdmin(inputs, user) && !reason?.trim()) {
    throw new CommandError(
      'An import for others needs a reason, which they will read: pass --reason "why you do this".',
      2,
    );
  }
  if (!needsAdmin(inputs, user) && reason !== undefined) {
    throw new CommandError('--reason is for an import for others; leave it out.', 2);
  }
  if (dryRun || yes || (process.stdin.isTTY && process.stderr.isTTY)) return;
  throw new CommandError(
    'Without a terminal nobody can be asked: look at --dry-run first, then import with --yes.',
    2,
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
