import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { CommandError, codeOf } from './command-error.ts';
import type { Outcome } from './tally.ts';

/** One line of JSON a person, for a program: what came of them, or why nothing did. */
export interface ReportFile {
  add(outcome: Outcome): void;
  close(): void;
}

export function openReport(path: string | undefined): ReportFile {
  if (path === undefined) return { add: () => {}, close: () => {} };
  const file = writing(path, () => openSync(path, 'w', 0o600));
  return {
    add: (outcome) => void writing(path, () => writeSync(file, `${JSON.stringify(lineOf(outcome))}\n`)),
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function lineOf(outcome: Outcome): object {
  const { position, user = null, status } = outcome;
  const who = { position, user, status };
  if (outcome.status === 'skipped') return { ...who, importId: outcome.importId };
  if (outcome.status === 'failed') {
    const { code, sentence, status: http = null, errors = [] } = outcome.reason;
    return { ...who, problem: { code, status: http, detail: sentence, errors } };
  }
  const { id, dryRun, totals, entities, findings } = outcome.report;
  return { ...who, importId: dryRun ? null : id, totals, entities, findings: findings.length };
}

function writing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new CommandError(`The report ${path} cannot be written (${codeOf(error)}).`);
  }
}
