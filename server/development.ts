/** `npm start`: the same server with an embedded database and a sign-in of its own. Never part of a production build. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startEmbedded } from '@blossomer/db/embedded';
import { type Config, ConfigError, environment, loopbackHosts, readConfig } from './config.ts';
import { devAuthPlugin, openDevAuth } from './dev-auth/index.ts';
import { run } from './run.ts';
import { stackIdentity } from './stack-identity.ts';
import { type DatabasePlace, type IdentityPlace, type Running, start } from './start.ts';
import { webFolder } from './web.ts';

let webApp = false;
await run(serveDevelopment, announce);

async function serveDevelopment(): Promise<Running> {
  const config = readConfig({ ...environment(), NODE_ENV: 'development' });
  if (config.identity.mode === 'development' && !loopbackHosts.has(config.host)) {
    throw new ConfigError(
      `HOST is ${config.host}: the development sign-in lets anybody be anybody, so it listens on this machine only. Leave HOST unset, or set STACK_PROJECT_ID.`,
    );
  }
  const place = await databasePlace(config);
  webApp = await buildWebApp();
  return start(config, place, (origin) => identityPlace(config, origin), {
    webFolder: webApp ? webFolder : null,
  });
}

/** In a process of its own, whose memory ends with it. An app that cannot be built must not take the API down. */
async function buildWebApp(): Promise<boolean> {
  const builder = join(webFolder, '..', 'build', 'build.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', builder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close').catch(() => [null]);
  return code === 0;
}

async function databasePlace(config: Config): Promise<DatabasePlace> {
  const { databaseUrl, databaseOwnerUrl, dataDir } = config;
  if (databaseUrl !== null) {
    return { url: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl, stop: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir, log: (line) => process.stdout.write(`${line}\n`) });
  return { url: embedded.serverUrl, ownerUrl: embedded.ownerUrl, stop: () => embedded.stop() };
}

async function identityPlace({ identity, dataDir }: Config, origin: string): Promise<IdentityPlace> {
  if (identity.mode === 'stack') return stackIdentity(identity);
  const devAuth = await openDevAuth({ dir: join(dataDir, 'dev-auth') });
  const { projectId } = devAuth;
  return {
    options: { projectId, issuers: [`${origin}/dev-auth/api/v1/projects/${projectId}`] },
    publicIdentity: {
      mode: 'development',
      projectId,
      publishableClientKey: null,
      baseUrl: `${origin}/dev-auth`,
    },
    extras: (app) => devAuthPlugin(app, { devAuth, origin }),
  };
}

function announce({ url }: Running): void {
  if (!webApp) {
    process.stderr.write('\n  THE WEB APP COULD NOT BE BUILT (see above). Only the API is served.\n');
  }
  process.stdout.write(`
  Blossomer GTM   ${url}
  API to read     ${url}/docs
  Sign-in         ${url}/dev-auth   (development sign-in: not for real data)

  A token for curl:  npm run -s token -- ann@example.test
  Stop with Ctrl-C.
`);
}
