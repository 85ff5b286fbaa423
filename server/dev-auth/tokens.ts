import { randomUUID } from 'node:crypto';
import { type CryptoKey, createLocalJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { Email } from './email.ts';
import { foreignKey, type UserKind } from './keys.ts';
import { KnownError } from './known-error.ts';
import type { Person } from './people.ts';
import { type DevAuth, removePerson } from './store.ts';

export const accessTokenSecondsDefault = 600;

/** Tokens that a server must refuse, each for one reason, and `normal`, which it must accept. */
export const tokenVariants = [
  'normal',
  'expired',
  'not-yet-valid',
  'anonymous',
  'restricted',
  'foreign-key',
  'deleted',
] as const;
export type TokenVariant = (typeof tokenVariants)[number];

export interface TokenRequest {
  /** Of the server that hosts the issuer, such as `http://127.0.0.1:8000`. */
  origin: string;
  email: string;
  variant?: TokenVariant;
  /** The display name of a person who signs up through this call; default none. */
  name?: string;
  /** Claims to replace, in a token otherwise signed as usual; `undefined` leaves the claim out. */
  claims?: Record<string, unknown>;
  /** Lifetime; default 600. */
  seconds?: number;
}

/** An access token for `email`; the person is signed up when needed, without a password. */
export async function mintToken(devAuth: DevAuth, request: TokenRequest): Promise<string> {
  return (await mintTokenOf(devAuth, request)).accessToken;
}

export async function mintTokenOf(
  devAuth: DevAuth,
  request: TokenRequest,
): Promise<{ accessToken: string; userId: string }> {
  const { origin, variant = 'normal', seconds = accessTokenSecondsDefault } = request;
  const email = Email.parse(request.email);
  const person =
    devAuth.people.withEmail(email) ??
    (await devAuth.people.add({ email, emailVerified: true, displayName: request.name ?? null }));
  const kind = variant === 'anonymous' || variant === 'restricted' ? variant : 'normal';
  const usual = accessClaims({ devAuth, origin, kind, person, sessionId: randomUUID(), seconds });
  const claims = { ...usual, ...timesOf(variant, seconds), ...request.claims };
  const accessToken =
    variant === 'foreign-key'
      ? await sign(claims, { ...(await devAuth.keys.signingKey(kind)), key: await foreignKey() })
      : await sign(claims, await devAuth.keys.signingKey(kind));
  if (variant === 'deleted') await removePerson(devAuth, person);
  return { accessToken, userId: person.id };
}

/** What sign-in and refresh hand out. */
export async function accessTokenFor(
  devAuth: DevAuth,
  request: { origin: string; person: Person; sessionId: string; seconds: number },
): Promise<string> {
  const claims = accessClaims({ devAuth, kind: 'normal', ...request });
  return sign(claims, await devAuth.keys.signingKey('normal'));
}

/** The claims of an access token that this issuer signed for a normal user, or the vendor's error. */
export async function verifyAccessToken(
  devAuth: DevAuth,
  origin: string,
  token: string,
): Promise<JWTPayload> {
  try {
    const keys = createLocalJWKSet(devAuth.keys.publicKeys(['normal']));
    const options = { algorithms: ['ES256'], ...partiesOf('normal', origin, devAuth.projectId) };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expiredError(error.payload);
    throw new KnownError('UNPARSABLE_ACCESS_TOKEN', 'Access token is not parsable.');
  }
}

const partyNames = {
  normal: { path: 'projects', suffix: '' },
  anonymous: { path: 'projects-anonymous-users', suffix: ':anon' },
  restricted: { path: 'projects-restricted-users', suffix: ':restricted' },
} as const satisfies Record<UserKind, unknown>;

function partiesOf(kind: UserKind, origin: string, projectId: string): { issuer: string; audience: string } {
  const { path, suffix } = partyNames[kind];
  return { issuer: `${origin}/dev-auth/api/v1/${path}/${projectId}`, audience: projectId + suffix };
}

/** Every claim of the vendor's schema: the SDK takes a token that lacks one for no token at all. */
function accessClaims(request: {
  devAuth: DevAuth;
  origin: string;
  kind: UserKind;
  person: Person;
  sessionId: string;
  seconds: number;
}): Record<string, unknown> {
  const { devAuth, origin, kind, person, sessionId, seconds } = request;
  const { issuer, audience } = partiesOf(kind, origin, devAuth.projectId);
  const reason = {
    normal: null,
    anonymous: { type: 'anonymous' },
    restricted: { type: 'restricted_by_administrator' },
  };
  const isAnonymous = kind === 'anonymous';
  const now = nowSeconds();
  return {
    sub: person.id,
    iss: issuer,
    aud: audience,
    iat: now,
    exp: now + seconds,
    project_id: devAuth.projectId,
    branch_id: 'main',
    refresh_token_id: sessionId,
    role: 'authenticated',
    name: isAnonymous ? null : person.displayName,
    email: isAnonymous ? null : person.email,
    email_verified: !isAnonymous && person.emailVerified,
    selected_team_id: null,
    signed_up_at: Math.floor(person.signedUpAtMillis / 1000),
    is_anonymous: isAnonymous,
    is_restricted: kind !== 'normal',
    restricted_reason: reason[kind],
    requires_totp_mfa: false,
  };
}

function timesOf(variant: TokenVariant, seconds: number): Record<string, number> {
  const hour = 3600;
  const now = nowSeconds();
  if (variant === 'expired') return { iat: now - hour - seconds, exp: now - hour };
  if (variant === 'not-yet-valid') return { iat: now + hour, nbf: now + hour, exp: now + hour + seconds };
  return {};
}

function sign(claims: JWTPayload, { kid, key }: { kid: string; key: CryptoKey }): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
}

function expiredError(claims: JWTPayload): KnownError {
  return new KnownError(
    'ACCESS_TOKEN_EXPIRED',
    'Access token has expired. Please refresh it and try again.',
    {
      expired_at_millis: claims.exp === undefined ? null : claims.exp * 1000,
      project_id: claims.project_id ?? null,
      user_id: claims.sub ?? null,
      refresh_token_id: claims.refresh_token_id ?? null,
    },
  );
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
