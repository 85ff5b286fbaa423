// A real proxy before a real server, which misbehaves when a test wants it: answers in its own words, or hangs up.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestServer } from '../testing/server.ts';

export interface Gateway {
  url: string;
  /** How many requests came for an import. */
  imports(): number;
  stop(): void;
}

export type Fault =
  | { status: 401 | 422 | 429 | 502 | 503; retryAfter?: string }
  /** `before`: it is never carried out. `after`: it is, and nobody hears of it. */
  | { hangUp: 'before' | 'after' };

/** `faultOf` is asked for each import, counted from 0. */
export async function openGateway(
  server: TestServer,
  faultOf: (nth: number, request: IncomingMessage) => Fault | undefined | Promise<Fault | undefined> = () =>
    undefined,
): Promise<Gateway> {
  let imports = 0;
  const gateway = createServer(async (request, response) => {
    const isImport = request.method === 'POST';
    const body = await buffer(request);
    const fault = isImport ? await faultOf(imports++, request) : undefined;
    if (fault && 'status' in fault) {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      response.writeHead(fault.status, headers).end('busy');
    } else if (fault?.hangUp === 'before') request.socket.destroy();
    else await forward(server, request, body, fault ? undefined : response, request.socket);
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  return {
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    imports: () => imports,
    stop: () => {
      gateway.closeAllConnections();
      gateway.close();
    },
  };
}

async function forward(
  server: TestServer,
  { url = '', method = 'GET', headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse | undefined,
  socket: IncomingMessage['socket'],
): Promise<void> {
  const { host: _, connection: __, 'content-length': ___, ...rest } = headers;
  const answer = await fetch(server.url + url, {
    method,
    headers: rest as Record<string, string>,
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const text = await answer.text();
  if (response === undefined) socket.destroy();
  else response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
}
