import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addGuards } from './guards.ts';
import { keyRoutes } from './key-routes.ts';
import { KnownError, schemaError } from './known-error.ts';
import { isLoopbackOrigin } from './loopback.ts';
import { pageRoutes } from './page.ts';
import { type Issuer, vendorHeader } from './requests.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { DevAuth } from './store.ts';
import { accessTokenSecondsDefault } from './tokens.ts';
import { userRoutes } from './user-routes.ts';

const bodyBytesMax = 256 * 1024;
/** The SDK refuses tokens that live for less. */
const accessTokenSecondsMin = 30;

export interface DevAuthOptions {
  devAuth: DevAuth;
  /** Where the server answers, such as `http://127.0.0.1:8000`: part of the issuer, so never from a request. */
  origin: string;
  /** At least 30; default 600. */
  accessTokenSeconds?: number;
}

/** Mounts the development issuer under `/dev-auth`. What it adds to Fastify stays inside that path. */
export async function devAuthPlugin(app: FastifyInstance, options: DevAuthOptions): Promise<void> {
  const issuer = issuerOf(options);
  await app.register(
    async (scope) => {
      addParsers(scope);
      addGuards(scope);
      scope.addHook('onRoute', (route) => {
        route.bodyLimit = bodyBytesMax;
      });
      scope.setErrorHandler(answerError);
      scope.setNotFoundHandler((_request, reply) =>
        reply.code(404).send({ error: 'There is nothing here.' }),
      );
      pageRoutes(scope, issuer);
      scope.get('/health', () => Promise.resolve({ status: 'ok' }));
      await scope.register(async (keys) => keyRoutes(keys, issuer), { prefix: '/api/v1' });
      await scope.register(async (users) => userRoutes(users, issuer), { prefix: '/api/v1' });
      await scope.register(async (auth) => signInRoutes(auth, issuer), { prefix: '/api/v1/auth' });
    },
    { prefix: '/dev-auth' },
  );
}

function issuerOf(options: DevAuthOptions): Issuer {
  const { devAuth, origin, accessTokenSeconds = accessTokenSecondsDefault } = options;
  if (!isLoopbackOrigin(origin))
    throw new Error(`Development sign-in needs a loopback origin, not ${origin}.`);
  if (!Number.isInteger(accessTokenSeconds) || accessTokenSeconds < accessTokenSecondsMin) {
    throw new Error(`accessTokenSeconds must be a whole number from ${accessTokenSecondsMin}.`);
  }
  return { devAuth, origin, accessTokenSeconds };
}

/** JSON, and the forms of the OAuth endpoint; not those of the server around, which may reject in its own way. */
function addParsers(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(schemaError('The body is not valid JSON.'));
    }
  });
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
}

function answerError(
  error: FastifyError | KnownError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = knownErrorOf(error);
  if (!known) {
    request.log.error(error, 'Development sign-in failed');
    return reply.code(500).send({ error: 'Development sign-in failed. The log of the server says why.' });
  }
  const { code, status, message, details } = known;
  reply.headers({ 'x-stack-known-error': code, 'x-hexclave-known-error': code });
  // The SDK asks for 200 on the wire, so that the browser's console stays quiet, and the status beside it.
  if (vendorHeader(request, 'override-error-status') === 'true') {
    reply.headers({ 'x-stack-actual-status': status, 'x-hexclave-actual-status': status }).code(200);
  } else {
    reply.code(status);
  }
  return reply.send({ code, ...(details && { details }), error: message });
}

/** Fastify's own refusals (type, size, encoding of the body) are `SCHEMA_ERROR` too. */
function knownErrorOf(error: FastifyError | KnownError): KnownError | undefined {
  if (error instanceof KnownError) return error;
  const { statusCode = 500 } = error;
  return statusCode >= 400 && statusCode < 500 ? schemaError(error.message) : undefined;
}
