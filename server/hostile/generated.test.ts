import { type Endpoint, Problem } from '@blossomer/contract';
import { endpoints } from '@blossomer/contract/openapi';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument } from './kinds.ts';
import { exchange, newPerson, type Person } from './person.ts';
import { nothingIsWritten } from './rows.ts';

/** Requests that nobody wrote down, made from the contract: wrong in ways that a list of cases would miss. */
let server: TestServer;
let ann: Person;
const ids: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  for (const kind of kinds) ids.push((await newDocument(ann, kind)).id);
});
afterAll(() => server.stop());

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    'null',
    '-1',
    '1e999',
    '%00',
    '../..',
    '{}',
    '[]',
    "'; drop table users; --",
    '\u202e',
    '9'.repeat(30),
  ),
);
const word = fc.oneof(junk, fc.uuid(), fc.constantFrom('name', 'data', 'id', 'op', 'path', 'value'));
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(fc.dictionary(word, fc.jsonValue({ maxDepth: 2 })), { maxLength: 3 }),
);
const mutilated = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), junk).map(([text, at, bit]) => {
  const cut = text.length === 0 ? 0 : at % text.length;
  return text.slice(0, cut) + bit + text.slice(cut);
});
const headerText = fc
  .string({ maxLength: 30 })
  .map((text) => text.replace(/[^\x20-\x7e]/g, '?'))
  .filter((text) => !['*', '"1"'].includes(text.trim())); // Those would be right.

interface Hostile {
  endpoint: Endpoint;
  path: string;
  body: string;
  headers: Record<string, string>;
}

const request: fc.Arbitrary<Hostile> = fc
  .record({
    // Erasing oneself is no fault, and there would be nobody left to try the others.
    endpoint: fc.constantFrom(...endpoints.filter(({ id }) => id !== 'me.erase')),
    id: fc.oneof(
      fc.nat(3).map((index) => ids[index] ?? ''),
      fc.uuid(),
      junk,
    ),
    query: fc.dictionary(fc.oneof(word, fc.constantFrom('limit', 'cursor', 'sort', 'q', 'fields')), junk, {
      maxKeys: 3,
    }),
    body: fc.oneof(
      value.map((parts) => JSON.stringify(parts)),
      mutilated,
    ),
    ifMatch: fc.oneof(headerText, fc.constantFrom('"0"', 'W/"1"', '"1" "2"', '""')),
    type: fc.oneof(
      headerText,
      fc.constantFrom('application/json', 'application/merge-patch+json', 'application/json-patch+json'),
    ),
  })
  .map(({ endpoint, id, query, body, ifMatch, type }) => ({
    endpoint,
    path: `${endpoint.path.replace('{id}', encodeURIComponent(id.replace(/\p{Surrogate}/gu, '')))}?${new URLSearchParams(query)}`,
    body,
    headers: { 'if-match': ifMatch, 'content-type': type, 'if-none-match': ifMatch },
  }));

describe('generated requests', () => {
  nothingIsWritten(() => server);

  test('never come back as 500: a client error says what is wrong as a problem, and nothing is written', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ endpoint, path, body, headers }) => {
        const sent =
          endpoint.bodyTypes.length > 0
            ? { headers, body }
            : { headers: { ...headers, 'content-type': 'application/json' } };
        if (endpoint.id === 'imports.create') return; // An odd dump is no wrong request: it is kept in quarantine.
        const reply = await ann.send(endpoint.method, path, sent);
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
        expect(reply.status).toBeLessThan(500);
        if (reply.status < 400) return;
        expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
        if (endpoint.method !== 'GET')
          expect(Problem.strict().parse(JSON.parse(reply.text)).detail).toMatch(/\S/);
      }),
      { numRuns: 600 },
    );
    const refused = [...statuses]
      .filter(([status]) => status >= 400)
      .reduce((sum, [, count]) => sum + count, 0);
    expect(refused).toBeGreaterThan(300);
  }, 60_000);

  test('without a token all end in the same 401', async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ endpoint, path, body, headers }) => {
        if (endpoint.access !== 'person') return;
        const hasBody = endpoint.bodyTypes.length > 0;
        const reply = await exchange(server.url, endpoint.method, path, hasBody ? { headers, body } : {});
        expect([reply.status, JSON.parse(reply.text).code]).toEqual([401, 'unauthenticated']);
      }),
      { numRuns: 100 },
    );
  });
});
