import { setTimeout as wait } from 'node:timers/promises';
import { cannotConnect, failureOf } from './failure-of.ts';
import { isSameSite, pageKey } from './pages.ts';
import { type Reader, readPage } from './read-page.ts';
import { type PageNews, type ReadOptions, type SitePage, WebsiteFailure } from './website.ts';

/** The home page, of the first address where somebody answers, and then the pages that it leads to. */
export async function readSite(addresses: URL[], reader: Reader, options: ReadOptions): Promise<SitePage[]> {
  const home = (await cachedHome(addresses, options)) ?? (await freshHome(addresses, reader, options));
  const pages = [home];
  const seen = new Set([pageKey(home.finalUrl)]);
  const queue = (home.links ?? []).slice(0, reader.limits.pages - 1).map((link) => new URL(link));
  const pause = reader.robots.pauseMilliseconds(new URL(home.finalUrl));
  const next = async () => {
    for (let url = queue.shift(); url; url = queue.shift()) {
      const page = await furtherPage(url, home, pause, reader, options);
      if (!page) continue;
      const key = pageKey(page.finalUrl);
      if (seen.has(key)) tell(options, url, 'skipped', null, 'The same page as another one.');
      else pages.push(page);
      seen.add(key);
    }
  };
  await Promise.all(Array.from({ length: pause > 0 ? 1 : reader.limits.atOnce }, next));
  options.signal.throwIfAborted();
  return inOrder(pages);
}

async function cachedHome(addresses: URL[], options: ReadOptions): Promise<SitePage | null> {
  for (const url of addresses) {
    const page = await options.cache.get(url.href);
    // Without its links nobody knows what to read next.
    if (!page?.links) continue;
    tell(options, url, 'read', page.title, null);
    return page;
  }
  return null;
}

async function freshHome(addresses: URL[], reader: Reader, options: ReadOptions): Promise<SitePage> {
  for (const [index, url] of addresses.entries()) {
    tell(options, url, 'reading', null, null);
    const outcome = await readPage(url, reader).catch((error: unknown) => {
      options.signal.throwIfAborted();
      return { failure: failureOf(error, url), isOver: !cannotConnect(error) };
    });
    if (!('failure' in outcome)) return keep(url, outcome, options);
    const isLast = outcome.isOver || index === addresses.length - 1;
    const reason = isLast ? outcome.failure.message : `${url.host} does not speak https.`;
    tell(options, url, 'skipped', null, reason);
    if (isLast) throw outcome.failure;
  }
  throw new Error('There is no address to read');
}

async function furtherPage(
  url: URL,
  home: SitePage,
  pause: number,
  reader: Reader,
  options: ReadOptions,
): Promise<SitePage | null> {
  const cached = await options.cache.get(url.href);
  if (cached) {
    tell(options, url, 'read', cached.title, null);
    return cached;
  }
  tell(options, url, 'reading', null, null);
  const page = await afterPause(pause, url, reader).catch((error: unknown) => {
    options.signal.throwIfAborted();
    return failureOf(error, url).message;
  });
  const isElsewhere = typeof page !== 'string' && !isSameSite(new URL(page.finalUrl), new URL(home.finalUrl));
  if (typeof page !== 'string' && !isElsewhere) return keep(url, page, options);
  tell(options, url, 'skipped', null, typeof page === 'string' ? page : 'It leads to another website.');
  return null;
}

async function keep(url: URL, page: SitePage, options: ReadOptions): Promise<SitePage> {
  await options.cache.put(page);
  tell(options, url, 'read', page.title, null);
  return page;
}

async function afterPause(pause: number, url: URL, reader: Reader): Promise<SitePage> {
  if (pause > reader.limits.pauseMillisecondsMax) {
    const detail = `${url.host} asks for a pause of ${Math.round(pause / 1000)} seconds between two requests.`;
    throw new WebsiteFailure('website-refused', detail);
  }
  if (pause > 0) await wait(pause, undefined, { signal: reader.signal });
  return readPage(url, reader);
}

/** As they were chosen, and not as they came. */
function inOrder([home, ...others]: SitePage[]): SitePage[] {
  const order = home?.links ?? [];
  return [...(home ? [home] : []), ...others.sort((a, b) => order.indexOf(a.url) - order.indexOf(b.url))];
}

function tell(
  options: ReadOptions,
  url: URL,
  state: PageNews['state'],
  title: string | null,
  reason: string | null,
): void {
  options.onPage({ url: url.href, state, title, reason });
}
