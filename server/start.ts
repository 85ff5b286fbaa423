import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { importBytesMax } from '@blossomer/contract';
import { loginPowers, migrate } from '@blossomer/db';
import type { FastifyInstance } from 'fastify';
import { type ModelOptions, openModel } from './ai/open-model.ts';
import { buildApp } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import type { GenerationParts } from './features/generations/generating.ts';
import type { PublicIdentity } from './features/system/routes.ts';
import { generate } from './generation/pipeline.ts';
import { createVerifier, type IdentityOptions } from './identity.ts';
import { observeRequests, serveMetrics } from './operating/metrics.ts';
import type { Server } from './serve.ts';
import { openWebsite } from './website/open-website.ts';

/** Where the data is, with whose rights, and how to let go of it. */
export interface DatabasePlace {
  url: string;
  ownerUrl: string;
  stop(): Promise<void>;
}

/** How people prove who they are. */
export interface IdentityPlace {
  options: IdentityOptions;
  publicIdentity: PublicIdentity;
  extras?: (app: FastifyInstance, server: Server) => Promise<void>;
}

export interface Running {
  url: string;
  app: FastifyInstance;
  /** Where the metrics are; null: nowhere. */
  metricsPort: number | null;
  database: Database;
  /** Finishes what is under way, then closes everything it opened, the embedded database included. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Where the log goes; standard output when left out. */
  logTo?: { write(line: string): void } | undefined;
  /** Of the built web app; left out: the API alone. */
  webFolder?: string | null;
  /** In place of what the settings say: tests have their own. */
  generation?: Partial<GenerationParts> | undefined;
}

const hostsOfAll = new Set(['0.0.0.0', '::']);

