import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The weather between a browser and a server: a real proxy that passes, answers itself, or loses things. */
export type Fault =
  | 'pass'
  /** Before it arrives. */
  | 'cut'
  /** The server carries it out, its answer never comes. */
  | 'drop-reply'
  | { delayMilliseconds: number }
  | { status: number; headers?: Record<string, string>; body?: string };

export interface Asked {
  method: string;
  path: string;
  key: string | undefined;
  ifMatch: string | undefined;
  authorization: string | undefined;
  body: string;
}

export interface WeatherProxy {
  url: string;
  weather: (asked: Asked) => Fault;
  asked: Asked[];
  stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<WeatherProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = (await incoming.setEncoding('utf8').toArray()).join('');
    const asked: Asked = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      key: incoming.headers['idempotency-key']?.toString(),
      ifMatch: incoming.headers['if-match'],
      authorization: incoming.headers.authorization,
      body,
    };
    proxy.asked.push(asked);
    const fault = proxy.weather(asked);
    if (fault === 'cut') return void incoming.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) {
      return void outgoing.writeHead(fault.status, fault.headers).end(fault.body);
    }
    if (typeof fault === 'object')
      await new Promise((resolve) => setTimeout(resolve, fault.delayMilliseconds));
    await passOn(target, incoming, { outgoing, body, isDropped: fault === 'drop-reply' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: WeatherProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: () => 'pass',
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function passOn(
  target: string,
  incoming: IncomingMessage,
  { outgoing, body, isDropped }: { outgoing: ServerResponse; body: string; isDropped: boolean },
): Promise<void> {
  const { host: _host, 'content-length': _length, connection: _connection, ...headers } = incoming.headers;
  const sized = body === '' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve) => {
    const onward = httpRequest(
      target + incoming.url,
      { method: incoming.method, headers: sized },
      async (answer) => {
        if (answer.headers['content-type']?.startsWith('text/event-stream') && !isDropped) {
          return resolve(passEvents(answer, outgoing));
        }
        const bytes = Buffer.concat(await answer.toArray());
        if (isDropped) incoming.socket.destroy();
        else outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes);
        resolve();
      },
    );
    onward.on('error', () => {
      incoming.socket.destroy();
      resolve();
    });
    onward.end(body);
  });
}

/** Each as it comes; whoever goes away takes the request along. */
function passEvents(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers).flushHeaders();
  return new Promise((resolve) => {
    const end = () => {
      answer.destroy();
      outgoing.destroy();
      resolve();
    };
    outgoing.on('close', end);
    answer.on('error', end);
    answer.pipe(outgoing);
  });
}
