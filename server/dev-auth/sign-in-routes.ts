import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Email } from './email.ts';
import { KnownError } from './known-error.ts';
import { hashPassword, passwordLengthMax, passwordLengthMin, verifyPassword } from './password.ts';
import type { Person } from './people.ts';
import { caller, type Issuer, parse, requireLoopbackUrl, requireProject } from './requests.ts';
import { accessTokenFor } from './tokens.ts';

const PasswordSignIn = z.object({ email: Email, password: z.string() });
const PasswordSignUp = PasswordSignIn.extend({ verification_callback_url: z.string().optional() });
const SendCode = z.object({ email: Email, callback_url: z.string() });
const CodeSignIn = z.object({ code: z.string() });
const Refresh = z.object({
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string(),
  client_id: z.string(),
  client_secret: z.string().optional(),
});

/** The ways in and out that the SDK calls under `/auth`. */
export function signInRoutes(scope: FastifyInstance, issuer: Issuer): void {
  scope.addHook('preHandler', async (request) => {
    // The token endpoint speaks OAuth: the project is its client_id.
    if (!request.url.endsWith('/oauth/token')) requireProject(request, issuer.devAuth.projectId);
  });
  scope.post('/password/sign-up', (request) => signUp(issuer, parse(PasswordSignUp, request.body)));
  scope.post('/password/sign-in', (request) => signIn(issuer, parse(PasswordSignIn, request.body)));
  scope.post('/otp/send-sign-in-code', async (request) => {
    const { email, callback_url } = parse(SendCode, request.body);
    requireLoopbackUrl(callback_url);
    const { code, nonce } = issuer.devAuth.codes.send(email);
    scope.log.info({ email, code }, 'Development sign-in: one-time code');
    return { nonce };
  });
  scope.post('/otp/sign-in', (request) => signInWithCode(issuer, parse(CodeSignIn, request.body).code));
  scope.post('/oauth/token', (request, reply) => {
    reply.header('cache-control', 'no-store');
    return refresh(issuer, parse(Refresh, request.body));
  });
  scope.delete('/sessions/current', async (request) => {
    const found = await caller(issuer, request);
    if (found && (await issuer.devAuth.sessions.end(found.sessionId))) return { success: true };
    throw refreshTokenError();
  });
}

async function signUp(issuer: Issuer, body: z.infer<typeof PasswordSignUp>): Promise<unknown> {
  requireLoopbackUrl(body.verification_callback_url);
  requirePasswordLength(body.password);
  const passwordHash = await hashPassword(body.password);
  return startSession(issuer, await issuer.devAuth.people.add({ email: body.email, passwordHash }));
}

async function signIn(issuer: Issuer, body: z.infer<typeof PasswordSignIn>): Promise<unknown> {
  const person = issuer.devAuth.people.withEmail(body.email);
  if (person?.passwordHash && (await verifyPassword(body.password, person.passwordHash))) {
    return startSession(issuer, person);
  }
  throw new KnownError('EMAIL_PASSWORD_MISMATCH', 'Wrong e-mail or password.');
}

async function signInWithCode(issuer: Issuer, codeAndNonce: string): Promise<unknown> {
  const { people, codes } = issuer.devAuth;
  const { email } = codes.use(codeAndNonce);
  const known = people.withEmail(email);
  const person = known
    ? await people.update(known, { emailVerified: true })
    : await people.add({ email, emailVerified: true });
  return { ...(await startSession(issuer, person)), is_new_user: !known };
}

async function startSession(issuer: Issuer, person: Person) {
  const { devAuth, origin, accessTokenSeconds: seconds } = issuer;
  const { sessionId, refreshToken } = await devAuth.sessions.start(person.id);
  const accessToken = await accessTokenFor(devAuth, { origin, person, sessionId, seconds });
  return { access_token: accessToken, refresh_token: refreshToken, user_id: person.id };
}

async function refresh(issuer: Issuer, body: z.infer<typeof Refresh>): Promise<unknown> {
  const { devAuth, origin, accessTokenSeconds: seconds } = issuer;
  if (body.client_id !== devAuth.projectId) {
    const message =
      'The OAuth client ID or secret is invalid. The client ID must be equal to the project ID.';
    throw new KnownError('INVALID_OAUTH_CLIENT_ID_OR_SECRET', message, { client_id: body.client_id });
  }
  const session = devAuth.sessions.find(body.refresh_token);
  const person = session && devAuth.people.get(session.personId);
  if (!person) throw refreshTokenError();
  return {
    access_token: await accessTokenFor(devAuth, { origin, person, sessionId: session.id, seconds }),
    token_type: 'Bearer',
    expires_in: seconds,
    refresh_token: body.refresh_token,
    scope: 'legacy',
    is_new_user: false,
  };
}

function requirePasswordLength(password: string): void {
  if (password.length < passwordLengthMin) {
    const message = `Password too short. Minimum length is ${passwordLengthMin}.`;
    throw new KnownError('PASSWORD_TOO_SHORT', message, { min_length: passwordLengthMin });
  }
  if (password.length > passwordLengthMax) {
    const message = `Password too long. Maximum length is ${passwordLengthMax}.`;
    throw new KnownError('PASSWORD_TOO_LONG', message, { maxLength: passwordLengthMax });
  }
}

function refreshTokenError(): KnownError {
  const message = 'Refresh token not found for this project, or the session has expired/been revoked.';
  return new KnownError('REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED', message);
}
