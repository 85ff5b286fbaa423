import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';
import { WebsiteFailure } from './website.ts';

let site: Listener;
let answer: RequestListener;
let robots: RequestListener | undefined;
let reader: TestReader;

beforeAll(async () => {
  site = await startListener({
    answer: (request, response) => answer(request, response),
    robots: (request, response) => (robots ? robots(request, response) : response.writeHead(404).end()),
  });
  reader = openTestReader();
});
afterAll(async () => {
  await reader.close();
  await site.close();
});

const sends =
  (body: string, type = 'text/html'): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body);

/** How long nothing else was done by this process, at the worst. */
async function longestBlock(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  await work.finally(() => clearInterval(timer));
  return longest;
}

const megabytes2 = 1_990_000;
const repeated = (text: string) => text.repeat(Math.floor(megabytes2 / text.length));

/** Pages of 2 MB, each made to cost as much as it can. */
test.each([
  [
    '100,000 nested divs',
    `<title>T</title>boats${'<div>'.repeat(100_000)}and oars${'</div>'.repeat(100_000)}`,
  ],
  ['nested tables', `<title>T</title>boats${repeated('<table><tr><td>')}`],
  ['one attribute of 2 MB', `<title>T</title><div data-a="${repeated('a')}">boats</div>`],
  ['an attribute that never ends', `<title>T</title><p>boats</p><div data-a="${repeated('a')}`],
  [
    'as many attributes as fit',
    `<title>T</title><div ${Array.from({ length: 250_000 }, (_, i) => `a${i}`).join(' ')}>boats</div>`,
  ],
  ['as many links as fit', `<title>T</title>boats<nav>${repeated('<a href=/pricing/x/y/z>products</a>')}`],
  ['as many entities as fit', `<title>T</title>boats${repeated('&amp;')}`],
  ['as many comments as fit', `<title>T</title>boats${repeated('<!--')}`],
  ['blanks that are not broken', `<title>T</title>boats${repeated('\u00a0')}x`],
  ['a title that never ends', `<p>boats</p><title>T ${repeated('boats ')}`],
  ['deep JSON-LD', `<title>T</title>boats<script type="application/ld+json">${'['.repeat(90_000)}</script>`],
])('a page of %s is read or given up in bounded time, and nobody waits for it', async (_name, body) => {
  answer = sends(body);
  let outcome: unknown;
  const began = performance.now();
  const blocked = await longestBlock(
    reader.read(site.url).then(
      ([page]) => {
        outcome = page;
      },
      (error: unknown) => {
        outcome = error;
      },
    ),
  );
  if (outcome instanceof WebsiteFailure) expect(outcome.code).toBe('website-too-large');
  else expect(outcome).toMatchObject({ markdown: expect.stringContaining('boats') });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(blocked).toBeLessThan(1000);
});

test('after a page that is given up others are read', async () => {
  answer = sends('<title>Acme</title><p>We sell boats.</p>');
  expect(await reader.read(site.url)).toMatchObject([{ title: 'Acme', markdown: 'We sell boats.' }]);
});

test.each([
  ['rules for as many names', `${'User-agent: a\n'.repeat(18_000)}${'Disallow: /b\n'.repeat(19_000)}`],
  ['wildcards', `User-agent: *\n${`Disallow: /${'*a'.repeat(500)}$\n`.repeat(500)}`],
])('a robots.txt of %s is judged in bounded time', async (_name, text) => {
  robots = sends(text, 'text/plain');
  answer = sends('<title>Acme</title><p>We sell boats.</p>');
  const blocked = await longestBlock(reader.read(`${site.url}/${'a'.repeat(1500)}`).catch(() => {}));
  expect(blocked).toBeLessThan(1000);
  robots = undefined;
});
