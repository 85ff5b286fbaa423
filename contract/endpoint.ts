import { z } from 'zod';
import { type LimitClass, mustBeCounted } from './limits.ts';
import type { ProblemCode } from './problems.ts';

/**
 * An endpoint is one value that both sides use: the server serves it, the client calls it, the OpenAPI document
 * describes it. What an answer means is said here; how it is made is not.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** `noun.verb`, the operationId. */
  id: `${string}.${string}`;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for each member of `params`. */
  path: `/${string}`;
  summary: string;
  /** `signed`: by a key that only the sender and the server have, over the body as it came. */
  access: 'public' | 'person' | 'signed';
  /** Whoever lacks it is told so before anything of the request is read or looked up. */
  role?: 'admin';
  /** What a request counts as: `guest` without a person, else `read` for GET and `write` for all others. */
  limit: LimitClass;
  params: Params;
  query: Query;
  body: Body;
  /** What the body may be sent as; empty when there is none. */
  bodyTypes: readonly BodyType[];
  /** Where each type has a schema of its own; `body` is then their union. */
  bodyByType?: Partial<Record<BodyType, z.ZodType>>;
  bodyBytesMax: number;
  /** How deep its JSON may be nested; 64 when left out. */
  bodyDepthMax?: number;
  /** Strings below this pointer are kept as they are, even those that a document could not hold. */
  anyStringUnder?: string;
  ifMatch: 'required' | 'optional' | 'none';
  /** Whether a request may carry an `Idempotency-Key`: every write of a person. */
  repeatable: boolean;
  /** What it may be answered as when that is not JSON alone; the client then gives the text as it is. */
  answerTypes?: readonly string[];
  /** Statuses of success. 204 and 304 have no body, every other one answers with `answer`. */
  statuses: readonly (200 | 201 | 202 | 204 | 304)[];
  answer: Answer;
  problems: readonly ProblemCode[];
}

export type BodyType = 'application/json' | 'application/merge-patch+json' | 'application/json-patch+json';

export const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

export const documentBytesMax = 1024 * 1024;
export const documentDepthMax = 64;
export const batchBytesMax = 5 * 1024 * 1024;
export const importBytesMax = 25 * 1024 * 1024;

type Parts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Pick<
  Endpoint<P, Q, B, A>,
  'id' | 'method' | 'path' | 'summary'
> &
  Partial<Omit<Endpoint<P, Q, B, A>, 'repeatable'>>;

/** Fills in what most endpoints share and derives the problems that follow from the parts. */
export function endpoint<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  A extends z.ZodType = Nothing,
>(parts: Parts<P, Q, B, A>): Endpoint<P, Q, B, A> {
  const bodyTypes = parts.bodyTypes ?? (parts.body ? ['application/json' as const] : []);
  const access = parts.access ?? 'person';
  const whole = {
    access,
    limit:
      access !== 'person'
        ? ('guest' as const)
        : parts.method === 'GET'
          ? ('read' as const)
          : ('write' as const),
    params: Nothing as z.ZodType as P,
    query: Nothing as z.ZodType as Q,
    body: Nothing as z.ZodType as B,
    answer: Nothing as z.ZodType as A,
    bodyBytesMax: documentBytesMax,
    ifMatch: 'none' as const,
    statuses: [200] as const,
    problems: [] as const,
    ...parts,
    bodyTypes,
  };
  const repeatable = whole.method !== 'GET' && whole.access === 'person';
  return {
    ...whole,
    repeatable,
    problems: [
      ...new Set([
        ...derivedProblems(whole),
        ...(repeatable ? (['idempotency-key-reused'] as const) : []),
        ...whole.problems,
      ]),
    ],
  };
}

function derivedProblems(
  parts: Pick<Endpoint, 'access' | 'role' | 'limit' | 'bodyTypes' | 'ifMatch' | 'params'>,
): ProblemCode[] {
  const codes: ProblemCode[] = ['malformed-request', 'internal', 'overloaded'];
  if (parts.access === 'person')
    codes.push('unauthenticated', 'identity-unreachable', 'database-unreachable');
  if (parts.role) codes.push('forbidden');
  if (parts.limit !== 'none') codes.push('rate-limited');
  if (mustBeCounted(parts.limit)) codes.push('limits-unreachable');
  if (parts.bodyTypes.length > 0)
    codes.push('malformed-json', 'too-large', 'unsupported-media-type', 'invalid');
  if (parts.ifMatch !== 'none') codes.push('stale-version');
  if (parts.ifMatch === 'required') codes.push('precondition-required');
  if ((parts.params as z.ZodType) !== Nothing) codes.push('not-found');
  return codes;
}
