import { exports } from '@blossomer/contract';
import type { Transaction } from '../../database.ts';
import { type Answer, type Server, serve } from '../../serve.ts';
import { streamed, type Write } from '../../streaming.ts';
import { writeCsv } from './csv.ts';
import { writeEverything } from './everything.ts';
import { writeLocalStorage } from './local-storage.ts';

/** A file of one moment of the database, made while it is sent. */
export function exportRoutes(server: Server): void {
  serve(server, exports.whole, async ({ caller, query }) => {
    const { format, companyId, entity = 'accounts', preset = 'generic' } = query;
    const { userId } = caller.identity;
    const at = new Date().toISOString();
    const file = {
      json: () => ({
        name: `everything-${at.slice(0, 10)}.json`,
        produce: (tx: Transaction, write: Write) => writeEverything(tx, write, at),
      }),
      localStorage: () => ({
        name: `localstorage-${at.slice(0, 10)}.json`,
        produce: (tx: Transaction, write: Write) => writeLocalStorage(tx, write, { userId, companyId }),
      }),
      csv: () => ({
        name: `${entity}-${at.slice(0, 10)}.csv`,
        produce: (tx: Transaction, write: Write) => writeCsv(tx, write, { entity, preset, companyId }),
      }),
    }[format]();
    const onError = (err: unknown) =>
      server.app.log.error({ err, reqId: caller.requestId }, 'export broken off');
    const stream = await streamed(caller, file.produce, onError);
    return { status: 200, stream, headers: headersOf(file.name) } satisfies Answer;
  });
}

function headersOf(name: string): Record<string, string> {
  return {
    'content-type': `${name.endsWith('.csv') ? 'text/csv' : 'application/json'}; charset=utf-8`,
    'content-disposition': `attachment; filename="blossomer-${name}"`,
    'cache-control': 'no-store',
  };
}
