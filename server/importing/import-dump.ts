import type { ImportDecisions, ImportReport } from '@blossomer/contract';
import { countLeaves, type Plan, plan } from '@blossomer/legacy';
import { uuidv7 } from 'uuidv7';
import type { Caller } from '../caller.ts';
import type { Transaction } from '../database.ts';
import { Failure } from '../failures.ts';
import { applyEntities } from './apply.ts';
import { withoutTrashed } from './in-trash.ts';
import { addsOnly, bringsNews, digestsOf, type Knowledge, loadKnown, markNow } from './known.ts';
import { refuseTooMany } from './leaves-max.ts';
import { waitForOtherImports } from './one-at-a-time.ts';
import { keepReceipt } from './receipt.ts';
import { reclassified, reportOf } from './report.ts';
import { findingOfRestored, restoreTrashed } from './restore.ts';
import { removeSuperseded } from './supersede.ts';

export interface ImportRequest {
  dump: Record<string, unknown>;
  label: string;
  dryRun: boolean;
  decisions?: ImportDecisions | undefined;
}

/** One dump, one transaction: all of it or nothing. The dry run is the same code, rolled back. */
export async function importDump(caller: Caller, request: ImportRequest): Promise<ImportReport> {
  const { userId } = caller.identity;
  const counted = countLeaves(request.dump).total;
  refuseTooMany(counted);
  const before = await prepare(caller.read, userId, request, counted);
  let report: ImportReport | undefined;
  try {
    return await caller.transaction('import', async (tx) => {
      await waitForOtherImports(tx);
      const isCurrent = (await markNow(tx.run)) === before.knowledge.mark;
      const prepared = isCurrent ? before : await prepare(tx.run, userId, request, counted);
      report = await carryOut(tx, userId, request, prepared);
      if (request.dryRun) throw new RollBack();
      return report;
    });
  } catch (error) {
    if (error instanceof RollBack && report) return report;
    throw error;
  }
}

class RollBack extends Error {}

interface Prepared {
  knowledge: Knowledge;
  planned: Plan;
}

async function prepare(
  ask: Transaction['run'],
  userId: string,
  { dump, decisions }: ImportRequest,
  counted: number,
): Promise<Prepared> {
  const knowledge = await loadKnown(ask, dump, decisions);
  const now = new Date().toISOString();
  const planned = plan({ dump, userId, now, decisions, known: knowledge.known });
  refuseFaults(planned);
  refuseMiscount(planned, counted);
  return { knowledge, planned };
}

async function carryOut(
  tx: Transaction,
  userId: string,
  { label, dryRun, decisions }: ImportRequest,
  { knowledge, planned }: Prepared,
): Promise<ImportReport> {
  const id = uuidv7();
  const restored = decisions?.restoreTrashed ? await restoreTrashed(tx, planned.entities) : [];
  const { kept, left } = await withoutTrashed(tx, planned.entities);
  const applied = await applyEntities(tx, userId, kept, {
    addsOnly: addsOnly(knowledge, planned),
    mergesDecided: planned.decisions?.mergeAccounts !== undefined,
  });
  const outcomes = new Map([...applied, ...left]);
  const digests = digestsOf(knowledge, planned);
  const hasNews = planned.decisions !== null || bringsNews(knowledge, planned);
  const { removed, findings } = hasNews
    ? await removeSuperseded(tx, { planned: idsOf(planned), digests, outcomes })
    : { removed: [], findings: [] };
  const leaves = reclassified(planned, outcomes);
  const report = finished(
    reportOf(id, dryRun, planned, leaves, outcomes, [...restored.map(findingOfRestored), ...findings]),
  );
  if (!dryRun) {
    const receipt = {
      id,
      label,
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

function refuseFaults({ faults }: Plan): void {
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
