import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { html, type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';
import { startTestSite, type TestSite } from './test-site.ts';
import type { PageCache, SitePage } from './website.ts';

let site: TestSite;
let reader: TestReader;

beforeAll(async () => {
  site = await startTestSite();
  reader = openTestReader();
});
beforeEach(() => {
  site.requests.length = 0;
  reader.news.length = 0;
});
afterAll(async () => {
  await reader.close();
  await site.close();
});

function memory(): PageCache & { pages: Map<string, SitePage> } {
  const pages = new Map<string, SitePage>();
  return {
    pages,
    get: async (url) => pages.get(url) ?? null,
    put: async (page) => void pages.set(page.url, page),
  };
}

test('of a company site the pages that tell what it does are read, home first, and what robots.txt excludes is not', async () => {
  const pages = await reader.read(site.url);
  const paths = ['/', '/about', '/product', '/pricing', '/customers'];
  expect(pages.map(({ url }) => new URL(url).pathname)).toEqual(paths);
  expect([...site.requests].sort()).toEqual(['/robots.txt', ...paths].sort());
  expect(pages.every(({ siteName, language }) => siteName === 'Harborline' && language === 'en')).toBe(true);
  const all = pages.map(({ markdown }) => markdown).join('\n');
  for (const quote of [
    '“We cut stock by a fifth in one season and nobody ran out of anything.”',
    'Jonas Petry, Supply Chain Manager, Kessel Baustoffe',
    '€1,290 a month, up to 25,000 articles and five warehouses.',
    'founded in Rotterdam in 2019',
  ]) {
    expect(all).toContain(quote);
  }
  expect(all).not.toMatch(/Sign in|dataset|font-family|©/);
});

test('each page is told when it is begun and when it is read or skipped', async () => {
  await reader.read(site.url);
  const states = new Map<string, string[]>();
  for (const { url, state } of reader.news) states.set(url, [...(states.get(url) ?? []), state]);
  expect(states.get(`${site.url}/`)).toEqual(['reading', 'read']);
  expect(states.get(`${site.url}/pricing`)).toEqual(['reading', 'read']);
  expect(states.get(`${site.url}/internal/roadmap`)).toEqual(['reading', 'skipped']);
  expect(reader.news.find(({ url, state }) => url.endsWith('/pricing') && state === 'read')).toEqual({
    url: `${site.url}/pricing`,
    state: 'read',
    title: 'Pricing | Harborline',
    reason: null,
  });
});

test('an address without a scheme falls back to http where nobody speaks https', async () => {
  const pages = await reader.read(site.url.replace('http://', ''));
  expect(pages[0]?.url).toBe(`${site.url}/`);
  expect(reader.news.slice(0, 2)).toMatchObject([
    { url: expect.stringMatching(/^https:/), state: 'reading' },
    { url: expect.stringMatching(/^https:/), state: 'skipped', reason: expect.stringContaining('https') },
  ]);
});

test('an address with https does not', async () => {
  await expect(reader.read(site.url.replace('http:', 'https:'))).rejects.toMatchObject({
    code: 'website-unreachable',
  });
  expect(site.requests).toEqual([]);
});

test('what is in the cache is not asked for again, and what was read is put there', async () => {
  const cache = memory();
  const first = await reader.read(site.url, { cache });
  expect([...cache.pages.keys()].sort()).toEqual(first.map(({ url }) => url).sort());
  site.requests.length = 0;
  cache.pages.delete(`${site.url}/pricing`);
  const second = await reader.read(site.url, { cache });
  expect(site.requests).toEqual(['/robots.txt', '/pricing']);
  expect(second.map(({ url }) => url)).toEqual(first.map(({ url }) => url));
  site.requests.length = 0;
  await reader.read(site.url.replace('http://', ''), { cache });
  // For the page that it excludes, which nothing has been kept of.
  expect(site.requests).toEqual(['/robots.txt']);
});

test('a home page that the cache keeps without its links is read anew', async () => {
  const cache = memory();
  const [home] = await reader.read(site.url, { cache });
  const { links, ...without } = home!;
  expect(links).toHaveLength(5);
  cache.pages.clear();
  await cache.put(without);
  expect(await reader.read(site.url, { cache })).toHaveLength(5);
});

test('nothing of a cache that fails is hidden', async () => {
  const cache = { ...memory(), put: () => Promise.reject(new Error('the database is gone')) };
  await expect(reader.read(site.url, { cache })).rejects.toThrow('the database is gone');
});

test('no more than two pages are asked for at once', async () => {
  let open = 0;
  let most = 0;
  const links = ['about', 'product', 'pricing', 'customers', 'solutions'].map(
    (name) => `<a href="/${name}">x</a>`,
  );
  const listener: Listener = await startListener({
    answer: (request, response) => {
      open += 1;
      most = Math.max(most, open);
      const finish = () => {
        open -= 1;
        html(`<p>boats ${request.url}</p>${links.join('')}`)(request, response);
      };
      // Both of a pair wait for one another.
      if (request.url === '/') finish();
      else setTimeout(finish, 50);
    },
  });
  expect(await reader.read(listener.url)).toHaveLength(6);
  expect(most).toBe(2);
  await listener.close();
});

test('a page that leads to another website, or to one that was read, is skipped', async () => {
  const listener = await startListener({
    answer: (request, response) => {
      const { url } = request;
      if (url === '/about') return response.writeHead(302, { location: `${site.url}/` }).end();
      if (url === '/pricing') return response.writeHead(302, { location: '/' }).end();
      if (url === '/product') return response.writeHead(500).end();
      return html(
        '<p>boats</p><a href="/about">About</a><a href="/pricing">Pricing</a><a href="/product">Product</a>',
      )(request, response);
    },
  });
  expect(await reader.read(listener.url)).toHaveLength(1);
  const reasons = reader.news
    .filter(({ state }) => state === 'skipped')
    .map(({ reason }) => reason)
    .sort();
  expect(reasons).toEqual([
    expect.stringContaining('out of order (it answers 500)'),
    'It leads to another website.',
    'The same page as another one.',
  ]);
  await listener.close();
});

test('a site that moved is the one that it moved to', async () => {
  const listener = await startListener({
    answer: (_request, response) => response.writeHead(301, { location: `${site.url}/` }).end(),
  });
  const pages = await reader.read(listener.url);
  expect(pages).toHaveLength(5);
  expect(pages[0]).toMatchObject({
    url: `${listener.url}/`,
    finalUrl: `${site.url}/`,
    siteName: 'Harborline',
  });
  await listener.close();
});
