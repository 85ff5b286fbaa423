import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { openWebsite, type WebsiteOptions } from './open-website.ts';
import type { PageCache, PageNews, SitePage } from './website.ts';

/** A real HTTP server that counts who connects to it. */
export interface Listener {
  port: number;
  url: string;
  /** Connections that were ever opened, whether or not anything was asked over them. */
  connections(): number;
  /** What went out over all of them. */
  bytesSent(): number;
  /** Paths with their queries, in order, robots.txt left out. */
  requests: string[];
  close(): Promise<void>;
}

export interface ListenerOptions {
  host?: string;
  port?: number;
  /** Asked for all but robots.txt; that too, when it takes it. */
  answer: RequestListener;
  robots?: RequestListener;
}

export async function startListener(options: ListenerOptions): Promise<Listener> {
  const {
    host = '127.0.0.1',
    answer,
    robots = (_request, response) => response.writeHead(404).end(),
  } = options;
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') return robots(request, response);
    requests.push(request.url ?? '');
    return answer(request, response);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    connections: () => sockets.size,
    bytesSent: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface TestReader {
  read(url: string, options?: { signal?: AbortSignal; cache?: PageCache }): Promise<SitePage[]>;
  /** Of all pages that were read. */
  news: PageNews[];
  close(): Promise<void>;
}

/** A website reader of one thread, on this machine unless the options say otherwise. */
export function openTestReader(options: Partial<WebsiteOptions> = {}): TestReader {
  const website = openWebsite({ allowLoopback: true, threads: 1, ...options });
  const news: PageNews[] = [];
  return {
    news,
    read: (url, { signal = new AbortController().signal, cache = noCache } = {}) =>
      website.read(url, { signal, cache, onPage: (page) => news.push(page) }),
    close: () => website.close(),
  };
}

const noCache: PageCache = { get: async () => null, put: async () => {} };

export function html(body: string, head = '<title>A page</title>'): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`);
  };
}
