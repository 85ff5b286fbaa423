import type { Socket } from 'node:net';
import { type FaultPlace, type Problem, type ProblemCode, problems } from '@blossomer/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { Failure, fromDatabase } from './failures.ts';
import { serverTiming } from './operating/timing.ts';

/**
 * Every failure leaves the server here, as RFC 9457 problem details. What is not a known failure is our own fault:
 * it is logged whole and told to the person in one sentence without a detail of it.
 */
export function answerWithProblems(app: FastifyInstance, answerUnknown: Answerer = () => null): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(
    (request, reply) => answerUnknown(request, reply) ?? sendProblem(nothingHere, request, reply),
  );
}

/** What else may answer where nothing is served; null: it does not. */
type Answerer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null;

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(asFailure(error, request), request, reply);
}

function sendProblem(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status } = problems[failure.code];
  if (failure.code === 'too-large' || (refusesEarly.has(failure.code) && !request.raw.complete)) {
    reply.header('connection', 'close');
    request.raw.resume();
    lingerOnClose(request.raw.socket);
  }
  request.problemCode = failure.code;
  if (request.startedAt > 0) reply.header('server-timing', serverTiming(request));
  reply.headers(failure.headers);
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((body: string) => body)
    .send(JSON.stringify(problemOf(failure, request.id)));
}

/** Refused before the body is read, which may be 25 MB that nobody wants. */
const refusesEarly: ReadonlySet<ProblemCode> = new Set(['rate-limited', 'limits-unreachable']);

function problemOf(failure: Failure, requestId: string): Problem {
  const { status, title } = problems[failure.code];
  return {
    type: `/problems#${failure.code}`,
    title,
    status,
    detail: failure.message,
    code: failure.code,
    requestId,
    errors: [...failure.faults],
    ...failure.more,
  };
}

const nothingHere = new Failure('not-found', 'There is nothing at this address.');

const tooLargeImport =
  'An import takes at most 25 MB. Bring more in with "blossomer import" in a terminal, key by key.';

/** What the HTTP layer itself refuses, by its codes (fastify.dev, "Errors"). */
const httpFailures: Record<string, readonly [ProblemCode, FaultPlace, pointer: string, message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'body', '', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed-request',
    'header',
    '/Content-Length',
    'The body is not as long as Content-Length says.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'header',
    '/Content-Type',
    'Content-Type is not a media type.',
  ],
  FST_ERR_BAD_URL: ['malformed-request', 'path', '', 'The address is not a valid URL.'],
  FST_ERR_MAX_PARAM_LENGTH: ['malformed-request', 'path', '', 'The address is too long.'],
};

function asFailure(thrown: FastifyError, request: FastifyRequest): Failure {
  const error = fromDatabase(thrown);
  if (error instanceof Failure) {
    if (problems[error.code].status >= 500) request.log.error({ err: thrown }, error.message);
    return error;
  }
  const known = httpFailures[thrown.code];
  if (known) {
    const [code, place, pointer, general] = known;
    const isImport = code === 'too-large' && request.routeOptions.config.endpointId?.startsWith('imports.');
    const message = isImport ? tooLargeImport : general;
    return new Failure(code, message, { faults: [{ in: place, pointer, message }] });
  }
  const clientFault =
    typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500;
  if (clientFault) return new Failure('malformed-request', 'The request could not be read.');
  request.log.error({ err: thrown }, 'request failed');
  return new Failure(
    'internal',
    `Something went wrong on our side. Please quote the request id ${request.id}.`,
  );
}

/** What is not even a request: answered on the bare connection, which then ends. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const failure =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Failure('headers-too-large', 'The address and the headers together are larger than 16 KB.')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new Failure('request-timeout', 'The request did not arrive in time.')
        : new Failure('malformed-request', 'This is not an HTTP request.');
  const { status, title } = problems[failure.code];
  const body = JSON.stringify(problemOf(failure, uuidv7()));
  const head = `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nCache-Control: no-store`;
  socket.on('error', () => socket.destroy());
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  socket.resume();
  socket.setTimeout(lingerMilliseconds, () => socket.destroy());
}

/**
 * Closing at once while a body still arrives resets the connection, and the client loses the answer that says why.
 * So our side is closed first, and what still arrives is let go for a moment.
 */
function lingerOnClose(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    socket.setTimeout(lingerMilliseconds, () => socket.destroy());
  };
}

const lingerMilliseconds = 2000;
