import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LogLevel } from '../config.ts';
import { timesOf } from './timing.ts';

/**
 * One line of JSON a request, on standard output. A line says which endpoint, for whom (a short digest), how it ended
 * and where the time went. It never holds an address as it was asked (a search is somebody's words), a header, a body
 * or what PostgreSQL quotes of a row.
 */
export function loggerOptions(level: LogLevel, stream?: { write(line: string): void }) {
  return {
    level,
    ...(stream ? { stream } : {}),
    serializers: {
      err: (error: unknown) => safeError(error),
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? null,
      }),
    },
  };
}

export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(lineOf(request, reply), 'answered');
  });
  app.addHook('onRequestAbort', async (request) => {
    request.log.info({ ...whatOf(request), aborted: true }, 'the client went away');
  });
}

function lineOf(request: FastifyRequest, reply: FastifyReply) {
  const { auth, db, total } = timesOf(request);
  return {
    ...whatOf(request),
    status: reply.statusCode,
    ...(request.problemCode === null ? {} : { code: request.problemCode }),
    authMs: round(auth),
    dbMs: round(db),
    totalMs: round(total),
  };
}

function whatOf(request: FastifyRequest) {
  const { endpointId } = request.routeOptions.config as { endpointId?: string };
  return {
    method: request.method,
    endpoint: endpointId ?? null,
    ...(request.identity ? { person: personMark(request.identity.userId) } : {}),
  };
}

/** The same for the same person, and no way back to their id. */
function personMark(userId: string): string {
  return createHash('sha256').update(userId).digest('hex').slice(0, 12);
}

interface SafeError {
  type: string;
  message: string;
  stack: string;
  [part: string]: unknown;
}

const partsOfDatabaseError = [
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
] as const;

/** What went wrong and where, without a value: messages quote input, `detail` and `where` quote rows. */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const parts = error as Error & Record<string, unknown>;
  const known = partsOfDatabaseError.filter((name) => typeof parts[name] === 'string');
  return {
    type: error.name,
    message: withoutQuotes(error.message),
    ...Object.fromEntries(known.map((name) => [name, parts[name]])),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && depth < 3 ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

/** Only the first line, and nothing between quotes. */
function withoutQuotes(message: string): string {
  return (message.split('\n')[0] ?? '')
    .replace(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)/g, '"..."')
    .slice(0, 500);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
