import { setTimeout as delay } from 'node:timers/promises';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { Unavailable, unauthenticated } from './failures.ts';

/**
 * Who is asking: the bearer token of the request, verified against the issuer's published keys. A token says who a
 * person is and never what they may do; roles live in our database. Cookies are not read.
 */
export interface Identity {
  userId: string;
  email: string;
  name: string;
  /** When the token was issued, in seconds since 1970. */
  issuedAt: number;
}

export type Verify = (authorization: string | undefined) => Promise<Identity>;

export interface IdentityOptions {
  projectId: string;
  /** `{api}/api/v1/projects/{id}` for each host that the vendor signs for; the first one's keys are asked. */
  issuers: readonly string[];
}

const bearer = /^Bearer ([\w-]{1,4000}\.[\w-]{1,4000}\.[\w-]{1,4000})$/i;
const tokenCharactersMax = 8192;
const clockToleranceSeconds = 5;
/** How often an unknown key may send us to the issuer, at most. */
const cooldownMilliseconds = 1000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Verifies ES256 access tokens of Stack Auth (docs.stack-auth.com, "JWT"). Rejects with `unauthenticated`, always in
 * the same words, or with `identity-unreachable` when the keys cannot be had.
 */
export function createVerifier({ projectId, issuers }: IdentityOptions): Verify {
  const keys = createRemoteJWKSet(new URL(`${issuers[0]}/.well-known/jwks.json`), {
    cacheMaxAge: 24 * 60 * 60 * 1000, // An unknown kid asks again; an issuer that is down for an hour locks nobody out.
    cooldownDuration: cooldownMilliseconds,
    timeoutDuration: 3000,
  });
  const verified = new LRUCache<string, { identity: Identity; goodUntil: number }>({ max: 5000 });

  return async (authorization) => {
    const token = tokenOf(authorization);
    const earlier = verified.get(token);
    if (earlier && Date.now() < earlier.goodUntil) return earlier.identity;
    const payload = await payloadWithNewKeys(() => verifiedPayload(token, keys, projectId, issuers));
    const identity = identityOf(payload, projectId);
    verified.set(token, { identity, goodUntil: ((payload.exp ?? 0) + clockToleranceSeconds) * 1000 });
    return identity;
  };
}

function tokenOf(authorization: string | undefined): string {
  const token =
    (authorization?.length ?? 0) <= tokenCharactersMax ? bearer.exec(authorization ?? '')?.[1] : undefined;
  if (token === undefined) throw unauthenticated();
  return token;
}

/**
 * Right after the issuer changed its keys a good token may name one that we do not have yet and may not ask for yet:
 * it waits out the cooldown and is looked at again, so that no good token is refused.
 */
async function payloadWithNewKeys(verify: () => Promise<JWTPayload>): Promise<JWTPayload> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof UnknownKey)) throw error;
    await delay(cooldownMilliseconds);
    return verify().catch((again) => {
      throw again instanceof UnknownKey ? unauthenticated() : again;
    });
  }
}

class UnknownKey extends Error {}

async function verifiedPayload(
  token: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  audience: string,
  issuers: readonly string[],
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['ES256'],
      issuer: [...issuers],
      audience,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: clockToleranceSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) throw new UnknownKey();
    throw isTokenFault(error)
      ? unauthenticated()
      : new Unavailable(
          'identity-unreachable',
          'Sign-ins cannot be checked at the moment; please try again.',
        );
  }
}

/** What jose says about a token. Everything else (timeouts, refused connections, a key set that is none) is not its fault. */
function isTokenFault(error: unknown): boolean {
  const unreachable =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    !(error instanceof errors.JOSEError);
  // jose reports an answer of the key server that is not 200 with its base class.
  return !unreachable && error.code !== 'ERR_JOSE_GENERIC';
}

/** By claims once more, so that a mistaken key set address cannot open the door to anonymous or restricted people. */
function identityOf(payload: JWTPayload, projectId: string): Identity {
  const { sub, aud, iat } = payload;
  const claims = payload as Record<string, unknown>;
  const acceptable =
    typeof sub === 'string' &&
    uuid.test(sub) &&
    aud === projectId &&
    (iat ?? 0) <= Date.now() / 1000 + clockToleranceSeconds &&
    (claims.project_id ?? projectId) === projectId &&
    (claims.branch_id ?? claims.branchId) === 'main' &&
    claims.role === 'authenticated' &&
    (claims.is_anonymous ?? false) === false &&
    (claims.is_restricted ?? false) === false;
  if (!acceptable) throw unauthenticated();
  return {
    userId: sub.toLowerCase(),
    email: display(claims.email, 254),
    name: display(claims.name, 200),
    issuedAt: iat ?? 0,
  };
}

/** Display data only, and from outside: a length, and nothing that the database could not hold. */
function display(claim: unknown, charactersMax: number): string {
  if (typeof claim !== 'string') return '';
  return [...claim.replace(/[\0\p{Surrogate}]/gu, '')].slice(0, charactersMax).join('');
}
