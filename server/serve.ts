import { Readable } from 'node:stream';
import {
  type BodyType,
  type Endpoint,
  type EntityKind,
  Nothing,
  type ProblemCode,
} from '@blossomer/contract';
import { pointer } from '@blossomer/json';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { bodyTypeOf, bytesOf, readJson } from './body.ts';
import type { Caller, CallerFor } from './caller.ts';
import { Failure } from './failures.ts';
import { parse } from './faults.ts';
import { carryOutOnce, type Once, onceOf, type Written } from './idempotency.ts';
import type { Identity, Verify } from './identity.ts';
import type { ImportWorkers } from './importing/import-workers.ts';
import { keyOfAddress } from './limits/address.ts';
import type { Charge } from './limits/charge.ts';
import type { Ledger } from './limits/ledger.ts';
import type { Limits } from './limits/limits.ts';
import { serverTiming } from './operating/timing.ts';
import { ifMatch, ifNoneMatch, type Precondition } from './preconditions.ts';

/**
 * A request's way: known caller, what it costs, request read against the contract, handler, answer. Nothing is asked about rights
 * here: the database runs as the caller, and a policy there says what exists for them.
 */
export interface Server {
  app: FastifyInstance;
  verify: Verify;
  /** Throws unless whoever sent the request signed it. */
  requireSignature: (request: FastifyRequest) => void;
  callerFor: CallerFor;
  limits: Limits;
  ledger: Ledger;
  imports: ImportWorkers;
  /** Also hold answers against the contract: in tests and development. */
  checkAnswers: boolean;
  /** What has been served so far, by address. */
  methods: Map<string, Endpoint['method'][]>;
  /** What may also be part of a batch. */
  operations: Operation[];
}

/** A write of one document, as its own endpoint and handler do it. */
export interface Operation {
  kind: EntityKind;
  endpoint: Endpoint;
  handler: (ask: Ask<{ id: string }, unknown, unknown>) => Promise<Answer>;
  replay: (ask: Ask<{ id: string }, unknown, unknown>, written: Written[]) => Promise<Answer>;
}

export interface Ask<Params, Query, Body> {
  caller: Caller;
  once: Once | undefined;
  params: Params;
  query: Query;
  body: Body;
  /** The body as JSON.parse gives it, before the contract filled in what was missing. */
  sent: unknown;
  bodyType: BodyType;
  ifMatch: Precondition | undefined;
  ifNoneMatch: Precondition;
  /** `Last-Event-ID`, of a stream that goes on. */
  lastEventId?: string | undefined;
  /** Of whoever asks, as limits know them. */
  address?: string;
  /**
   * Counts this request as so many, before anything is written: refused as a whole where that passes the limit. Not asked,
   * a request counts as one.
   */
  spend(points: number): Promise<void>;
}

export interface Answer {
  status: 200 | 201 | 202 | 204 | 304;
  /** JSON text, as it goes to the socket. Absent for 204 and 304. */
  text?: string;
  /** In its place, for what is too long to be held: `headers` says what it is. */
  stream?: Readable;
  version?: number;
  headers?: Record<string, string>;
}

type Handler<P extends z.ZodType, Q extends z.ZodType, Body> = (
  ask: Ask<z.output<P>, z.output<Q>, Body>,
) => Promise<Answer>;

/** What a request that was carried out before is answered with: what is there now, and nothing is written. */
type Replay<P extends z.ZodType, Q extends z.ZodType, Body> = (
  ask: Ask<z.output<P>, z.output<Q>, Body>,
  written: Written[],
) => Promise<Answer>;

/** `replay` is for endpoints that take an Idempotency-Key. */
export function serve<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  server: Server,
  endpoint: Endpoint<P, Q, B, A>,
  handler: Handler<P, Q, z.output<B>>,
  replay?: Replay<P, Q, z.output<B>>,
): void {
  route(server, endpoint, readAs, handler, replay);
}

