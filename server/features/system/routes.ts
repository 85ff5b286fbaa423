import { entityKinds, system } from '@blossomer/contract';
import type { Database } from '../../database.ts';
import { fromDatabase, Unavailable } from '../../failures.ts';
import { type Server, serve } from '../../serve.ts';

export interface PublicIdentity {
  mode: 'stack' | 'development';
  projectId: string;
  publishableClientKey: string | null;
  baseUrl: string;
}

/** What anybody may ask: is it alive, can it serve, and how does one sign in. */
export function systemRoutes(
  server: Server,
  parts: {
    database: Database;
    publicIdentity: PublicIdentity;
    isServing: () => boolean;
    generation: { model: unknown };
  },
): void {
  const { database, publicIdentity: identity, isServing } = parts;
  const model = parts.generation.model !== null;
  const generation = { kinds: model ? entityKinds : ['company'], model };
  serve(server, system.health, async () => ({ status: 200, text: '{"status":"ok"}' }));
  serve(server, system.ready, async () => {
    if (!isServing()) {
      throw new Unavailable('shutting-down', 'This server is stopping; another one takes over.');
    }
    await database.asNobody({ text: 'select 1', values: [] }).catch((error) => {
      throw fromDatabase(error);
    });
    return { status: 200, text: '{"status":"ready"}' };
  });
  serve(server, system.config, async () => ({ status: 200, text: JSON.stringify({ identity, generation }) }));
}
