import { type ImportReport, imports } from '@blossomer/contract';
import { countLeaves, plan } from '@blossomer/legacy';
import { uuidv7 } from 'uuidv7';
import { type Answer, type Ask, type Server, serve } from '../../serve.ts';
import { applyEntities } from './apply.ts';
import { listImports, readRaw, readReceipt, readUndo, viewImport } from './history.ts';
import { withoutTrashed } from './in-trash.ts';
import { waitForOtherImports } from './one-at-a-time.ts';
import { keepReceipt } from './receipt.ts';
import { reclassified, reportOf } from './report.ts';
import { undoImport } from './undo.ts';

type Plan = ReturnType<typeof plan>;

/** One dump, one transaction: all of it or nothing. The dry run is the same code, rolled back. */
export function importRoutes(server: Server): void {
  serve(
    server,
    imports.create,
    async (ask) => {
      const dryRun = ask.query.dryRun ?? false;
      const report = await importDump(ask, dryRun);
      return { status: dryRun ? 200 : 201, text: JSON.stringify(report) };
    },
    reportAgain,
  );
  serve(server, imports.list, ({ caller, query }) => listImports(caller, query));
  serve(server, imports.view, ({ caller, params }) => viewImport(caller, params.id));
  serve(server, imports.receipt, ({ caller, params, query }) => readReceipt(caller, params.id, query));
  serve(server, imports.raw, ({ caller, params }) => readRaw(caller, params.id));
  serve(
    server,
    imports.undo,
    async ({ caller, params, query }) => {
      const report = await undoImport(caller, params.id, query.dryRun ?? false);
      return { status: 200, text: JSON.stringify(report) };
    },
    ({ caller, params }) => readUndo(caller, params.id),
  );
}

/** The report of the import that the same request made before. */
async function reportAgain({ caller, once }: Ask<unknown, unknown, unknown>): Promise<Answer> {
  const [rows] = await caller.read({
    name: 'imports.by-key',
    text: 'select report::text from imports where idempotency_key = $1',
    values: [once?.key ?? ''],
  });
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw new Error('an import kept its idempotency key and no report');
  return { status: 200, text };
}

type ImportAsk = Ask<unknown, unknown, { label?: string | undefined }>;

async function importDump({ caller, body, sent }: ImportAsk, dryRun: boolean): Promise<ImportReport> {
  // As it was sent: a schema would drop keys that are named like an object's own machinery.
  const { dump } = sent as { dump: Record<string, unknown> };
  const planned = plan({ dump, userId: caller.identity.userId, now: new Date().toISOString() });
  refuseMiscount(planned, dump);
  const id = uuidv7();
  let report: ImportReport | undefined;
  try {
    return await caller.transaction('import', async (tx) => {
      await waitForOtherImports(tx);
      const { kept, left } = await withoutTrashed(tx, planned.entities);
      const applied = await applyEntities(tx, caller.identity.userId, kept);
      const outcomes = new Map([...applied, ...left]);
      const leaves = reclassified(planned.leaves, outcomes);
      report = finished(reportOf(id, dryRun, planned, leaves, outcomes));
      if (dryRun) throw new RollBack();
      await keepReceipt(tx, caller.identity.userId, {
        id,
        label: body.label ?? '',
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
