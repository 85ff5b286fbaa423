// A thread of import-workers.ts: reads the body of an import, plans, and says what is to be written. All of it is work
// for a processor, seconds of it for a large dump, which the event loop of the server has no time for.
import { admin, imports } from '@blossomer/contract';
import { readJson } from '../body.ts';
import { Failure } from '../failures.ts';
import { parse } from '../faults.ts';
import { type ImportRequest, importDump } from './import-dump.ts';
import { importerOver, TransactionFailed } from './importer-over.ts';
import type { ImportResult, ImportTask } from './messages.ts';

export default async function carryOut(task: ImportTask): Promise<ImportResult> {
  const { port, userId } = task;
  try {
    const report = await importDump(importerOver(port, userId), requestOf(task));
    return { ended: 'imported', report: JSON.stringify(report) };
  } catch (error) {
    if (error instanceof TransactionFailed) return { ended: 'transaction-failed' };
    if (!(error instanceof Failure)) throw error;
    const { code, message, faults, more, headers } = error;
    return { ended: 'refused', failure: { code, message, faults, more, headers } };
  } finally {
    port.close();
  }
}

/** Those whose body holds a dump. */
const endpoints = [imports.create, admin.import];

function requestOf({ endpointId, bytes, dryRun, act }: ImportTask): ImportRequest {
  const endpoint = endpoints.find(({ id }) => id === endpointId);
  if (!endpoint) throw new Error(`${endpointId} takes no dump`);
  const sent = readJson(endpoint, bytes);
  const body = parse(endpoint.body, sent, 'body', 'invalid');
  const { label = '', decisions } = body;
  const reason = 'reason' in body && typeof body.reason === 'string' ? body.reason : undefined;
  // As it was sent: a schema would drop keys that are named like an object's own machinery.
  const { dump } = sent as { dump: Record<string, unknown> };
  return { dump, label, decisions, dryRun, reason, ...act };
}
