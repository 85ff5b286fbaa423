import { z } from 'zod';

/**
 * Every way in which a request can fail: one code, one status, one title (RFC 9457). A code is promised for ever;
 * docs/problems.md explains each, and the screen shows `detail`. Nothing internal travels in a problem.
 */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON that can be kept' },
  'malformed-request': { status: 400, title: 'The request is malformed' },
  'bad-cursor': { status: 400, title: 'This cursor does not belong to this list' },
  unauthenticated: { status: 401, title: 'A valid sign-in is needed' },
  'fresh-token-needed': { status: 401, title: 'A token of the last two minutes is needed' },
  'bad-signature': { status: 401, title: 'The signature is not valid' },
  forbidden: { status: 403, title: 'This needs another role' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'id-taken': { status: 409, title: 'Another document already has this id' },
  'parent-gone': { status: 409, title: 'What it belongs to is not there any more' },
  'patch-test-failed': { status: 409, title: 'A test in the patch failed' },
  conflict: { status: 409, title: 'Others kept changing this at the same moment' },
  'phase-closed': { status: 409, title: 'That phase cannot be gone to from here' },
  'comparison-needed': { status: 409, title: 'This step needs a clean comparison of the last day' },
  'no-model': { status: 409, title: 'No model is configured on this server' },
  'comparison-lost': { status: 409, title: 'This comparison cannot go on' },
  'cursor-expired': { status: 410, title: 'This cursor is of an earlier life of the database' },
  erased: { status: 410, title: 'This person erased everything' },
  'stale-version': { status: 412, title: 'Somebody changed this since it was read' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'This media type is not taken here' },
  invalid: { status: 422, title: 'The content is not valid' },
  'read-only': { status: 422, title: 'This field cannot be changed' },
  'unknown-parent': { status: 422, title: 'The parent does not exist' },
  'bad-patch-path': { status: 422, title: 'The patch names a place that does not exist' },
  'idempotency-key-reused': { status: 422, title: 'Another request had this idempotency key' },
  'precondition-required': { status: 428, title: 'Say which version this changes' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'identity-unreachable': { status: 503, title: 'Sign-ins cannot be checked at the moment' },
  'database-unreachable': { status: 503, title: 'The database cannot be reached at the moment' },
  'shutting-down': { status: 503, title: 'This server is stopping' },
  'limits-unreachable': { status: 503, title: 'What must be counted cannot be counted at the moment' },
  overloaded: { status: 503, title: 'Too much at once' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as ProblemCode[];

/** Where in the request the fault is; `pointer` is an RFC 6901 pointer into that part. */
export const FaultPlace = z.enum(['body', 'query', 'path', 'header']);
export type FaultPlace = z.infer<typeof FaultPlace>;

export const Fault = z.object({
  in: FaultPlace,
  pointer: z.string().meta({ description: 'RFC 6901, into the part of the request that `in` names.' }),
  message: z.string(),
});
export type Fault = z.infer<typeof Fault>;

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    requestId: z.string(),
    errors: z.array(Fault),
    currentVersion: z
      .int()
      .optional()
      .meta({ description: 'With stale-version: the version to read and rebase on.' }),
    operation: z
      .int()
      .optional()
      .meta({ description: 'Of a batch: which of its operations failed, counted from 0.' }),
    changed: z.array(z.string()).optional().meta({
      description: 'With stale-version: pointers that changed since the version named in If-Match.',
    }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type Problem = z.infer<typeof Problem>;
