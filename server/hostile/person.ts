import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type Client, createClient, Problem, ProblemError } from '@blossomer/contract';
import { expect } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import type { TestServer } from '../../testing/server.ts';

/** Somebody signed in, who speaks through the product's client or sends whatever bytes they like. */
export interface Person {
  email: string;
  client: Client;
  send(method: string, path: string, parts?: Sent): Promise<Reply>;
}

export interface Sent {
  headers?: Record<string, string | string[]>;
  /** An object is sent as JSON, with its media type. */
  body?: string | Uint8Array | object;
  /** Without Content-Length. */
  chunked?: boolean;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

export async function newPerson(server: TestServer): Promise<Person> {
  const email = `${randomUUID()}@example.test`;
  const token = await server.token(email);
  return {
    email,
    client: createClient({ baseUrl: server.url, token: () => token }),
    send: (method, path, parts = {}) =>
      exchange(server.url, method, path, {
        ...parts,
        headers: { authorization: `Bearer ${token}`, ...parts.headers },
      }),
  };
}

/** One HTTP exchange with exactly this address and these bytes; `fetch` would tidy both up. */
export function exchange(origin: string, method: string, path: string, sent: Sent = {}): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  const isJson = typeof sent.body === 'object' && !(sent.body instanceof Uint8Array);
  const body = isJson ? JSON.stringify(sent.body) : (sent.body as string | Uint8Array | undefined);
  const headers: Record<string, string | string[]> = {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...(body === undefined || sent.chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...sent.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject); // After an answer has come this changes nothing any more.
    outgoing.end(body);
  });
}

const internals =
  /node_modules|\.[jt]s:\d|\bselect\b.*\bfrom\b|insert into|update .* set |\bjsonb?_|\bpg_|SQLSTATE|_pkey|violates|relation "|Error:|\bzod\b|undefined|\[object|stack/i;

/** The problem of an answer, which promises the person a sentence and nothing of the machinery. */
export function problemOf(reply: Reply): Problem {
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = Problem.strict().parse(JSON.parse(reply.text));
  expect(problem.status).toBe(reply.status);
  expect(problem.type).toBe(`/problems#${problem.code}`);
  expect(problem.detail).toMatch(/^\S.*\S[.?!]$/su);
  for (const { message } of problem.errors) expect(message).toMatch(/\S/);
  expect(reply.text).not.toMatch(internals);
  return problem;
}

/** The problem that a call of the client ends in. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  const error = await call.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

/** How much there is of everything that a request could write, by person or in all. */
export function footprint({ databases }: TestServer): Promise<unknown> {
  return asSuperuser(databases.superuserUrl, async (client) => {
    const tables = [
      'companies',
      'accounts',
      'personas',
      'campaigns',
      'revisions',
      'imports',
      'import_sources',
    ];
    const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
    const versions = tables.slice(0, 4).map((table) => `select sum(version) as version from ${table}`);
    const { rows } = await client.query(
      `select ${counts.join(', ')}, (select sum(version) from (${versions.join(' union all ')}) each) as versions`,
    );
    return rows[0];
  });
}
