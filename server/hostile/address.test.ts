import { randomUUID } from 'node:crypto';
import { endpoints } from '@blossomer/contract/openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Resource } from '../document/table.ts';
import { kinds, newDocument } from './kinds.ts';
import { exchange, newPerson, type Person, problemOf } from './person.ts';
import { expectRefused, nothingIsWritten } from './rows.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const noUuids = [
  ...[
    'abc',
    '0',
    '-1',
    'null',
    'undefined',
    '%20',
    '%00',
    "'; drop table users;--",
    '__proto__',
    'constructor',
  ],
  ...[
    randomUUID().slice(1),
    `${randomUUID()}0`,
    `{${randomUUID()}}`,
    `${randomUUID()}%00`,
    'ä',
    '%F0%9F%8E%89',
    '..%2f..',
  ],
];

const queries: readonly [query: string, pointer: string][] = [
  ['unknown=1', '/unknown'],
  ['Limit=5', '/Limit'],
  ['user_id=1', '/user_id'],
  ['__proto__=1', '/__proto__'],
  ['constructor=1', '/constructor'],
  ['toString=1', '/toString'],
  ['a%2Fb=1', '/a~1b'],
  ['=1', '/'],
  ['limit=0', '/limit'],
  ['limit=201', '/limit'],
  ['limit=1e2', '/limit'],
  ['limit=-1', '/limit'],
  ['limit=+5', '/limit'],
  ['limit=%2B5', '/limit'],
  ['limit=5.0', '/limit'],
  ['limit=0x10', '/limit'],
  ['limit=', '/limit'],
  ['limit=%D9%A3', '/limit'],
  ['limit=9007199254740993', '/limit'],
  ['limit=NaN', '/limit'],
  ['limit=5&limit=5', '/limit'],
  ['sort=', '/sort'],
  ['sort=data', '/sort'],
  ['sort=--name', '/sort'],
  ['sort=+name', '/sort'],
  ['sort=name,createdAt', '/sort'],
  ['sort=name%3B+select+1', '/sort'],
  ['sort=__proto__', '/sort'],
  ['sort=name&sort=-name', '/sort'],
  ['fields=', '/fields'],
  ['fields=data', '/fields'],
  ['fields=summary,data', '/fields'],
  ['fields=summary&fields=summary', '/fields'],
  ['q=a&q=b', '/q'],
  [`q=${'q'.repeat(201)}`, '/q'],
  ['q=a%00b', '/q'],
  ['q=%00', '/q'],
  ['q=%ED%A0%80', '/q'],
  ['q=a%FF', '/q'],
  ['q=%ZZ', '/q'],
  ['q=%', '/q'],
  ['cursor=', '/cursor'],
  [`cursor=${'c'.repeat(2001)}`, '/cursor'],
  ['cursor=a&cursor=b', '/cursor'],
];

const filters: Record<string, readonly [query: string, pointer: string][]> = {
  company: [
    ['companyId=1', '/companyId'],
    ['priority=High', '/priority'],
    ['status=draft', '/status'],
  ],
  account: [
    ['companyId=1', '/companyId'],
    ['companyId=', '/companyId'],
    ['priority=high', '/priority'],
    ['priority=3', '/priority'],
    ['priority=', '/priority'],
    ['priority=High&priority=Low', '/priority'],
    ['seniority=vp', '/seniority'],
    ['accountId=1', '/accountId'],
  ],
  persona: [
    ['accountId=null', '/accountId'],
    ['seniority=VP', '/seniority'],
    ['seniority=c-level', '/seniority'],
    ['priority=Urgent', '/priority'],
    ['companyId=1', '/companyId'],
    ['companyId=', '/companyId'],
  ],
  campaign: [
    ['accountId=1', '/accountId'],
    ['personaId=%00', '/personaId'],
    ['type=', '/type'],
    ['type=%20', '/type'],
    [`status=${'s'.repeat(65)}`, '/status'],
    ['status=a%00', '/status'],
    ['status=a&status=b', '/status'],
  ],
};

