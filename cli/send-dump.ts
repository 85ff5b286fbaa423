import { admin, type Client, type ImportReport, imports } from '@blossomer/contract';
import type { Dump } from './dump-file.ts';

export interface Delivery {
  dump: Dump;
  label?: string | undefined;
  dryRun: boolean;
  /** The same for the same work, so that sending it twice does it once. */
  idempotencyKey: string;
  /** Another person, for whom an admin sends it. */
  other?: { user: string; reason: string };
}

/** Throws `SyntaxError` when what answers is not our server. */
export async function sendDump(client: Client, delivery: Delivery): Promise<ImportReport> {
  const { dump, label, dryRun, idempotencyKey, other } = delivery;
  const body = { dump, ...(label === undefined ? {} : { label }) };
  const query = { dryRun: dryRun || undefined };
  const { body: report } = other
    ? await client(admin.import, {
        params: { id: other.user },
        query,
        body: { ...body, reason: other.reason },
        idempotencyKey,
      })
    : await client(imports.create, { query, body, idempotencyKey });
  if (!isReport(report)) throw new SyntaxError('not a report');
  return report;
}

function isReport(report: Partial<ImportReport> | undefined): boolean {
  return Array.isArray(report?.findings) && report.totals !== undefined && report.entities !== undefined;
}
