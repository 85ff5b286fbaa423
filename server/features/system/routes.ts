import { system } from '@blossomer/contract';
import type { Database } from '../../database.ts';
import { fromDatabase } from '../../failures.ts';
import { type Server, serve } from '../../serve.ts';

export interface PublicIdentity {
  mode: 'stack' | 'development';
  projectId: string;
  publishableClientKey: string | null;
  baseUrl: string;
}

/** What anybody may ask: is it alive, can it serve, and how does one sign in. */
export function systemRoutes(server: Server, database: Database, identity: PublicIdentity): void {
  serve(server, system.health, async () => ({ status: 200, text: '{"status":"ok"}' }));
  serve(server, system.ready, async () => {
    await database.asNobody({ text: 'select 1', values: [] }).catch((error) => {
      throw fromDatabase(error);
    });
    return { status: 200, text: '{"status":"ready"}' };
  });
  serve(server, system.config, async () => ({ status: 200, text: JSON.stringify({ identity }) }));
}