describe.each(kinds)('the addresses of a $kind', (kind) => {
  let stored: Resource;
  nothingIsWritten(
    () => server,
    async () => {
      stored = await newDocument(ann, kind);
    },
  );

  test.each(noUuids)('refuse the id %s', async (id) => {
    for (const [method, body] of [['GET'], ['PUT', {}], ['DELETE']] as const) {
      const reply = await ann.send(method, `${kind.path}/${encodeURI(decodeURI(id))}`, {
        headers: { 'if-match': '"1"' },
        ...(body ? { body } : {}),
      });
      expectRefused(reply, ['malformed-request', 'path', '/id']);
    }
  });

  test.each([...queries, ...(filters[kind.kind] ?? [])])('refuse to list by ?%s', async (query, pointer) => {
    expectRefused(await ann.send('GET', `${kind.path}?${query}`), ['malformed-request', 'query', pointer]);
  });

  test.each(['unknown=1', 'limit=5', 'fields=summary', '__proto__=1', 'id=1'])(
    'of one document take no parameter (?%s)',
    async (query) => {
      const pointer = `/${query.split('=')[0]}`;
      for (const [method, address, body] of [
        ['GET', `${kind.path}/${stored.id}`],
        ['DELETE', `${kind.path}/${stored.id}`],
        ['PUT', `${kind.path}/${stored.id}`, { name: 'A' }],
        ['POST', kind.path, { name: 'A' }],
      ] as const) {
        const reply = await ann.send(method, `${address}?${query}`, {
          headers: { 'if-match': '"1"' },
          ...(body ? { body } : {}),
        });
        expectRefused(reply, ['malformed-request', 'query', pointer]);
      }
    },
  );

  test('answer what never was with 404, whatever is to be done with it', async () => {
    const id = randomUUID();
    const headers = { 'if-match': '*' };
    const body = { name: 'A', ...Object.fromEntries(Object.keys(kind.parents).map((field) => [field, id])) };
    for (const [method, sent] of [['GET'], ['PUT', body], ['PATCH', {}], ['DELETE']] as const) {
      const reply = await ann.send(method, `${kind.path}/${id}`, {
        headers: {
          ...headers,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        },
        ...(sent ? { body: sent } : {}),
      });
      expect([method, problemOf(reply).code]).toEqual([method, 'not-found']);
    }
  });
});

const addresses = [...new Set(endpoints.map(({ path }) => path))];
describe.each(addresses)('%s', (path) => {
  nothingIsWritten(() => server);
  const address = path.replace('{id}', randomUUID());
  const served = endpoints.filter((endpoint) => endpoint.path === path).map(({ method }): string => method);

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !served.includes(method)))(
    'answers %s with 405 and says what it takes',
    async (method) => {
      const reply = await ann.send(method, address);
      expect([reply.status, problemOf(reply).code]).toEqual([405, 'method-not-allowed']);
      expect(
        reply.headers.allow
          ?.split(', ')
          .filter((word) => word !== 'HEAD')
          .sort(),
      ).toEqual(served.sort());
    },
  );

  test('answers 405 before it asks who it is', async () => {
    const unused = ['POST', 'DELETE'].find((method) => !served.includes(method)) ?? 'PUT';
    expect((await exchange(server.url, unused, address)).status).toBe(405);
  });
});

describe('an address that is none', () => {
  nothingIsWritten(() => server);

  test.each([
    ...[
      '/api',
      '/api/',
      '/api/companies',
      '/API/company',
      '/api/company/',
      '/api//company',
      '/api/accounts/a/b',
    ],
    ...[
      '/api/company;a=b',
      '/nothing',
      '//',
      '/api/company%2F',
      '/.env',
      '/api/../api/company',
      '/%61pi/nothing',
    ],
    ...['/api/company%00', '/api/users', '/api/constructor', '/__proto__', '/wp-login.php', '/api/company#a'],
  ])('is a problem and never a failure of ours: %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const reply = await ann.send(method, path);
      expect([path, method, reply.status]).toEqual([
        path,
        method,
        expect.toSatisfy((status) => [400, 404, 405].includes(status)),
      ]);
      problemOf(reply);
    }
  });

  test.each(['/api/company/%ZZ', '/%', '/api/%c0%af', '/api/company/%E0%A4%A', '/api/%ff/x'])(
    'or cannot be decoded is malformed: %s',
    async (path) => {
      const reply = await ann.send('GET', path);
      expect([reply.status, problemOf(reply).code]).toEqual([400, 'malformed-request']);
    },
  );

  test.each([300, 5000, 15_000])('of %i characters is refused', async (length) => {
    const long = 'a'.repeat(length);
    expectRefused(await ann.send('GET', `/api/company/${long}`), ['malformed-request', 'path', '']);
    expectRefused(await ann.send('GET', `/api/accounts?q=${long}`), ['malformed-request', 'query', '/q']);
    expectRefused(await ann.send('GET', `/api/personas?${long}`), ['malformed-request', 'query', `/${long}`]);
  });
});

describe('headers', () => {
  const once = { connection: 'close' };
  nothingIsWritten(() => server);

  test.each([20_000, 100_000])('of %i bytes are refused as a problem', async (length) => {
    const reply = await ann.send('GET', '/api/company', {
      headers: { ...once, 'x-long': 'a'.repeat(length) },
    });
    expect([reply.status, problemOf(reply).code]).toEqual([431, 'headers-too-large']);
  });

  test('and an address of 20,000 characters are refused as a problem', async () => {
    const reply = await ann.send('GET', `/api/company?q=${'a'.repeat(20_000)}`, { headers: once });
    expect([reply.status, problemOf(reply).code]).toEqual([431, 'headers-too-large']);
  });

  test('that are garbage are refused', async () => {
    const reply = await exchange(server.url, 'GET', '/api/me', {
      headers: { authorization: 'Bearer ä.b.c' },
    });
    expect(problemOf(reply).code).toBe('unauthenticated');
  });
});
