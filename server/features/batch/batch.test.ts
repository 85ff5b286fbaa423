import { randomUUID } from 'node:crypto';
import {
  accounts,
  batch,
  batchBytesMax,
  companies,
  documentBytesMax,
  type Operation as OperationSchema,
} from '@blossomer/contract';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, problemOf, refusal } from '../../hostile/person.ts';
import { everyRow } from '../../isolation/every-row.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

type Operation = z.input<typeof OperationSchema>;

async function send(person: Person, operations: Operation[]) {
  return (await person.client(batch.create, { body: { operations } })).body.results;
}

const newCompany = (id: string, name = 'Acme'): Operation => ({
  method: 'POST',
  path: '/api/company',
  body: { id, name },
});
const rename = (id: string, name: string, ifMatch: number | '*' = '*'): Operation => ({
  method: 'PATCH',
  path: `/api/company/${id}`,
  ifMatch,
  body: { name },
});

async function rowsNow(): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.databases.superuserUrl });
  await client.connect();
  try {
    return await (await everyRow(client)).writes();
  } finally {
    await client.end();
  }
}

describe('a batch', () => {
  test('does its operations in order, each on what those before it left', async () => {
    const [company, account] = [randomUUID(), randomUUID()];
    const results = await send(ann, [
      newCompany(company),
      { method: 'POST', path: '/api/accounts', body: { id: account, companyId: company, name: 'Makers' } },
      rename(company, 'B', 1),
      {
        method: 'PATCH',
        path: `/api/company/${company}`,
        ifMatch: 2,
        bodyType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/name', value: 'C' }],
      },
      { method: 'PUT', path: `/api/company/${company}`, ifMatch: '*', body: { name: 'D', data: {} } },
      { method: 'DELETE', path: `/api/accounts/${account}`, ifMatch: 1 },
    ]);
    expect(results.map(({ status, version }) => [status, version])).toEqual([
      [201, 1],
      [201, 1],
      [200, 2],
      [200, 3],
      [200, 4],
      [204, undefined],
    ]);
    const { body } = await ann.client(companies.view, { params: { id: company } });
    expect(results[4]?.body).toEqual(body);
    expect((await refusal(ann.client(accounts.view, { params: { id: account } }))).status).toBe(404);
  });

  test('is one transaction, by this person and under this request', async () => {
    const ids = [randomUUID(), randomUUID()];
    const { header } = await ann.client(batch.create, {
      body: { operations: ids.map((id) => newCompany(id)) },
    });
    const client = new pg.Client({ connectionString: server.databases.superuserUrl });
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query(
      'select count(distinct tx) as transactions, array_agg(distinct actor) as actors, array_agg(distinct request_id) as requests from revisions where id = any($1)',
      [ids],
    );
    expect(rows).toEqual([{ transactions: '1', actors: ['person'], requests: [header('x-request-id')] }]);
    expect(header('server-timing')).toMatch(/db;dur=(?!0\.0,)/);
  });

  test('may be sent again when its creates bring their ids', async () => {
    const operations = [newCompany(randomUUID()), newCompany(randomUUID())];
    const first = await send(ann, operations);
    const again = await send(ann, operations);
    expect(again).toEqual(first.map((result) => ({ ...result, status: 200 })));
  });

  test('sent again with its Idempotency-Key writes nothing, and answers what is there now', async () => {
    const [kept, gone] = [randomUUID(), randomUUID()];
    await send(ann, [newCompany(gone)]);
    const minted = (name: string): Operation => ({ method: 'POST', path: '/api/company', body: { name } });
    const call = {
      body: {
        operations: [
          minted('One'),
          newCompany(kept),
          minted('Two'),
          rename(gone, 'B'),
          { method: 'DELETE' as const, path: `/api/company/${gone}` },
        ],
      },
      idempotencyKey: randomUUID(),
    };
    const first = await ann.client(batch.create, call);
    await ann.client(companies.update, { params: { id: kept }, ifMatch: 1, body: { name: 'Later' } });
    const before = await rowsNow();
    const again = await ann.client(batch.create, call);
    expect(await rowsNow()).toEqual(before);
    expect(again.header('idempotent-replayed')).toBe('true');
    const [one, , two, , removed] = first.body.results;
    expect(again.body.results.map(({ status, body }) => [status, body?.id, body?.name])).toEqual([
      [200, one?.body?.id, 'One'],
      [200, kept, 'Later'],
      [200, two?.body?.id, 'Two'],
      [204, undefined, undefined],
      [204, undefined, undefined],
    ]);
    expect(again.body.results[4]?.trashId).toBe(removed?.trashId);
    expect(removed?.trashId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('may take as many as 100, and documents as deep and as large as alone', async () => {
    let deep: unknown = 1;
    for (let level = 3; level < 64; level += 1) deep = { a: deep };
    const id = randomUUID();
    const operations = Array.from({ length: 99 }, () => newCompany(randomUUID()));
    const large = { id, name: 'Large', data: { own: deep, text: 'x'.repeat(documentBytesMax - 2000) } };
    const results = await send(ann, [...operations, { method: 'POST', path: '/api/company', body: large }]);
    expect(results.map(({ status }) => status)).toEqual(Array(100).fill(201));
  });
});

describe('a batch that fails does nothing, and says which operation it was', () => {
  const id = randomUUID();
  beforeAll(() => send(ann, [newCompany(id)]));
  const gone = randomUUID();

  test.each<[string, Operation, string, string[]]>([
    ['a version that is not there', rename(id, 'B', 7), 'stale-version', []],
    ['a document that is not there', rename(gone, 'B'), 'not-found', []],
    ['no version', { ...rename(id, 'B'), ifMatch: undefined } as never, 'precondition-required', ['ifMatch']],
    ['an id that is taken', newCompany(id, 'Other'), 'id-taken', ['body/id']],
    [
      'a parent that is not there',
      { method: 'POST', path: '/api/accounts', body: { name: 'A', companyId: gone } },
      'unknown-parent',
      ['body/companyId'],
    ],
    [
      'wrong fields',
      { method: 'POST', path: '/api/company', body: { name: 7, nonsense: 1 } },
      'invalid',
      ['body/name', 'body/nonsense'],
    ],
    ['no body', { method: 'POST', path: '/api/company' }, 'invalid', ['body']],
    ['a body of a delete', { method: 'DELETE', path: `/api/company/${id}`, body: {} }, 'invalid', ['body']],
    ['a version of a create', { ...newCompany(gone), ifMatch: 1 }, 'invalid', ['ifMatch']],
    ['a fixed field', { ...rename(id, 'B'), body: { version: 9 } }, 'read-only', ['body/version']],
    [
      'another type',
      { ...newCompany(gone), bodyType: 'application/json-patch+json' },
      'unsupported-media-type',
      ['bodyType'],
    ],
    ['an id that is none', { method: 'DELETE', path: '/api/company/7' }, 'malformed-request', ['path']],
    ['a method of another address', { method: 'DELETE', path: '/api/company' }, 'invalid', ['method']],
    ['a batch', { method: 'POST', path: '/api/batch', body: {} }, 'invalid', ['path']],
    ['an import', { method: 'POST', path: '/api/imports', body: { dump: {} } }, 'invalid', ['path']],
    ['a query', { method: 'POST', path: '/api/company?x=1', body: {} }, 'invalid', ['path']],
    ['an address elsewhere', { method: 'POST', path: 'http://localhost/api/company' }, 'invalid', ['path']],
    [
      'a document over 1 MB',
      { ...newCompany(gone), body: { name: 'A', data: { own: 'x'.repeat(documentBytesMax) } } },
      'too-large',
      ['body'],
    ],
  ])('%s', async (_, operation, code, members) => {
    const before = await rowsNow();
    const problem = await refusal(send(ann, [newCompany(randomUUID()), rename(id, 'New'), operation]));
    expect(problem).toMatchObject({ code, operation: 2 });
    const pointers = problem.errors.map(({ in: place, pointer }) => `${place} ${pointer}`);
    expect(pointers).toEqual(members.map((member) => `body /operations/2/${member}`));
    expect(await rowsNow()).toEqual(before);
  });

  test('the same new id twice with another body', async () => {
    const twice = randomUUID();
    const before = await rowsNow();
    const problem = await refusal(send(ann, [newCompany(twice), newCompany(twice, 'Other')]));
    expect(problem).toMatchObject({ code: 'id-taken', operation: 1 });
    expect(await rowsNow()).toEqual(before);
  });

  test('faults of all operations are told at once', async () => {
    const wrong: Operation = { method: 'POST', path: '/api/company', body: {} };
    const { errors, operation } = await refusal(send(ann, [newCompany(gone), wrong, rename(id, 'B'), wrong]));
    expect(operation).toBe(1);
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '/operations/1/body/name',
      '/operations/3/body/name',
    ]);
  });
});

describe('what is no batch is refused with a pointer', () => {
  const one = () => newCompany(randomUUID());
  test.each<[string, () => unknown, string, string]>([
    ['nothing to do', () => ({ operations: [] }), 'invalid', '/operations'],
    ['101 operations', () => ({ operations: Array.from({ length: 101 }, one) }), 'invalid', '/operations'],
    ['no list', () => ({ operations: { 0: one() } }), 'invalid', '/operations'],
    ['no operations', () => ({}), 'invalid', '/operations'],
    ['a list alone', () => [one()], 'invalid', ''],
    ['another member', () => ({ operations: [one()], atomic: false }), 'invalid', '/atomic'],
    ['a list in a list', () => ({ operations: [[one()]] }), 'invalid', '/operations/0'],
    ['null', () => ({ operations: [one(), null] }), 'invalid', '/operations/1'],
    [
      'a method that reads',
      () => ({ operations: [{ ...one(), method: 'GET' }] }),
      'invalid',
      '/operations/0/method',
    ],
    ['headers', () => ({ operations: [{ ...one(), headers: {} }] }), 'invalid', '/operations/0/headers'],
    [
      'a path that is a list',
      () => ({ operations: [{ ...one(), path: [] }] }),
      'invalid',
      '/operations/0/path',
    ],
    [
      'an ETag',
      () => ({ operations: [{ ...rename(randomUUID(), 'B'), ifMatch: '"1"' }] }),
      'invalid',
      '/operations/0/ifMatch',
    ],
    [
      'U+0000',
      () => ({ operations: [newCompany(randomUUID(), 'a\0b')] }),
      'malformed-json',
      '/operations/0/body/name',
    ],
  ])('%s', async (_, body, code, pointer) => {
    const before = await rowsNow();
    const reply = await ann.send('POST', '/api/batch', { body: body() as object });
    const problem = problemOf(reply);
    expect([problem.code, problem.errors[0]?.pointer]).toEqual([code, pointer]);
    expect(await rowsNow()).toEqual(before);
  });

  test('more than 5 MB', async () => {
    const body = JSON.stringify({ operations: [newCompany(randomUUID(), 'x'.repeat(batchBytesMax))] });
    const reply = await ann.send('POST', '/api/batch', {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(problemOf(reply).code).toBe('too-large');
  });
});

describe('two batches on the same documents', () => {
  test('in opposite orders: each is done whole, or says to try again', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await send(ann, [newCompany(a), newCompany(b)]);
    const forth = (name: string) => [rename(a, name), rename(b, name)];
    const back = (name: string) => [rename(b, name), rename(a, name)];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, turn) => send(ann, (turn % 2 ? back : forth)(`turn ${turn}`))),
    );
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      expect(['conflict', 'database-unreachable']).toContain(
        (await refusal(Promise.reject(outcome.reason))).code,
      );
    }
    expect(done).toBeGreaterThan(0);
    const [first, second] = await Promise.all(
      [a, b].map(async (id) => (await ann.client(companies.view, { params: { id } })).body),
    );
    expect(first?.name).toBe(second?.name);
    expect([first?.version, second?.version]).toEqual([1 + done, 1 + done]);
  });
});

