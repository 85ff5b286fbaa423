import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { html, type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';

/** Stands for a public website: of all of this machine the only address that may be connected to. */
let outside: Listener;
/** Everything else of this machine, on a port that websites may have. */
let inside: Listener;
/** The same port as the public website, one address further: where a second answer of a name server leads. */
let neighbour: Listener;
let answer: RequestListener;
let robots: RequestListener;

let reader: TestReader;
/** What a name resolves to next; the last of them for ever. */
let answers: string[][];

const outsideAddress = '127.0.0.2';
const noRobots: RequestListener = (_request, response) => response.writeHead(404).end();

beforeAll(async () => {
  outside = await startListener({
    host: outsideAddress,
    answer: (request, response) => answer(request, response),
    robots: (request, response) => robots(request, response),
  });
  inside = await startListener({ host: '::', answer: html('a secret') });
  neighbour = await startListener({ port: outside.port, answer: html('a secret') });
  reader = openTestReader({
    reach: {
      ports: new Set([inside.port]),
      also: (address, port) => address === outsideAddress && port === outside.port,
    },
    resolve: async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? [],
  });
});
beforeEach(() => {
  robots = noRobots;
});
afterAll(async () => {
  await reader.close();
  for (const listener of [outside, inside, neighbour]) await listener.close();
});

async function reading(url: string, resolved: string[][] = [[outsideAddress]]) {
  answers = resolved;
  reader.news.length = 0;
  return reader.read(url).catch((error: unknown) => error as Error);
}

function expectNothingReached(): void {
  expect([inside.connections(), neighbour.connections()]).toEqual([0, 0]);
}

const site = () => `http://public.example:${outside.port}/`;

const redirect =
  (location: string, status = 302): RequestListener =>
  (_request, response) =>
    // As servers send it that know nothing of punycode.
    response.writeHead(status, { location: Buffer.from(location).toString('latin1') }).end();

test('the public website itself is read', async () => {
  answer = html('<p>We sell boats.</p>');
  const pages = await reading(site());
  expect(pages).toMatchObject([{ title: 'A page', markdown: 'We sell boats.' }]);
});

test.each([
  ['http://127.0.0.1:PORT/', 'website-private'],
  ['//127.0.0.1:PORT', 'website-private'],
  ['\\\\127.0.0.1:PORT\\', 'website-private'],
  ['https://127.0.0.1:PORT/', 'website-private'],
  ['http://[::1]:PORT/', 'website-private'],
  ['http://[::ffff:7f00:1]:PORT/', 'website-private'],
  ['http://2130706433:PORT/', 'website-private'],
  ['http://0x7f.1:PORT/', 'website-private'],
  ['http://0177.1:PORT/', 'website-private'],
  ['http://0:PORT/', 'website-private'],
  ['http://１２７.0.0.1:PORT/', 'website-private'],
  ['http://169.254.169.254/latest/meta-data/', 'website-private'],
  ['http://[64:ff9b::7f00:1]:PORT/', 'website-private'],
  ['http://public.example@127.0.0.1:PORT/', 'website-not-a-page'],
  ['file:///etc/passwd', 'website-not-a-page'],
  ['gopher://127.0.0.1:PORT/', 'website-not-a-page'],
  ['ftp://127.0.0.1:PORT/', 'website-not-a-page'],
  ['data:text/html,hello', 'website-not-a-page'],
  ['http://127.0.0.1:1PORT/', 'website-not-a-page'],
])('a redirect to %s is not followed', async (location, code) => {
  const target = location.replace('PORT', String(inside.port));
  for (const status of [301, 302, 303, 307, 308]) {
    answer = redirect(target, status);
    expect(await reading(site())).toMatchObject({ name: 'WebsiteFailure', code });
  }
  expectNothingReached();
});

test('a redirect to a name that resolves to this machine is not followed', async () => {
  answer = redirect(`http://localhost:${inside.port}/`);
  const pages = await reading(site(), [[outsideAddress], ['127.0.0.1']]);
  expect(pages).toMatchObject({ code: 'website-private' });
  expectNothingReached();
});

test('a chain of public redirects that ends inside is not followed to its end', async () => {
  answer = (request, response) => {
    const hop = Number(request.url?.slice(1));
    const location = hop < 4 ? `/${hop + 1}` : `http://127.0.0.1:${inside.port}/`;
    response.writeHead(302, { location }).end();
  };
  expect(await reading(site())).toMatchObject({ code: 'website-private' });
  expect(outside.requests.slice(-5)).toEqual(['/', '/1', '/2', '/3', '/4']);
  expectNothingReached();
});

test('of several addresses of a name one private one is enough, and no other is connected to either', async () => {
  answer = html('<p>We sell boats.</p>');
  const before = outside.connections();
  for (const answers of [
    [outsideAddress, '127.0.0.1'],
    ['127.0.0.1', outsideAddress],
    ['::1', outsideAddress],
    [outsideAddress, '64:ff9b::7f00:1'],
    [outsideAddress, '::ffff:127.0.0.1'],
  ]) {
    expect(await reading(site(), [answers])).toMatchObject({ code: 'website-private' });
  }
  expect(outside.connections()).toBe(before);
  expectNothingReached();
});

test('a name server that answers differently the second time reaches nothing', async () => {
  answer = (request, response) => {
    response.setHeader('connection', 'close');
    html('<p>We sell boats.</p><nav><a href="/pricing">Pricing</a></nav>')(request, response);
  };
  robots = (_request, response) => response.writeHead(404, { connection: 'close' }).end();
  // At once after robots.txt, or between the home page and the next.
  const atOnce = await reading(site(), [[outsideAddress], ['127.0.0.1']]);
  expect(atOnce).toMatchObject({ code: 'website-private' });
  const later = await reading(site(), [[outsideAddress], [outsideAddress], ['127.0.0.1']]);
  expect(later).toMatchObject([{ markdown: 'We sell boats.' }]);
  expect(reader.news.at(-1)).toMatchObject({ state: 'skipped', reason: expect.stringContaining('private') });
  expectNothingReached();
});

test('robots.txt is no way in either', async () => {
  answer = html('<p>We sell boats.</p>');
  for (const location of [`http://127.0.0.1:${inside.port}/`, `//[::1]:${inside.port}/`]) {
    robots = redirect(location);
    expect(await reading(site())).toMatchObject({ code: 'website-private' });
  }
  expectNothingReached();
});

test('links, frames and refreshes of a page lead nowhere inside', async () => {
  const target = `http://127.0.0.1:${inside.port}`;
  answer = (request, response) => {
    if (request.url === '/about') return redirect(`${target}/about`)(request, response);
    return html(
      `<p>We sell boats.</p>
      <nav><a href="${target}/pricing">Pricing</a> <a href="//127.0.0.1:${inside.port}/product">Product</a>
      <a href="/about">About us</a> <a href="file:///etc/passwd">Customers</a></nav>
      <frame src="${target}/frame"> <iframe src="${target}/iframe"></iframe> <img src="${target}/image">`,
      `<meta http-equiv="refresh" content="0; url=${target}/refresh"><base href="${target}/base/">
       <link rel="stylesheet" href="${target}/style"><script src="${target}/script"></script>`,
    )(request, response);
  };
  const pages = await reading(site());
  expect(pages).toMatchObject([{ markdown: 'We sell boats.' }]);
  expectNothingReached();
});
