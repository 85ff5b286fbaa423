/** The production server: its own database, its own Stack Auth project, no development issuer anywhere near. */
import { ConfigError, environment, readConfig } from './config.ts';
import { run } from './run.ts';
import { stackIdentity } from './stack-identity.ts';
import { type IdentityPlace, type Running, start } from './start.ts';
import { hasWebApp, webFolder } from './web.ts';

await run(serveProduction, ({ url }) => process.stdout.write(`Blossomer GTM serves on ${url}\n`));

function serveProduction(): Promise<Running> {
  const config = readConfig(environment());
  const { identity, databaseUrl, databaseOwnerUrl, websiteAllowLoopback } = config;
  if (identity.mode !== 'stack') {
    throw new ConfigError(
      'This build has no development sign-in. Set STACK_PROJECT_ID, or run "npm start" in the repository.',
    );
  }
  if (websiteAllowLoopback) {
    throw new ConfigError('This build reads public websites only. Leave WEBSITE_ALLOW_LOOPBACK out.');
  }
  if (databaseUrl === null || databaseOwnerUrl === null) {
    throw new ConfigError(
      'DATABASE_URL is not set. Name the PostgreSQL database that this server is to use.',
    );
  }
  const place = { url: databaseUrl, ownerUrl: databaseOwnerUrl, stop: async () => {} };
  return start(config, place, async (): Promise<IdentityPlace> => stackIdentity(identity), {
    webFolder: hasWebApp(webFolder) ? webFolder : null,
  });
}