/** For a body that is too much for the event loop: the handler gets its bytes, and has them read and held against the contract elsewhere. */
export function serveUnread<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  server: Server,
  endpoint: Endpoint<P, Q, B, A>,
  handler: Handler<P, Q, Uint8Array>,
  replay?: Replay<P, Q, Uint8Array>,
): void {
  const unread: BodyReader<P, Q, B, A, Uint8Array> = (_endpoint, request) => {
    const bytes = bytesOf(request);
    return { body: bytes, sent: bytes };
  };
  route(server, endpoint, unread, handler, replay);
}

type BodyReader<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType, Body> = (
  endpoint: Endpoint<P, Q, B, A>,
  request: FastifyRequest,
) => { body: Body; sent: unknown };

function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType, Body>(
  server: Server,
  endpoint: Endpoint<P, Q, B, A>,
  bodyOf: BodyReader<P, Q, B, A, Body>,
  handler: Handler<P, Q, Body>,
  replay?: Replay<P, Q, Body>,
): void {
  if (endpoint.repeatable !== (replay !== undefined))
    throw new Error(`${endpoint.id}: replay and contract differ`);
  const url = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
  server.methods.set(url, [...(server.methods.get(url) ?? []), endpoint.method]);
  server.app.route({
    method: endpoint.method,
    url,
    bodyLimit: endpoint.bodyBytesMax,
    config: { endpointId: endpoint.id },
    onRequest: async (request, reply) => {
      request.startedAt = performance.now();
      if (endpoint.access === 'person') request.identity = await server.verify(request.headers.authorization);
      request.authenticatedAt = performance.now();
      await charge(server, endpoint, request, reply);
      if (endpoint.role && request.identity)
        await requireAdmin(server.callerFor(request.identity, request.id));
    },
    preParsing: async (request) => {
      if (endpoint.bodyTypes.length > 0) request.bodyType = bodyTypeOf(endpoint, request);
    },
    handler: async (request, reply) => {
      if (endpoint.access === 'signed') server.requireSignature(request);
      const once = onceOf(endpoint, request);
      const caller = server.callerFor(request.identity ?? nobody, request.id, once);
      request.caller = caller;
      const spend = async (points: number) => {
        await request.charge?.spend(points);
        tellOfLimits(request, reply);
      };
      const ask = { ...read(endpoint, request, caller), ...bodyOf(endpoint, request), once, spend };
      const work = () => handler(ask);
      const { answer, replayed } =
        once && replay
          ? await carryOutOnce(caller, once, { work, replay: (written) => replay(ask, written) })
          : { answer: await work(), replayed: false };
      if (replayed) reply.header('idempotent-replayed', 'true');
      if (answer.status === 304) {
        request.charge?.refund();
        tellOfLimits(request, reply);
      }
      if (server.checkAnswers) checkAnswer(endpoint, answer);
      return send(reply, answer, serverTiming(request), request.method === 'HEAD');
    },
  });
}

/** Called after everything is served: an address that exists answers other methods with 405 and `Allow`. */
export function refuseOtherMethods({ app, methods }: Server): void {
  for (const [url, served] of methods) {
    const allow = served.join(', ');
    app.route({
      method: (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
        (method) => !served.includes(method),
      ),
      url,
      handler: () => {
        throw new Failure('method-not-allowed', `This address takes ${allow}.`, { headers: { allow } });
      },
    });
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | null;
    charge: Charge | null;
    startedAt: number;
    authenticatedAt: number;
    bodyType: BodyType;
    caller: Caller | null;
    /** Of the problem that it was answered with. */
    problemCode: ProblemCode | null;
  }
  interface FastifyContextConfig {
    endpointId?: string;
  }
}

/** Each request pays as soon as it is known whose it is; what it brings along is not read for nothing. */
async function charge(
  { limits, callerFor }: Server,
  { limit }: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { identity, id } = request;
  request.charge = identity
    ? await limits.charge(limit, identity.userId, () => callerFor(identity, id))
    : await limits.charge(limit, keyOfAddress(request.ip), null);
  tellOfLimits(request, reply);
}