/** Migrates, connects, listens. The address is printed by the caller and kept in `<DATA_DIR>/server.json`. */
export async function start(
  config: Config,
  place: DatabasePlace,
  identityAt: (origin: string) => Promise<IdentityPlace>,
  { logTo, webFolder = null, generation }: StartOptions = {},
): Promise<Running> {
  const closers: (() => Promise<unknown>)[] = [() => place.stop()];
  let serving = true;
  const stop = async () => {
    serving = false;
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    await migrate(place.ownerUrl, { log: (line) => process.stderr.write(`${line}\n`) });
    const port = await freePort(config);
    const shownHost = hostsOfAll.has(config.host) ? '127.0.0.1' : config.host;
    const url = `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${port}`;
    const identity = await identityAt(url);
    const database = await connect(config, place.url, identity.publicIdentity);
    closers.push(() => database.close());
    let log: FastifyInstance['log'] | undefined;
    const parts = await generationParts(config, { warn: (fields, message) => log?.warn(fields, message) });
    closers.push(() => parts.close());
    const app = await buildApp({
      database,
      verify: createVerifier(identity.options),
      publicIdentity: identity.publicIdentity,
      webhookSecret: config.webhookSecret,
      limits: config.limits,
      imports: { ...config.imports, waitingMax: importsWaitingMax, waitingBytesMax: importBytesWaitingMax },
      generation: { ...parts.generation, ...generation },
      webFolder,
      migrationFurthest: config.migrationFurthest,
      checkAnswers: config.mode !== 'production',
      trustProxy: config.trustProxy,
      logLevel: config.logLevel,
      ...(logTo ? { logTo } : {}),
      eventLoopMillisecondsMax: config.eventLoopMillisecondsMax,
      isServing: () => serving,
      ...(identity.extras ? { extras: identity.extras } : {}),
    });
    log = app.log;
    let metricsPort: number | null = null;
    closers.push(() => drained(app, config.drainSeconds));
    if (config.metrics) {
      const metrics = await serveMetrics(observeRequests(app, database), config.metrics);
      metricsPort = metrics.port;
      closers.push(() => metrics.close());
    }
    await app.listen({ host: config.host, port });
    const record = await keepAddress(config.dataDir, url);
    closers.push(() => rm(record, { force: true }));
    return { url, app, metricsPort, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What reads websites has threads of its own, to be let go. */
async function generationParts(
  { generationWorkers: workers, websiteAllowLoopback: allowLoopback, models }: Config,
  log: ModelOptions['log'],
): Promise<{
  generation: GenerationParts;
  close(): Promise<void>;
}> {
  const model = await openModel(models, { log });
  const website = openWebsite({ allowLoopback });
  return { generation: { generate, model, website, workers }, close: () => website.close() };
}

/** Takes no new connection, finishes what is under way, and after `seconds` ends what is not finished then. */
async function drained(app: FastifyInstance, seconds: number): Promise<void> {
  const impatient = setTimeout(() => app.server.closeAllConnections(), seconds * 1000);
  try {
    await app.close();
  } finally {
    clearTimeout(impatient);
  }
}

/** Bounds of the queues, by connection: what waits longer than this is better refused. */
const inFlightMaxEach = 100;
const waitingMaxEach = 25;
const importsWaitingMax = 64;
const importBytesWaitingMax = 8 * importBytesMax;

async function connect(config: Config, url: string, identity: PublicIdentity): Promise<Database> {
  const powers = await loginPowers(url);
  if (config.mode === 'production' && (powers.superuser || powers.bypassesRowSecurity)) {
    throw new ConfigError(
      `DATABASE_URL signs in as ${powers.login}, who may pass over row-level security. Use a login that is a member of blossomer_app and nothing more; migrations take DATABASE_OWNER_URL.`,
    );
  }
  if (!powers.mayBecomeApp) {
    throw new ConfigError(
      `DATABASE_URL signs in as ${powers.login}, who is no member of blossomer_app. Run as the owner of the roles: grant blossomer_app to ${powers.login};`,
    );
  }
  const database = openDatabase({
    url,
    setRole: !powers.isApp,
    pooler: config.databasePooler,
    pipelines: config.pool.pipelines,
    exclusive: config.pool.exclusive,
    inFlightMax: config.pool.pipelines * inFlightMaxEach,
    waitingMax: config.pool.exclusive * waitingMaxEach,
    statementMillisecondsMax: config.pool.statementSeconds * 1000,
    onError: () => {}, // The requests under way report it, and the next one connects again.
  });
  await claimDeployment(database, identity).catch(async (error) => {
    await database.close();
    throw error;
  });
  return database;
}

/** People of a development sign-in must never become people of production, nor those of one project of another. */
async function claimDeployment(database: Database, { mode, projectId }: PublicIdentity): Promise<void> {
  const rows = await database.asNobody({
    text: 'select identity_mode, identity_project from claim_deployment($1, $2)',
    values: [mode, projectId],
  });
  const [earlierMode, earlierProject] = rows[0] ?? [];
  if (
    earlierMode == null ||
    (earlierMode === mode && (mode === 'development' || earlierProject === projectId))
  )
    return;
  throw new ConfigError(
    earlierMode === 'development'
      ? 'This database was filled with a development sign-in. Use another one for the Stack Auth project.'
      : `This database belongs to the Stack Auth project ${earlierProject}. Set STACK_PROJECT_ID to it, or use another database.`,
  );
}

const firstPort = 8000;
const portsTried = 50;

async function freePort({ host, port }: Config): Promise<number> {
  if (port !== null) {
    const got = await canListen(host, port);
    if (got === null)
      throw new ConfigError(
        `Port ${port} on ${host} is taken. Stop what listens there, or set PORT to another one.`,
      );
    return got;
  }
  for (let candidate = firstPort; candidate < firstPort + portsTried; candidate += 1) {
    const got = await canListen(host, candidate);
    if (got !== null) return got;
  }
  throw new ConfigError(
    `No port from ${firstPort} to ${firstPort + portsTried - 1} is free on ${host}. Set PORT.`,
  );
}

/** The port (the one given out for 0), or null when it is taken. */
function canListen(host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(new ConfigError(`Cannot listen on ${host}:${port}: ${error.message}.`));
    });
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      const got = address !== null && typeof address === 'object' ? address.port : port;
      probe.close(() => resolve(got));
    });
  });
}

async function keepAddress(dataDir: string, url: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'server.json');
  await writeFile(path, `${JSON.stringify({ url, pid: process.pid })}\n`);
  return path;
}
