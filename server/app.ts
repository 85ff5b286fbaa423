import type { Phase } from '@blossomer/contract';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { takeBodiesAsBytes } from './body.ts';
import { createCallers } from './caller.ts';
import type { LogLevel } from './config.ts';
import type { Database } from './database.ts';
import { Failure } from './failures.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { adminRoutes } from './features/admin/routes.ts';
import { batchRoutes } from './features/batch/routes.ts';
import { campaignRoutes } from './features/campaigns/routes.ts';
import { changeRoutes } from './features/changes/routes.ts';
import { companyRoutes } from './features/companies/routes.ts';
import { docsRoutes } from './features/docs/routes.ts';
import { exportRoutes } from './features/export/routes.ts';
import type { GenerationParts } from './features/generations/generating.ts';
import { openListening } from './features/generations/listening.ts';
import { generationRoutes } from './features/generations/routes.ts';
import { importRoutes } from './features/imports/routes.ts';
import { meRoutes } from './features/me/routes.ts';
import { migrationRoutes } from './features/migration/routes.ts';
import { personaRoutes } from './features/personas/routes.ts';
import { type PublicIdentity, systemRoutes } from './features/system/routes.ts';
import { trashRoutes } from './features/trash/routes.ts';
import { usageRoutes } from './features/usage/routes.ts';
import { signatureCheck, webhookRoutes } from './features/webhooks/routes.ts';
import type { Verify } from './identity.ts';
import { type ImportWorkersOptions, openImportWorkers } from './importing/import-workers.ts';
import { openJobs } from './jobs/jobs.ts';
import { openLedger } from './limits/ledger.ts';
import { type LimitSettings, openLimits } from './limits/limits.ts';
import { loggerOptions, logRequests } from './operating/log.ts';
import { refuseOverload } from './operating/overload.ts';
import { answerBrokenRequest, answerError, answerWithProblems } from './problem.ts';
import { refuseOtherMethods, type Server } from './serve.ts';
import { webApp } from './web.ts';

/** What the application needs and does not make itself. Nothing is ambient. */
export interface AppParts {
  database: Database;
  verify: Verify;
  publicIdentity: PublicIdentity;
  /** null: no webhooks. */
  webhookSecret: string | null;
  limits: LimitSettings;
  imports: ImportWorkersOptions;
  generation: GenerationParts;
  /** The folder of the built web app; null: the API alone. */
  webFolder: string | null;
  migrationFurthest: Phase;
  checkAnswers: boolean;
  trustProxy: string[] | false;
  logLevel: LogLevel;
  /** Standard output when left out. */
  logTo?: { write(line: string): void };
  /** Beyond this delay of the event loop requests are refused. */
  eventLoopMillisecondsMax: number;
  /** Whether the server still takes new work; false while it drains. */
  isServing: () => boolean;
  /** Mounted beside the API, before it: the development issuer. */
  extras?: (app: FastifyInstance, server: Server) => Promise<void>;
}

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    trustProxy: parts.trustProxy,
    logger: loggerOptions(parts.logLevel, parts.logTo),
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // What still arrives on an open connection is answered, and the connection then ends.
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void answerError(error, request as never, reply as never),
  });
  const web = parts.webFolder === null ? null : webApp(parts.webFolder, parts.publicIdentity);
  answerWithProblems(app, web?.answerUnknown); // First: a route answers with the handlers that stood when it was made.
  app.decorateRequest('identity', null);
  app.decorateRequest('charge', null);
  app.decorateRequest('bodyType', 'application/json');
  app.decorateRequest('startedAt', 0);
  app.decorateRequest('authenticatedAt', 0);
  app.decorateRequest('caller', null);
  app.decorateRequest('problemCode', null);
  logRequests(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.includes('#')) throw new Failure('malformed-request', 'The address is not a valid URL.');
  });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
  });
  await app.register(cors, { origin: false });
  await app.register(compress, {
    globalDecompression: false, // A small body could unfold into a huge one; requests come as they are.
    threshold: 2048,
    encodings: ['gzip', 'deflate'],
    zlibOptions: { level: 1 },
  });
  await refuseOverload(app, parts.eventLoopMillisecondsMax);
  const server = await serverFor(app, parts);
  await parts.extras?.(app, server);
  takeBodiesAsBytes(app);
  await docsRoutes(app);
  await serveAll(server, parts);
  await web?.serve(app);
  return app;
}

async function serverFor(app: FastifyInstance, parts: AppParts): Promise<Server> {
  const limits = openLimits(parts.limits, { log: (message) => app.log.error(message) });
  app.addHook('onClose', () => limits.close());
  await limits.connected();
  const imports = openImportWorkers(parts.imports);
  app.addHook('onClose', () => imports.close());
  return {
    app,
    limits,
    ledger: openLedger(parts.limits.rates['generate-tokens'], parts.generation.model !== null),
    imports,
    verify: parts.verify,
    requireSignature: signatureCheck(parts.webhookSecret),
    callerFor: createCallers(parts.database),
    checkAnswers: parts.checkAnswers,
    methods: new Map(),
    operations: [],
  };
}

async function serveAll(server: Server, parts: AppParts): Promise<void> {
  systemRoutes(server, parts);
  meRoutes(server);
  usageRoutes(server);
  companyRoutes(server);
  accountRoutes(server);
  personaRoutes(server);
  campaignRoutes(server);
  trashRoutes(server);
  importRoutes(server);
  adminRoutes(server);
  migrationRoutes(server, parts.migrationFurthest);
  exportRoutes(server);
  webhookRoutes(server, parts.database);
  changeRoutes(server);
  batchRoutes(server);
  await serveGenerations(server, parts);
  refuseOtherMethods(server);
}

async function serveGenerations(server: Server, { database, generation }: AppParts): Promise<void> {
  const { app, limits, ledger, operations } = server;
  const log = (error: unknown, generationId: string) =>
    app.log.error({ err: error, generationId }, 'generation');
  const jobs = await openJobs({ database, onError: (error) => app.log.error({ err: error }, 'jobs') });
  const listening = openListening();
  const generating = { ...generation, database, limits, ledger, operations, jobs, listening, log };
  generationRoutes(server, generating);
}
