import { admin } from '@blossomer/contract';
import { type Server, serve, serveUnread } from '../../serve.ts';
import { listActs } from './acts.ts';
import { importFor, importForAgain } from './import.ts';
import { listPeople } from './people.ts';

/** What needs the role admin. Who has it, and what it opens, is said in db/functions/admin.sql alone. */
export function adminRoutes(server: Server): void {
  serve(server, admin.users, ({ caller, query }) => listPeople(caller, query));
  serve(server, admin.audit, ({ caller, query }) => listActs(caller, query));
  serveUnread(
    server,
    admin.import,
    async ({ caller, params, query: { dryRun = false }, body: bytes }) => {
      const text = await importFor(server.imports, caller, { person: params.id, bytes, dryRun });
      return { status: dryRun ? 200 : 201, text };
    },
    ({ caller, once }) => importForAgain(caller, once?.key ?? ''),
  );
}
