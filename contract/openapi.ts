import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { accounts } from './accounts.ts';
import { admin } from './admin.ts';
import { batch } from './batch.ts';
import { campaigns } from './campaigns.ts';
import { changes } from './changes.ts';
import { companies } from './companies.ts';
import { type Endpoint, Nothing } from './endpoint.ts';
import { exports } from './export.ts';
import { generations } from './generations.ts';
import { imports } from './imports.ts';
import { migration } from './migration.ts';
import { personas } from './personas.ts';
import { Problem, type ProblemCode, problems } from './problems.ts';
import { system } from './system.ts';
import { trash } from './trash.ts';
import { me } from './users.ts';
import { webhooks } from './webhooks.ts';

/** Every endpoint there is. The isolation matrix and the OpenAPI document are made from this list. */
export const endpoints: readonly Endpoint[] = [
  companies,
  accounts,
  personas,
  campaigns,
  trash,
  batch,
  changes,
  generations,
  imports,
  exports,
  me,
  migration,
  admin,
  system,
  webhooks,
].flatMap((group) => Object.values(group) as Endpoint[]);

/** The OpenAPI 3.1 document of the whole API, made from the same values that serve it. */
export function openApiDocument(version: string): object {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Blossomer GTM',
      version,
      description:
        'Whom to sell to and what to say: companies, accounts, personas and campaigns of one person, and the import of what a browser kept. Failures are RFC 9457 problems; docs/problems.md explains each code.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set(endpoints.map(nounOf))].map((name) => ({ name, description: nouns[name] ?? name })),
    paths: paths(),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of Stack Auth (ES256, about ten minutes).',
        },
      },
    },
  });
}

const nouns: Record<string, string> = {
  companies: 'What we sell, to whom, and how we differ.',
  accounts: 'Ideal customer segments, with the signals that find them.',
  personas: 'The person inside an account who decides.',
  campaigns: 'E-mails cut into labelled segments.',
  batch: 'Many writes as one.',
  changes: 'What happened since, to all documents of one person.',
  imports: 'What a browser-only build left in localStorage, brought along whole.',
  generations: 'From a website to documents: jobs, and what happens to them.',
  trash: 'What was deleted, to restore or to delete for good.',
  me: 'The person who asks.',
  migration: 'The way of one person from what a browser keeps to the database alone.',
  admin: 'For people with the role admin: who there is, imports for others, and who did what.',
  webhooks: 'What the identity provider tells us, signed.',
  system: 'What anybody may ask without signing in.',
};

function nounOf({ id }: Endpoint): string {
  return id.slice(0, id.indexOf('.'));
}

function paths() {
  const byPath: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    byPath[endpoint.path] = {
      ...byPath[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(endpoint),
    };
  }
  return byPath;
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [nounOf(endpoint)],
    ...(endpoint.access === 'person' ? {} : { security: [] }),
    requestParams: {
      ...(isNothing(endpoint.params) ? {} : { path: endpoint.params as never }),
      ...(isNothing(endpoint.query) ? {} : { query: endpoint.query as never }),
    },
    ...parameters(endpoint),
    ...(endpoint.bodyTypes.length === 0
      ? {}
      : { requestBody: { required: true, content: bodies(endpoint) } }),
    responses: { ...successes(endpoint), ...failures(endpoint) },
  };
}

function isNothing(schema: unknown): boolean {
  return schema === Nothing;
}

function parameters(endpoint: Endpoint) {
  const headers = [
    ...(endpoint.ifMatch === 'none'
      ? []
      : [header('If-Match', endpoint.ifMatch === 'required', 'The ETag that was read, or `*`.')]),
    ...(endpoint.statuses.includes(304)
      ? [header('If-None-Match', false, 'The ETag that is already here.')]
      : []),
    ...(endpoint.repeatable ? [header('Idempotency-Key', false, idempotencyKey)] : []),
    ...(endpoint.access === 'signed'
      ? ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) => header(name, true, 'As Svix sends it.'))
      : []),
  ];
  return headers.length === 0 ? {} : { parameters: headers };
}

const idempotencyKey =
  'Any 1 to 255 visible ASCII characters that you have not used before. The same request again writes nothing and ' +
  'answers with what is there now, and `Idempotent-Replayed: true`.';

function header(name: string, required: boolean, description: string) {
  return { name, in: 'header' as const, required, description, schema: { type: 'string' as const } };
}

function bodies({ bodyTypes, bodyByType, body }: Endpoint) {
  return Object.fromEntries(
    bodyTypes.map((type) => [type, { schema: (bodyByType?.[type] ?? body) as never }]),
  );
}

const meanings: Record<number, string> = {
  200: 'Done; the resource as it is now',
  201: 'Created',
  202: 'Taken on; ask again how it stands',
  204: 'Gone',
  304: 'Not changed since that version',
};

function successes(endpoint: Endpoint): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    endpoint.statuses.map((status) => [
      String(status),
      status === 204 || status === 304
        ? { description: meanings[status] ?? '', ...limitHeaders(endpoint) }
        : {
            description: meanings[status] ?? '',
            ...limitHeaders(endpoint),
            content: answers(endpoint),
          },
    ]),
  );
}

function answers({ answer, answerTypes = ['application/json'] }: Endpoint) {
  return Object.fromEntries(answerTypes.map((type) => [type, { schema: answer as never }]));
}

function failures(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of endpoint.problems) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('. '),
        ...(status === 429 ? limitHeaders(endpoint, retryAfter) : {}),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

/** Every answer has them; they are described where somebody reads them. */
function limitHeaders({ limit }: Endpoint, more = {}) {
  if (limit === 'none') return {};
  return { headers: { ...headersOfLimits, ...more } };
}

const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const count = (description: string) => ({ description, schema: { type: 'integer' as const } });

const headersOfLimits = {
  'RateLimit-Policy': text('The limits of this request: `"read";q=3000;w=60` is 3000 in 60 seconds.'),
  RateLimit: text('What is left of each, and for how many seconds: `"read";r=2999;t=60`.'),
  'X-RateLimit-Limit': count('Of the limit with the least left.'),
  'X-RateLimit-Remaining': count('What is left of it.'),
  'X-RateLimit-Reset': count('When it begins anew, in seconds since 1970.'),
};
const retryAfter = { 'Retry-After': count('Seconds to wait.') };
