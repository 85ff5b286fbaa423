import type { ImportDecisions, ImportReport } from '@blossomer/contract';
import { countLeaves, type DecisionFault, type Plan, plan } from '@blossomer/legacy';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../database.ts';
import { Failure } from '../failures.ts';
import type { Statement, TextRow } from '../segment.ts';
import { applyEntities, type Outcome } from './apply.ts';
import { withoutTrashed } from './in-trash.ts';
import {
  addsOnly,
  bringsNews,
  decidesNews,
  digestsOf,
  isFirst,
  type Knowledge,
  knowing,
  loadKnown,
  markIn,
} from './known.ts';
import { refuseTooMany } from './leaves-max.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { keepReceipt } from './receipt.ts';
import { reclassified, reportOf } from './report.ts';
import { findingOfRestored, restoreTrashed } from './restore.ts';
import { faultsOfSettling, keepingOf } from './settling.ts';
import { removeSuperseded } from './supersede.ts';

/** For whom, and how to do it: in this thread or in another one. */
export interface Importer {
  userId: string;
  /** `work` may be called again when the first try had to be taken back; it is given the rows of each `opening`. */
  transaction<Result>(
    work: (tx: Transaction, opened: TextRow[][]) => Promise<Result>,
    begin?: Begin,
  ): Promise<Result>;
}

/** What a transaction is for. */
export interface Begin {
  /** Of the body, where its endpoint asks for one: why somebody else carries this out. */
  reason?: string | undefined;
  /** Nothing is written in it: a later one does. */
  looksOnly?: boolean;
  /** What it begins with: asked for together with the beginning itself. */
  opening?: readonly Statement[];
}

export interface ImportRequest {
  dump: Record<string, unknown>;
  label: string;
  dryRun: boolean;
  decisions?: ImportDecisions | undefined;
  /** Why somebody else carries it out, who then is the actor. */
  reason?: string | undefined;
  actor?: 'person' | 'admin';
  /** Of the import, where it is known before; a new one when left out. */
  id?: string;
}

/** One dump, one transaction: all of it or nothing. The dry run is the same code, rolled back. */
export async function importDump(
  { userId, transaction }: Importer,
  request: ImportRequest,
): Promise<ImportReport> {
  const counted = countLeaves(request.dump).total;
  refuseTooMany(counted);
  const { reason } = request;
  // What an admin does is written down as they look, and stays when a dry run is rolled back.
  const looksFirst = counted > leavesPlannedInside || (request.dryRun && request.actor === 'admin');
  const early = looksFirst ? await planBefore() : undefined;
  let report: ImportReport | undefined;
  try {
    return await transaction(
      async (tx, [, ...rows]) => {
        const isStill = early !== undefined && early.knowledge.mark === markIn(rows);
        const prepared = isStill ? early : await prepare(tx, rows, userId, request, counted);
        report = await carryOut(tx, userId, request, prepared);
        if (request.dryRun) throw new RollBack();
        return report;
      },
      { reason, opening: [oneAtATime, ...knowing] },
    );
  } catch (error) {
    if (error instanceof RollBack && report) return report;
    throw error;
  }

  async function planBefore(): Promise<Prepared> {
    const look = { reason, looksOnly: true, opening: knowing };
    const knowledge = await transaction((tx, rows) => loadKnown(tx.run, rows, request), look);
    // What is thrown away while it is planned is asked for again.
    return {
      knowledge: { ...knowledge, isTrashEmpty: false },
      planned: planFor(userId, request, counted, knowledge),
    };
  }
}

/**
 * A plan of more leaves can take seconds: it is made between two transactions, so that it holds no connection. One of
 * fewer takes milliseconds, less than a transaction of its own.
 */
const leavesPlannedInside = 2000;

class RollBack extends Error {}

interface Prepared {
  knowledge: Knowledge;
  planned: Plan;
}

async function prepare(
  tx: Transaction,
  rows: TextRow[][],
  userId: string,
  request: ImportRequest,
  counted: number,
): Promise<Prepared> {
  const knowledge = await loadKnown(tx.run, rows, request);
  return { knowledge, planned: planFor(userId, request, counted, knowledge) };
}

function planFor(
  userId: string,
  { dump, decisions }: ImportRequest,
  counted: number,
  { known }: Knowledge,
): Plan {
  const now = new Date().toISOString();
  const planned = plan({ dump, userId, now, decisions, known });
  refuseFaults([...planned.faults, ...faultsOfSettling(decisions, planned.entities)]);
  refuseMiscount(planned, counted);
  return planned;
}

async function carryOut(
  tx: Transaction,
  userId: string,
  { label, dryRun, decisions, actor = 'person', id = uuidv7() }: ImportRequest,
  { knowledge, planned }: Prepared,
): Promise<ImportReport> {
  const restored = decisions?.restoreTrashed ? await restoreTrashed(tx, planned.entities) : [];
  const { kept, left } = knowledge.isTrashEmpty
    ? { kept: planned.entities, left: new Map<string, Outcome>() }
    : await withoutTrashed(tx, planned.entities);
  const hasNews = decidesNews(knowledge, planned) || bringsNews(knowledge, planned);
  const moving = {
    isFirst: isFirst(knowledge),
    addsOnly: hasNews && addsOnly(knowledge, planned),
    mergesDecided: planned.decisions?.mergeAccounts !== undefined,
  };
  const applied = await applyEntities(tx, userId, kept, moving, keepingOf(decisions));
  const outcomes = new Map([...applied, ...left]);
  const digests = digestsOf(knowledge, planned);
  // Of a first import there is nothing to supersede, and looking for it plans four large statements.
  const { removed, findings } =
    hasNews && !isFirst(knowledge)
      ? await removeSuperseded(tx, { planned: idsOf(planned), digests, outcomes })
      : { removed: [], findings: [] };
  const leaves = reclassified(planned, outcomes);
  const report = finished(
    reportOf(id, dryRun, planned, leaves, outcomes, {
      findings: [...restored.map(findingOfRestored), ...findings],
      forSomebodyElse: actor === 'admin',
    }),
  );
  if (!dryRun) {
    const receipt = {
      id,
      label,
      actor,
      plan: planned,
      leaves,
      outcomes,
      report,
      digests,
      superseded: removed,
      restored,
    };
    await keepReceipt(tx, userId, receipt);
  }
  return report;
}

function idsOf({ entities, others }: Plan): string[] {
  return [...entities.map(({ id }) => id), ...others];
}

function finished(report: ImportReport): ImportReport {
  const sum = Object.values(report.totals.classes).reduce((total, count) => total + (count ?? 0), 0);
  if (sum !== report.totals.leaves)
    throw new Error(`the receipt explains ${sum} of ${report.totals.leaves} leaves`);
  return report;
}

function refuseFaults(faults: readonly DecisionFault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new Failure('invalid', first.message, {
    faults: faults.map(({ pointer, message }) => ({ in: 'body', pointer: `/decisions${pointer}`, message })),
  });
}

/** Two ways of counting, one of them over the raw text. A difference is our defect, and then nothing is written. */
function refuseMiscount(planned: Plan, counted: number): void {
  if (planned.leaves.length !== counted) {
    throw new Error(`the plan explains ${planned.leaves.length} leaves, the scanner counts ${counted}`);
  }
}
