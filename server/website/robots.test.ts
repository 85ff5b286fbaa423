import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { html, type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';

let site: Listener;
let robots: RequestListener;
let asked: string[];
let reader: TestReader;

const page = html('<p>boats</p><nav><a href="/about">About us</a><a href="/pricing">Prices</a></nav>');

beforeAll(async () => {
  site = await startListener({
    answer: page,
    robots: (request, response) => {
      asked.push(String(request.headers['user-agent']));
      robots(request, response);
    },
  });
  reader = openTestReader({ limits: { pauseMillisecondsMax: 300 } });
});
beforeEach(() => {
  site.requests.length = 0;
  reader.news.length = 0;
  asked = [];
});
afterAll(async () => {
  await reader.close();
  await site.close();
});

const text =
  (body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
const status =
  (code: number, headers = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end('User-agent: *\nDisallow: /');
const read = (path = '/') => reader.read(`${site.url}${path}`).catch((error: unknown) => error as Error);

test('a home page that robots.txt excludes is not asked for', async () => {
  for (const rules of [
    'User-agent: *\nDisallow: /',
    'User-agent: BlossomerGTM\nDisallow: /',
    '\uFEFFUser-agent: *\nDisallow: /\n',
  ]) {
    robots = text(rules);
    expect(await read()).toMatchObject({
      code: 'website-refused',
      message: expect.stringContaining('robots.txt asks programs not to read /'),
    });
  }
  expect(site.requests).toEqual([]);
});

test('what robots.txt says to us goes before what it says to all', async () => {
  robots = text('User-agent: *\nDisallow: /\n\nUser-agent: blossomergtm\nDisallow: /about\nAllow: /');
  expect(await read()).toMatchObject([{ markdown: 'boats' }, { finalUrl: `${site.url}/pricing` }]);
  expect(site.requests).toEqual(['/', '/pricing']);
  expect(reader.news).toContainEqual({
    url: `${site.url}/about`,
    state: 'skipped',
    title: null,
    reason: expect.stringContaining('robots.txt'),
  });
});

test('a redirect into what robots.txt excludes is not followed', async () => {
  const own = await startListener({
    answer: (_request, response) => response.writeHead(302, { location: '/inside' }).end(),
    robots: text('User-agent: *\nDisallow: /inside'),
  });
  await expect(reader.read(own.url)).rejects.toMatchObject({ code: 'website-refused' });
  expect(own.requests).toEqual(['/']);
  await own.close();
});

test('it is asked for once, by our name', async () => {
  robots = text('User-agent: *\nDisallow: /nothing');
  await read();
  expect(asked).toEqual(['BlossomerGTM/1.0 (+contact in README)']);
});

test('a site without one may be read', async () => {
  for (const answer of [status(404), status(403), status(429), text(''), text('<html>no rules</html>')]) {
    robots = answer;
    expect(await read()).toMatchObject([{ markdown: 'boats' }, {}, {}]);
  }
  robots = (_request, response) => response.writeHead(302, { location: '/robots.txt' }).end();
  expect(await read()).toMatchObject([{ markdown: 'boats' }, {}, {}]);
});

test('while its rules cannot be had, a site is not read', async () => {
  for (const code of [500, 503]) {
    robots = status(code);
    expect(await read()).toMatchObject({
      code: 'website-refused',
      message: expect.stringContaining(String(code)),
    });
  }
  robots = (request) => request.socket.destroy();
  expect(await read()).toMatchObject({ code: 'website-unreachable' });
  expect(site.requests).toEqual([]);
});

test('of a robots.txt without end the beginning counts', async () => {
  robots = text(`User-agent: *\nDisallow: /\n${'# more\n'.repeat(200_000)}`);
  expect(await read()).toMatchObject({ code: 'website-refused' });
});

test('a pause that it asks for is kept, and one that is too long means the home page alone', async () => {
  robots = text('User-agent: *\nCrawl-delay: 0.2');
  const began = performance.now();
  expect(await read()).toMatchObject([{}, {}, {}]);
  expect(performance.now() - began).toBeGreaterThan(400);
  robots = text('User-agent: *\nCrawl-delay: 60');
  reader.news.length = 0;
  expect(await read()).toMatchObject([{ markdown: 'boats' }]);
  expect(reader.news.at(-1)).toMatchObject({
    state: 'skipped',
    reason: expect.stringContaining('60 seconds'),
  });
});
