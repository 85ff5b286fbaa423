import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testSitePages, testSiteRobots } from './test-site-pages.ts';

/** A small believable company on loopback, for tests of whatever reads websites. */
export interface TestSite {
  /** Without a slash at its end: `http://127.0.0.1:40123`. */
  url: string;
  /** The paths that were asked for, in order, `/robots.txt` included. */
  requests: string[];
  close(): Promise<void>;
}

export interface TestSiteOptions {
  /** Left out: a free one. */
  port?: number;
  /** HTML by path, over the pages of the company. */
  pages?: Readonly<Record<string, string>>;
}

export async function startTestSite({ port = 0, pages = {} }: TestSiteOptions = {}): Promise<TestSite> {
  const requests: string[] = [];
  const served: Readonly<Record<string, string>> = { ...testSitePages, ...pages };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    requests.push(path);
    if (path === '/robots.txt') {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(testSiteRobots);
      return;
    }
    const html = Object.hasOwn(served, path) ? served[path] : undefined;
    const type = { 'content-type': 'text/html; charset=utf-8' };
    if (html === undefined) response.writeHead(404, type).end('<title>Not found</title><h1>Not found</h1>');
    else response.writeHead(200, type).end(html);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