function tellOfLimits({ charge }: FastifyRequest, reply: FastifyReply): void {
  if (charge) reply.headers(charge.headers());
}

/** Before anything is read or looked up, so that whoever lacks the role learns nothing else. SQL decides, and asks again. */
async function requireAdmin(caller: Caller): Promise<void> {
  await caller.read({ name: 'require-admin', text: 'select require_admin()', values: [] });
}

/** Public endpoints have no caller; the database refuses this name, because nobody has it. */
const nobody: Identity = { userId: '', email: '', name: '', issuedAt: 0 };

function read<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  request: FastifyRequest,
  caller: Caller,
): Omit<Ask<z.output<P>, z.output<Q>, unknown>, 'body' | 'sent' | 'once' | 'spend'> {
  const params = parse(endpoint.params, request.params, 'path', 'malformed-request');
  const query = parse(endpoint.query, readQuery(request), 'query', 'malformed-request');
  const precondition =
    endpoint.ifMatch === 'none' ? undefined : ifMatch(endpoint, request.headers['if-match']);
  return {
    caller,
    params,
    query,
    bodyType: request.bodyType,
    ifMatch: precondition,
    ifNoneMatch: ifNoneMatch(request.headers['if-none-match']),
    lastEventId: request.headers['last-event-id'] as string | undefined,
    ...(endpoint.access === 'public' ? { address: keyOfAddress(request.ip) } : {}),
  };
}

function readAs<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  request: FastifyRequest,
): { body: z.output<B>; sent: unknown } {
  if (endpoint.bodyTypes.length === 0) return { body: {} as z.output<B>, sent: {} };
  const schema = endpoint.bodyByType?.[request.bodyType] ?? endpoint.body;
  const sent = readJson(endpoint, bytesOf(request));
  return { body: parse(schema, sent, 'body', 'invalid') as z.output<B>, sent };
}

/** Percent-encoding that says nothing is refused rather than taken for what it might mean. */
function readQuery(request: FastifyRequest): Record<string, unknown> {
  const values = { ...(request.query as Record<string, unknown>) };
  const names = Object.keys(values);
  for (const pair of (request.url.split('?')[1] ?? '').split('&')) {
    if (!isDecodable(pair))
      throw badParameter(
        names.find((name) => pair.startsWith(`${name}=`)) ?? '',
        'is not valid percent-encoded UTF-8',
      );
  }
  for (const [name, value] of Object.entries(values)) {
    if (String(value).includes('\0')) throw badParameter(name, 'must not contain the character U+0000');
  }
  return values;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function badParameter(name: string, message: string): Failure {
  const detail = `${name || 'The query'} ${message}.`;
  return new Failure('malformed-request', detail, {
    faults: [{ in: 'query', pointer: pointer([name]), message }],
  });
}

/** A broken promise is ours: 500, and a test fails. */
function checkAnswer(endpoint: Endpoint, { status, text }: Answer): void {
  if (!endpoint.statuses.includes(status))
    throw new Error(`${endpoint.id} does not promise status ${status}`);
  if (endpoint.answer === Nothing || text === undefined) return;
  const result = endpoint.answer.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`${endpoint.id} broke its promise: ${result.error.message}`);
}

function send(
  reply: FastifyReply,
  { status, text, stream, version, headers }: Answer,
  serverTiming: string,
  headOnly: boolean,
): FastifyReply {
  reply.code(status).header('server-timing', serverTiming).header('cache-control', 'private, no-cache');
  if (version !== undefined) reply.header('etag', `"${version}"`);
  if (headers) reply.headers(headers);
  if (stream !== undefined) {
    // Nobody waits for the body: what makes it stops.
    if (headOnly) stream.destroy();
    return reply.send(headOnly ? Readable.from([]) : stream);
  }
  if (text === undefined) return reply.send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(text);
}
