import type { ImportReport } from '@blossomer/contract';
import { countLeaves, type Plan, plan } from '@blossomer/legacy';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../database.ts';
import { applyEntities } from './apply.ts';
import { withoutTrashed } from './in-trash.ts';
import { keepReceipt } from './receipt.ts';
import { reclassified, reportOf } from './report.ts';

/** For whom, and how to do it: in this thread or in another one. */
export interface Importer {
  userId: string;
  /** `work` may be called again when the first try had to be taken back. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

export interface ImportRequest {
  dump: Record<string, unknown>;
  label: string;
  dryRun: boolean;
}

/** One dump, one transaction: all of it or nothing. The dry run is the same code, rolled back. */
export async function importDump(
  { userId, transaction }: Importer,
  { dump, label, dryRun }: ImportRequest,
): Promise<ImportReport> {
  const planned = plan({ dump, userId, now: new Date().toISOString() });
  refuseMiscount(planned, dump);
  const id = uuidv7();
  let report: ImportReport | undefined;
  try {
    return await transaction(async (tx) => {
      const { kept, left } = await withoutTrashed(tx, planned.entities);
      const applied = await applyEntities(tx, userId, kept);
      const outcomes = new Map([...applied, ...left]);
      const leaves = reclassified(planned.leaves, outcomes);
      report = finished(reportOf(id, dryRun, planned, leaves, outcomes));
      if (dryRun) throw new RollBack();
      await keepReceipt(tx, userId, {
        id,
        label,
        plan: planned,
        leaves,
        outcomes,
        report,
      });
      return report;
    });
  } catch (error) {
    if (error instanceof RollBack && report) return report;
    throw error;
  }
}

class RollBack extends Error {}

function finished(report: ImportReport): ImportReport {
  const sum = Object.values(report.totals.classes).reduce((total, count) => total + (count ?? 0), 0);
  if (sum !== report.totals.leaves)
    throw new Error(`the receipt explains ${sum} of ${report.totals.leaves} leaves`);
  return report;
}

/** Two ways of counting, one of them over the raw text. A difference is our defect, and then nothing is written. */
function refuseMiscount(planned: Plan, dump: Record<string, unknown>): void {
  const counted = countLeaves(dump).total;
  if (planned.leaves.length !== counted) {
    throw new Error(`the plan explains ${planned.leaves.length} leaves, the scanner counts ${counted}`);
  }
}
