import { type Problem, type ProblemCode, problems } from '@blossomer/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, fromDatabase } from './failures.ts';

/**
 * Every failure leaves the server here, as RFC 9457 problem details. What is not a known failure is our own fault:
 * it is logged whole and told to the person in one sentence without a detail of it.
 */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => sendProblem(nothingHere, request, reply));
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(asFailure(error, request), request, reply);
}

function sendProblem(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status } = problems[failure.code];
  reply.headers(failure.headers);
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((body: string) => body)
    .send(JSON.stringify(problemOf(failure, request.id)));
}

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

/** What the HTTP layer itself refuses, by its codes (fastify.dev, "Errors"). */
const httpFailures: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed-request',
    'The body is not as long as Content-Length says.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Content-Type is not a media type.'],
  FST_ERR_BAD_URL: ['malformed-request', 'The address is not a valid URL.'],
  FST_ERR_PARAM_MAX_LENGTH: ['malformed-request', 'The address is too long.'],
};

function asFailure(thrown: FastifyError, request: FastifyRequest): Failure {
  const error = fromDatabase(thrown);
  if (error instanceof Failure) {
    if (problems[error.code].status >= 500) request.log.error({ err: thrown }, error.message);
    return error;
  }
  const known = httpFailures[thrown.code];
  if (known) return new Failure(...known);
  const clientFault =
    typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500;
  if (clientFault) return new Failure('malformed-request', 'The request could not be read.');
  request.log.error({ err: thrown }, 'request failed');
  return new Failure(
    'internal',
    `Something went wrong on our side. Please quote the request id ${request.id}.`,
  );
}
