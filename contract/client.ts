import type { z } from 'zod';
import type { BodyType, Endpoint } from './endpoint.ts';
import type { Problem } from './problems.ts';

/**
 * The one typed client of the API: tests, command line and browser call endpoints through it. It adds no retries
 * and no cache; those belong to whoever calls.
 */
export interface ClientOptions {
  /** Without a trailing slash; empty for the same origin. */
  baseUrl: string;
  /** Asked before each request, so that a token is never kept past its time. null: no Authorization header. */
  token?: () => Promise<string | null> | string | null;
  fetch?: Transport;
}

export type Transport = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<Reply>;
interface Reply {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface Call<P, Q, B> {
  params?: P;
  query?: Q;
  body?: B;
  bodyType?: BodyType;
  /** A version, or '*' for whatever is there. */
  ifMatch?: number | '*';
  ifNoneMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * Of an endpoint with `answerTypes` (an export) the body is its text, whole. To save a large one as a file a browser asks with
 * the same address and headers by `fetch` and gives `reply.blob()` to a link with `download`; a body that was cut off makes
 * `blob()` fail.
 */
export interface Answer<Body> {
  status: number;
  /** undefined when the status has no body (204, 304). */
  body: Body;
  version: number | null;
  header(name: string): string | null;
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

/** Query values as a person writes them: numbers and booleans too. */
type QueryOf<Query extends z.ZodType> = { [Key in keyof z.output<Query>]?: z.output<Query>[Key] };

export type Client = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  call?: Call<z.input<P>, QueryOf<Q>, z.input<B>>,
) => Promise<Answer<z.output<A>>>;

/** Throws `ProblemError` for every answer that is not a success, and whatever the transport throws. */
export function createClient(options: ClientOptions): Client {
  const transport: Transport = options.fetch ?? ((url, init) => fetch(url, init));
  return async (endpoint, call = {}) => {
    const token = (await options.token?.()) ?? null;
    const reply = await transport(options.baseUrl + address(endpoint, call), {
      method: endpoint.method,
      headers: requestHeaders(endpoint, call, token),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
    const text = await reply.text();
    if (reply.status >= 400) throw new ProblemError(asProblem(reply.status, text));
    return {
      status: reply.status,
      body: endpoint.answerTypes ? text : text === '' ? undefined : JSON.parse(text),
      version: versionOf(reply.headers.get('etag')),
      header: (name: string) => reply.headers.get(name),
    } as Answer<never>;
  };
}

function address(endpoint: Endpoint, { params, query }: Call<unknown, unknown, unknown>): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    pairs.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return search ? `${path}?${search}` : path;
}

function requestHeaders(endpoint: Endpoint, call: Call<unknown, unknown, unknown>, token: string | null) {
  const headers: Record<string, string> = {
    accept: endpoint.answerTypes?.join(', ') ?? 'application/json',
  };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (call.body !== undefined) {
    headers['content-type'] = call.bodyType ?? endpoint.bodyTypes[0] ?? 'application/json';
  }
  if (call.ifMatch !== undefined) headers['if-match'] = call.ifMatch === '*' ? '*' : `"${call.ifMatch}"`;
  if (call.ifNoneMatch !== undefined) headers['if-none-match'] = `"${call.ifNoneMatch}"`;
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  return headers;
}

function versionOf(etag: string | null): number | null {
  const version = /^"(\d+)"$/.exec(etag ?? '')?.[1];
  return version === undefined ? null : Number(version);
}

/** Of an answer of 400 or more. Something between us and the server may answer in its own words; the person still gets a sentence. */
export function asProblem(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem> | null;
    if (problem && typeof problem.code === 'string') return problem as Problem;
  } catch {
    // Not JSON: not our server speaking.
  }
  return {
    type: 'about:blank',
    title: 'The server could not be reached',
    status,
    detail: `Something on the way to the server answered with status ${status}.`,
    code: status === 429 ? 'rate-limited' : 'overloaded',
    requestId: '',
    errors: [],
  };
}
