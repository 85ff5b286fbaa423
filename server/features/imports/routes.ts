import { imports } from '@blossomer/contract';
import type { Importer } from '../../importing/import-dump.ts';
import { type Answer, type Ask, type Server, serve, serveUnread } from '../../serve.ts';
import { listImports, readRaw, readReceipt, readUndo, viewImport } from './history.ts';
import { undoImport } from './undo.ts';

/** One dump, one transaction: all of it or nothing. The dry run is the same code, rolled back. */
export function importRoutes(server: Server): void {
  serveUnread(
    server,
    imports.create,
    async ({ caller, query: { dryRun = false }, body: bytes }) => {
      const importer: Importer = {
        userId: caller.identity.userId,
        transaction: (work, { opening } = {}) => caller.transaction('import', work, opening),
      };
      const text = await server.imports.carryOut({ endpointId: imports.create.id, bytes, dryRun, importer });
      return { status: dryRun ? 200 : 201, text };
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
