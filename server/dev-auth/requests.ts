import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { KnownError, schemaError } from './known-error.ts';
import { isLoopbackOrigin } from './loopback.ts';
import type { Person } from './people.ts';
import type { DevAuth } from './store.ts';
import { verifyAccessToken } from './tokens.ts';

/** What every route of the issuer needs to know. */
export interface Issuer {
  devAuth: DevAuth;
  origin: string;
  accessTokenSeconds: number;
}

/** `body` as `schema` wants it, or `SCHEMA_ERROR`. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${['body', ...issue.path].join('.')}: ${issue.message}`);
  throw schemaError(`The request does not fit: ${faults.join('; ')}.`);
}

/** A vendor header under its new or its old prefix; the SDK sends only the new one. */
export function vendorHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[`x-hexclave-${name}`] ?? request.headers[`x-stack-${name}`];
  return Array.isArray(value) ? value[0] : value;
}

/** Throws the vendor's error unless the request is a client's and for our project. */
export function requireProject(request: FastifyRequest, projectId: string): void {
  const accessType = vendorHeader(request, 'access-type');
  if (!accessType) {
    throw new KnownError(
      'ACCESS_TYPE_REQUIRED',
      "The x-stack-access-type header is missing. Set it to 'client'.",
    );
  }
  if (accessType !== 'client') {
    const message = `The x-stack-access-type header must be 'client', but was '${accessType}'.`;
    const details = { actual_access_type: accessType, allowed_access_types: ['client'] };
    throw new KnownError('INSUFFICIENT_ACCESS_TYPE', message, details);
  }
  const sent = vendorHeader(request, 'project-id');
  if (!sent) {
    const message = `The x-stack-access-type header was '${accessType}', but the x-stack-project-id header is missing.`;
    throw new KnownError('ACCESS_TYPE_WITHOUT_PROJECT_ID', message, { request_type: accessType });
  }
  if (sent !== projectId) {
    const message = `The current project with ID ${sent} was not found. Please check the value of the x-stack-project-id header.`;
    throw new KnownError('CURRENT_PROJECT_NOT_FOUND', message, { project_id: sent });
  }
}

/** Who the access token speaks of, when there is one and the person still exists. */
export async function caller(
  issuer: Issuer,
  request: FastifyRequest,
): Promise<{ person: Person; sessionId: string } | undefined> {
  const token = vendorHeader(request, 'access-token');
  if (!token) return undefined;
  const claims = await verifyAccessToken(issuer.devAuth, issuer.origin, token);
  const person = issuer.devAuth.people.get(claims.sub ?? '');
  return person && { person, sessionId: String(claims.refresh_token_id) };
}

export async function requireCaller(
  issuer: Issuer,
  request: FastifyRequest,
): Promise<{ person: Person; sessionId: string }> {
  const found = await caller(issuer, request);
  if (found) return found;
  const message = "You have specified 'me' as a userId, but did not provide authentication for a user.";
  throw new KnownError('CANNOT_GET_OWN_USER_WITHOUT_USER', message);
}

/** Where mail may link back to: like a vendor project that allows localhost and lists no domains. */
export function requireLoopbackUrl(url: string | undefined): void {
  if (url === undefined) return;
  if (URL.canParse(url) && isLoopbackOrigin(new URL(url).origin)) return;
  throw new KnownError('REDIRECT_URL_NOT_WHITELISTED', 'Redirect URL not whitelisted.');
}
