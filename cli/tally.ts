import { entityKinds, type ImportReport, type LeafClass, leafClasses } from '@blossomer/contract';

/** What became of one person of the input. */
export type Outcome = { position: string; user: string | undefined } & (
  | { status: 'imported' | 'would-import'; report: ImportReport; secrets: number }
  | { status: 'skipped'; importId: string }
  | { status: 'failed'; reason: Reason }
);

export interface Reason {
  /** The code of the problem; `unreadable` for a dump that was never sent. */
  code: string;
  sentence: string;
  /** HTTP, when the server said it. */
  status?: number;
  errors?: { in: string; pointer: string; message: string }[];
}

/** The sum over people; it does not grow with them. */
export interface Tally {
  imported: number;
  skipped: number;
  failed: number;
  /** People some of whose keys hold secrets, which were not sent. */
  withSecrets: number;
  totals: ImportReport['totals'];
  entities: ImportReport['entities'];
  findings: number;
  /** By code, with the first that failed for it. */
  reasons: Map<string, { count: number; first: string; sentence: string }>;
  /** While there is one person only. */
  only: ImportReport | undefined;
}

export function newTally(): Tally {
  const none = () => ({ created: 0, updated: 0, unchanged: 0, recovered: 0 });
  return {
    imported: 0,
    skipped: 0,
    failed: 0,
    withSecrets: 0,
    totals: { leaves: 0, classes: {} },
    entities: { company: none(), account: none(), persona: none(), campaign: none() },
    findings: 0,
    reasons: new Map(),
    only: undefined,
  };
}

export function count(tally: Tally, outcome: Outcome): void {
  if (outcome.status === 'skipped') tally.skipped += 1;
  else if (outcome.status === 'failed') countFailure(tally, outcome);
  else {
    tally.only = peopleIn(tally) === 0 ? outcome.report : undefined;
    tally.imported += 1;
    tally.withSecrets += outcome.secrets > 0 ? 1 : 0;
    addReport(tally, outcome.report);
  }
  if (peopleIn(tally) > 1) tally.only = undefined;
}

export function peopleIn({ imported, skipped, failed }: Tally): number {
  return imported + skipped + failed;
}

function countFailure(tally: Tally, { position, reason }: Outcome & { status: 'failed' }): void {
  tally.failed += 1;
  const known = tally.reasons.get(reason.code);
  if (known) known.count += 1;
  else tally.reasons.set(reason.code, { count: 1, first: position, sentence: reason.sentence });
}

function addReport(tally: Tally, { totals, entities, findings }: ImportReport): void {
  tally.totals.leaves += totals.leaves;
  for (const name of leafClasses) addClass(tally.totals.classes, name, totals.classes[name] ?? 0);
  for (const kind of entityKinds) {
    const sum = tally.entities[kind];
    for (const result of ['created', 'updated', 'unchanged', 'recovered'] as const) {
      sum[result] += entities[kind][result];
    }
  }
  tally.findings += findings.length;
}

function addClass(sum: Tally['totals']['classes'], name: LeafClass, leaves: number): void {
  if (leaves > 0) sum[name] = (sum[name] ?? 0) + leaves;
}
