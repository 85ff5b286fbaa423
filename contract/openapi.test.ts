import { describe, expect, test } from 'vitest';
import { endpoints, openApiDocument } from './openapi.ts';
import { problems } from './problems.ts';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: unknown }> };
  responses: Record<
    string,
    { description: string; headers?: object; content?: Record<string, { schema: unknown }> }
  >;
}
interface Document {
  openapi: string;
  info: { version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

const document = openApiDocument('1.2.3') as Document;
const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

test('the document is OpenAPI 3.1 of this version and the same each time it is made', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.info.version).toBe('1.2.3');
  expect(JSON.stringify(openApiDocument('1.2.3'))).toBe(JSON.stringify(document));
});

test('every endpoint is one operation, and there is no other', () => {
  const listed = operations.map(
    ({ path, method, operation }) => `${operation.operationId} ${method} ${path}`,
  );
  expect(listed.sort()).toEqual(endpoints.map(({ id, method, path }) => `${id} ${method} ${path}`).sort());
});

test('ids are unique and begin with their tag', () => {
  const ids = endpoints.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { operation } of operations) {
    expect(operation.tags).toEqual([operation.operationId.split('.')[0]]);
    expect(tags.has(operation.tags[0] ?? '')).toBe(true);
  }
});

test('no two endpoints have the same address and method', () => {
  const places = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

test('every reference leads somewhere, and every component is used', () => {
  const text = JSON.stringify(document);
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
  );
  const names = Object.keys(document.components.schemas);
  expect([...references].filter((name) => !names.includes(name ?? ''))).toEqual([]);
  expect(names.filter((name) => !references.has(name))).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(['Company', 'Account', 'Persona', 'Campaign', 'CampaignSegment', 'Problem']),
  );
});

describe.each(endpoints)('$id', (endpoint) => {
  const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()] ?? ({} as Operation);

  test('is described in words of its own', () => {
    expect(operation.summary).toMatch(/^[A-Z].{5,}[^.]$/);
    expect(endpoints.filter(({ summary }) => summary === endpoint.summary)).toHaveLength(1);
  });

  test('declares every status that it may end in', () => {
    const ends = [...endpoint.statuses, ...endpoint.problems.map((code) => problems[code].status)].map(
      String,
    );
    expect(Object.keys(operation.responses).sort()).toEqual([...new Set(ends)].sort());
  });

  test('names each problem under its status, as problem+json', () => {
    for (const code of endpoint.problems) {
      const response = operation.responses[problems[code].status];
      expect(response?.description).toContain(`\`${code}\``);
      expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  test('answers JSON or what it says it does, and nothing where there is nothing', () => {
    for (const status of endpoint.statuses) {
      const types = Object.keys(operation.responses[status]?.content ?? {});
      const { answerTypes = ['application/json'] } = endpoint;
      expect([status, types]).toEqual([status, status === 204 || status === 304 ? [] : answerTypes]);
    }
  });

  test('takes its path parameters, and If-Match where it must', () => {
    const parameters = operation.parameters ?? [];
    const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
    for (const parameter of parameters) if (parameter.in === 'path') expect(parameter.required).toBe(true);
    const ifMatch = parameters.find(({ name }) => name === 'If-Match');
    expect(ifMatch?.required).toBe(endpoint.ifMatch === 'none' ? undefined : endpoint.ifMatch === 'required');
    expect(parameters.some(({ name }) => name === 'If-None-Match')).toBe(endpoint.statuses.includes(304));
  });

  test('takes a body in the types that it says, or none', () => {
    expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(endpoint.bodyTypes);
    for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
      expect(schema).not.toEqual({});
  });

  test('tells of its limits in every answer that it makes, and in the refusal how long to wait', () => {
    const names = [
      'RateLimit',
      'RateLimit-Policy',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
    ];
    const expected = endpoint.limit === 'none' ? [] : names;
    for (const status of endpoint.statuses)
      expect(Object.keys(operation.responses[status]?.headers ?? {}).sort()).toEqual(expected);
    const refusal = Object.keys(operation.responses[429]?.headers ?? {}).sort();
    expect(refusal).toEqual(endpoint.limit === 'none' ? [] : [...names, 'Retry-After'].sort());
  });

  test('asks for a token unless it is public', () => {
    expect(operation.security).toEqual(endpoint.access === 'person' ? undefined : []);
    const codes: readonly string[] = endpoint.problems;
    expect(codes.includes('unauthenticated')).toBe(endpoint.access === 'person');
  });
});

test('the sorts, filters and bounds of a list are there to read', () => {
  const query = (path: string) =>
    Object.fromEntries(
      (document.paths[path]?.get?.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [name, schema]),
    );
  expect(Object.keys(query('/api/company')).sort()).toEqual(['cursor', 'fields', 'limit', 'q', 'sort']);
  expect(query('/api/personas')).toMatchObject({
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    priority: { enum: ['Low', 'Medium', 'High'] },
    seniority: { enum: ['junior', 'mid', 'senior', 'director', 'vp', 'c_level'] },
    sort: { enum: expect.arrayContaining(['createdAt', '-createdAt', '-seniority', 'priority', 'name']) },
    accountId: { type: 'string', format: 'uuid' },
  });
  expect(Object.keys(query('/api/campaigns')).sort()).toEqual([
    'accountId',
    'companyId',
    'cursor',
    'fields',
    'limit',
    'personaId',
    'q',
    'sort',
    'status',
    'type',
  ]);
});

test('the documents say that they keep what they do not know', () => {
  for (const name of [
    'CompanyData',
    'AccountData',
    'PersonaData',
    'CampaignData',
    'CampaignSegment',
    'BuyingSignal',
  ]) {
    const { additionalProperties } = (document.components.schemas[name] ?? {}) as {
      additionalProperties?: unknown;
    };
    expect([name, additionalProperties]).not.toEqual([name, false]);
  }
  for (const name of ['Company', 'NewCompany', 'Campaign', 'NewCampaign']) {
    expect([name, document.components.schemas[name]]).toEqual([
      name,
      expect.objectContaining({ additionalProperties: false }),
    ]);
  }
});
