import { join } from 'node:path';
import type { Config } from '@blossomer/server/config';
import { type DevAuth, devAuthPlugin, openDevAuth } from '@blossomer/server/dev-auth';
import { type IdentityPlace, type Running, start } from '@blossomer/server/start';

export interface SignedInOptions {
  /** Where its log goes. */
  logTo?: { write(line: string): void };
  /** How documents are generated, where the test says it itself. */
  generation?: NonNullable<Parameters<typeof start>[3]>['generation'];
  /** Of a built web app, to be served too. */
  webFolder?: string;
  /** Beside the API: endpoints of the test alone. */
  routes?: (server: Parameters<NonNullable<IdentityPlace['extras']>>[1]) => void;
}

/** A server with the development sign-in on a database that is there already. */
export async function startSignedIn(
  config: Config,
  { serverUrl, ownerUrl }: { serverUrl: string; ownerUrl: string },
  { logTo, webFolder, routes, generation }: SignedInOptions = {},
): Promise<{ running: Running; devAuth: DevAuth }> {
  const devAuth = await openDevAuth({ dir: join(config.dataDir, 'dev-auth') });
  const { projectId } = devAuth;
  const place = { url: serverUrl, ownerUrl, stop: async () => {} };
  const running = await start(
    config,
    place,
    async (origin) => ({
      options: { projectId, issuers: [`${origin}/dev-auth/api/v1/projects/${projectId}`] },
      publicIdentity: {
        mode: 'development',
        projectId,
        publishableClientKey: null,
        baseUrl: `${origin}/dev-auth`,
      },
      extras: async (app, server) => {
        await devAuthPlugin(app, { devAuth, origin });
        routes?.(server);
      },
    }),
    { logTo, webFolder: webFolder ?? null, generation },
  );
  return { running, devAuth };
}
