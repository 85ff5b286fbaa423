import { describe, expect, test } from 'vitest';
import { accounts } from './accounts.ts';
import { campaigns } from './campaigns.ts';
import { createClient, ProblemError, type Transport } from './client.ts';
import { companies } from './companies.ts';
import { exports } from './export.ts';
import { imports } from './imports.ts';
import { problems } from './problems.ts';
import { system } from './system.ts';

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** A client whose transport notes what it is given and answers as it is told. */
function clientTo(status: number, text = '', headers: Record<string, string> = {}) {
  const sent: Sent[] = [];
  const fetch: Transport = async (url, { signal: _signal, ...init }) => {
    sent.push({ url, ...init });
    return {
      status,
      headers: { get: (name) => headers[name.toLowerCase()] ?? null },
      text: async () => text,
    };
  };
  return { sent, client: createClient({ baseUrl: 'https://api.example', token: () => 'secret', fetch }) };
}

const id = '2489e9ad-2ee2-7e00-8ec9-32d5f69181c0';

describe('a request', () => {
  test('goes to the address of its endpoint, signed', async () => {
    const { sent, client } = clientTo(200, '{}');
    await client(companies.view, { params: { id } });
    expect(sent).toEqual([
      {
        url: `https://api.example/api/company/${id}`,
        method: 'GET',
        headers: { accept: 'application/json', authorization: 'Bearer secret' },
      },
    ]);
  });

  test('encodes what stands in the address', async () => {
    const { sent, client } = clientTo(200, '{}');
    await client(companies.view, { params: { id: 'a/b?c#d é' } });
    const query = { q: 'a&b=c +ü', limit: 5, type: 'my own', cursor: undefined };
    await client(campaigns.list, { query });
    await client(imports.create, { query: { dryRun: true }, body: { dump: {} } });
    expect(sent.map(({ url }) => url.replace('https://api.example', ''))).toEqual([
      '/api/company/a%2Fb%3Fc%23d%20%C3%A9',
      '/api/campaigns?q=a%26b%3Dc+%2B%C3%BC&limit=5&type=my+own',
      '/api/imports?dryRun=true',
    ]);
  });

  test('says the type of its body, the version it is about and its key', async () => {
    const { sent, client } = clientTo(200, '{}');
    await client(accounts.create, { body: { name: 'A', companyId: id }, idempotencyKey: 'once' });
    await client(accounts.update, { params: { id }, ifMatch: 3, body: { name: 'B' } });
    const body = [{ op: 'remove' as const, path: '/data/a' }];
    await client(accounts.update, {
      params: { id },
      ifMatch: '*',
      body,
      bodyType: 'application/json-patch+json',
    });
    await client(accounts.view, { params: { id }, ifNoneMatch: 3 });
    const common = { accept: 'application/json', authorization: 'Bearer secret' };
    expect(sent.map(({ headers }) => headers)).toEqual([
      { ...common, 'content-type': 'application/json', 'idempotency-key': 'once' },
      { ...common, 'content-type': 'application/merge-patch+json', 'if-match': '"3"' },
      { ...common, 'content-type': 'application/json-patch+json', 'if-match': '*' },
      { ...common, 'if-none-match': '"3"' },
    ]);
    expect(sent[2]?.body).toBe('[{"op":"remove","path":"/data/a"}]');
    expect(sent[3]).not.toHaveProperty('body');
  });

  test('asks for the token each time, and goes without one when there is none', async () => {
    const tokens = ['first', null, 'third'];
    const seen: (string | undefined)[] = [];
    const client = createClient({
      baseUrl: '',
      token: async () => tokens.shift() ?? null,
      fetch: async (_url, { headers }) => {
        seen.push(headers.authorization);
        return { status: 200, headers: { get: () => null }, text: async () => '{"status":"ok"}' };
      },
    });
    for (let count = 0; count < 3; count += 1) await client(system.health);
    expect(seen).toEqual(['Bearer first', undefined, 'Bearer third']);
  });
});

describe('an answer', () => {
  test('has its body, its version and its headers', async () => {
    const { client } = clientTo(201, '{"id":"x"}', { etag: '"12"', location: '/there' });
    const answer = await client(companies.create, { body: { name: 'A' } });
    expect([answer.status, answer.body, answer.version]).toEqual([201, { id: 'x' }, 12]);
    expect([answer.header('location'), answer.header('Location'), answer.header('x')]).toEqual([
      '/there',
      '/there',
      null,
    ]);
  });

  test.each([['{"a": 1}'], ['id,name\r\n'], ['']])('that is a file is its text: %j', async (text) => {
    const { sent, client } = clientTo(200, text);
    const { body } = await client(exports.whole, { query: { format: 'csv', entity: 'accounts' } });
    expect(body).toBe(text);
    expect(sent[0]?.url).toBe('https://api.example/api/me/export?format=csv&entity=accounts');
    expect(sent[0]?.headers.accept).toBe('application/json, text/csv');
  });

  test.each([[204], [304]])('of %i has no body', async (status) => {
    const { client } = clientTo(status, '', { etag: '"2"' });
    const answer = await client(companies.view, { params: { id }, ifNoneMatch: 2 });
    expect([answer.status, answer.body, answer.version]).toEqual([status, undefined, 2]);
  });

  test.each([null, 'W/"2"', '"abc"', '2', '""'])('with the ETag %j has no version', async (etag) => {
    const { client } = clientTo(200, '{}', etag === null ? {} : { etag });
    expect((await client(companies.view, { params: { id } })).version).toBeNull();
  });
});

describe('a failure', () => {
  const failure = async (status: number, text: string) => {
    const { client } = clientTo(status, text);
    return client(companies.view, { params: { id } }).catch((error: unknown) => error);
  };

  test('is thrown as the problem that it is', async () => {
    const problem = {
      type: '/problems#stale-version',
      title: problems['stale-version'].title,
      status: 412,
      detail: 'This is at version 3 now.',
      code: 'stale-version',
      requestId: 'r',
      errors: [],
      currentVersion: 3,
      changed: ['/name'],
    };
    const error = await failure(412, JSON.stringify(problem));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ name: 'ProblemError', message: problem.detail, problem });
  });

  test.each(['', '<html>Bad gateway</html>', 'null', '[]', '"text"', '{}', '{"code": 5}', '{"error": "x"}'])(
    'of something on the way is told in a sentence: %s',
    async (text) => {
      const error = await failure(502, text);
      expect(error).toMatchObject({
        problem: { status: 502, code: 'overloaded', errors: [], requestId: '' },
      });
      expect((error as ProblemError).message).toMatch(/^\S.*502\.$/);
      expect(await failure(429, text)).toMatchObject({ problem: { code: 'rate-limited' } });
    },
  );

  test('of the transport is thrown as it came', async () => {
    const cause = new TypeError('fetch failed');
    const client = createClient({ baseUrl: '', fetch: () => Promise.reject(cause) });
    await expect(client(system.health)).rejects.toBe(cause);
  });
});