/** An operation on one of a few companies, by its place in them: whether it succeeds depends on those before. */
const step = fc.oneof(
  fc.record({ verb: fc.constant('create' as const), at: fc.nat(3), name: fc.constantFrom('A', 'B') }),
  fc.record({ verb: fc.constant('rename' as const), at: fc.nat(3), name: fc.constantFrom('A', 'B', '') }),
  fc.record({ verb: fc.constant('remove' as const), at: fc.nat(3), name: fc.constant('') }),
);

describe('laws', () => {
  test('a batch is its operations one after another when all succeed, and nothing when one fails', async () => {
    const outcomes = { done: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const operationsOn = (ids: readonly string[]) => [
          ...ids.map((id) => newCompany(id, 'A')),
          ...steps.map(({ verb, at, name }): Operation => {
            const id = ids[at] ?? '';
            if (verb === 'create') return newCompany(id, name);
            return verb === 'rename' ? rename(id, name) : { method: 'DELETE', path: `/api/company/${id}` };
          }),
        ];
        const idsAlone = Array.from({ length: 4 }, () => randomUUID());
        const idsTogether = idsAlone.map(() => randomUUID());
        const alone = await oneByOne(operationsOn(idsAlone));
        const before = await rowsNow();
        const together = await ann.send('POST', '/api/batch', {
          body: { operations: operationsOn(idsTogether) },
        });
        const failed = alone.findIndex(({ status }) => status >= 400);
        if (failed === -1) {
          outcomes.done += 1;
          expect(JSON.parse(together.text).results.map(essence)).toEqual(alone.map(essence));
          return;
        }
        outcomes.refused += 1;
        expect(problemOf(together).status).toBeGreaterThanOrEqual(400);
        expect(await rowsNow()).toEqual(before);
      }),
      { numRuns: 40 },
    );
    expect(outcomes.done).toBeGreaterThan(5);
    expect(outcomes.refused).toBeGreaterThan(5);
  });
});

interface Outcome {
  status: number;
  version?: number;
  body?: { name: string };
}
const essence = ({ status, version, body }: Outcome) => ({ status, version, name: body?.name });

async function oneByOne(operations: readonly Operation[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { method, path, ifMatch, body } of operations) {
    const reply = await ann.send(method, path, {
      headers: {
        ...(ifMatch === undefined ? {} : { 'if-match': '*' }),
        ...(method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {}),
      },
      ...(body === undefined ? {} : { body: body as object }),
    });
    const version = /\d+/.exec(reply.headers.etag ?? '')?.[0];
    outcomes.push({
      status: reply.status,
      ...(reply.text === '' ? {} : { body: JSON.parse(reply.text) }),
      ...(version === undefined ? {} : { version: Number(version) }),
    });
  }
  return outcomes;
}
