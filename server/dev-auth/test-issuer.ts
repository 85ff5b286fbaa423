import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { type DevAuth, devAuthPlugin, openDevAuth } from './index.ts';

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

export interface TestIssuer {
  dir: string;
  origin: string;
  devAuth: DevAuth;
  /** A request as it goes over the wire: any header, `host` and `origin` included. */
  send(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<Answer>;
  /** As a new process would: the same folder, read again, at the same address. */
  restart(): Promise<void>;
}

/** A real server for one test. `prepare` is what the server around the issuer adds first. */
export async function startIssuer(
  options: { accessTokenSeconds?: number; prepare?: (app: FastifyInstance) => Promise<void> } = {},
): Promise<TestIssuer> {
  const dir = join(await mkdtemp(join(tmpdir(), 'dev-auth-')), 'dev-auth');
  let route = (_request: IncomingMessage, response: ServerResponse): unknown => response.destroy();
  // Listening comes first, since the issuer has to know its port: no other process can take it in between.
  const server = createServer((request, response) => route(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function start(): Promise<{ app: FastifyInstance; devAuth: DevAuth }> {
    const { prepare, ...rest } = options;
    const devAuth = await openDevAuth({ dir });
    const app = fastify({ forceCloseConnections: true });
    await prepare?.(app);
    await app.register(devAuthPlugin, { devAuth, origin, ...rest });
    await app.ready();
    route = (request, response) => app.routing(request, response);
    return { app, devAuth };
  }

  let running = await start();
  onTestFinished(async () => {
    await running.app.close();
    await close(server);
    await rm(join(dir, '..'), { recursive: true });
  });
  return {
    dir,
    origin,
    get devAuth() {
      return running.devAuth;
    },
    send: (method, path, headers, body) => send(origin + path, method, headers ?? {}, body),
    async restart() {
      await running.app.close();
      running = await start();
    },
  };
}

/** What the SDK sends with every call. */
export function clientHeaders(issuer: TestIssuer, accessToken?: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-hexclave-access-type': 'client',
    'x-hexclave-project-id': issuer.devAuth.projectId,
    ...(accessToken && { 'x-hexclave-access-token': accessToken }),
  };
}

export function jwksUrl({ origin, devAuth }: TestIssuer, query = ''): URL {
  return new URL(`${origin}/dev-auth/api/v1/projects/${devAuth.projectId}/.well-known/jwks.json${query}`);
}

function send(url: string, method: string, given: Record<string, string>, body = ''): Promise<Answer> {
  // Without a length Node sends the body of a DELETE as the start of the next request.
  const headers = { ...given, ...(body && { 'content-length': String(Buffer.byteLength(body)) }) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, async (response) => {
      response.setEncoding('utf8');
      const text = (await response.toArray()).join('');
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.on('error', reject).end(body);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
