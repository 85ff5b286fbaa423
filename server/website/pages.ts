import type { PageLink } from './extracting/outline.ts';
import { isElsewhere, type Subject, slugOf, subjectOf, subjects } from './subjects.ts';

/**
 * The pages of a site that say most about what it sells, the most telling first: one for each subject, then the runners-up,
 * then what stands in the navigation. `home` is where the home page was found; no other host is the same site.
 */
export function choosePages(links: readonly PageLink[], home: URL, countMax: number): string[] {
  const best = new Map<string, Rated>();
  for (const link of links) {
    const rated = rate(link, home);
    if (!rated) continue;
    const before = best.get(rated.key);
    if (!before || rated.score > before.score) best.set(rated.key, rated);
  }
  const sorted = [...best.values()].sort((one, other) => other.score - one.score);
  const firsts = subjects.flatMap((subject) => sorted.find((rated) => rated.subject === subject) ?? []);
  const musts = sorted.filter((rated) => rated.subject === 'first');
  return [...new Set([...musts, ...firsts, ...sorted])].slice(0, countMax).map(({ url }) => url);
}

/** The same page, whatever its spelling: without www, a slash at its end, and what only tells where a visitor came from. */
export function pageKey(address: URL | string): string {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) {
    if (/^(utm_\w+|gclid|fbclid|ref|source)$/i.test(name)) url.searchParams.delete(name);
  }
  const path = url.pathname.replace(/\/(index\.\w{2,5})?$/i, '');
  return `${siteOf(url)}${path}${url.search}`;
}

export function isSameSite(one: URL, other: URL): boolean {
  return siteOf(one) === siteOf(other);
}

function siteOf({ hostname, port, protocol }: URL): string {
  const isUsual = port === '' && (protocol === 'http:' || protocol === 'https:');
  return `${hostname.replace(/^www\./, '').replace(/\.$/, '')}${isUsual ? '' : `:${port}`}`;
}

interface Rated {
  key: string;
  url: string;
  subject: Subject | 'first' | null;
  score: number;
}

function rate(link: PageLink, home: URL): Rated | null {
  const url = new URL(link.href);
  const key = pageKey(url);
  if (!isSameSite(url, home) || key === pageKey(home) || isFile(url)) return null;
  // A page of frames says everything in them, and one from the depth of a site less than its front page.
  const isFirst = link.place === 'frame' || (url.pathname === '/' && url.search === '');
  if (isFirst) return { key, url: url.href, subject: 'first', score: 20 };
  const segments = segmentsOf(url);
  const path = segments.filter((segment) => !isLanguage(segment)).map(slugOf);
  if (path.length === 0 || path.length > 8) return null;
  const text = slugOf(link.text);
  if (isElsewhere(text) || path.some(isElsewhere)) return null;
  const byText = subjectOf(text);
  const byPath = subjectOf(path.at(-1) ?? '');
  const above = path
    .slice(0, -1)
    .map(subjectOf)
    .find((match) => match !== null);
  const match = byPath ?? byText ?? above ?? null;
  if (!match && (link.place !== 'nav' || path.length > 1)) return null;
  const score =
    3 * (byText?.weight ?? 0) +
    3 * (byPath?.weight ?? 0) +
    (above ? 1 : 0) +
    (link.place === 'nav' ? 1 : 0) -
    2 * (path.length - 1) -
    (url.search === '' ? 0 : 2) -
    (languageOf(segments) === languageOf(segmentsOf(home)) ? 0 : 5);
  return { key, url: url.href, subject: match?.subject ?? null, score };
}

function isFile({ pathname }: URL): boolean {
  return /\.(?!html?$|php$|aspx?$|jsp$|xhtml$)[a-z0-9]{2,5}$/i.test(pathname);
}

function segmentsOf({ pathname }: URL): string[] {
  return pathname
    .slice(0, 500)
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => decoded(segment).replace(/\.(html?|php|aspx?|jsp|xhtml)$/i, ''));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `/de/preise`, `/en-gb/pricing`. */
function isLanguage(segment: string): boolean {
  return /^[a-z]{2}([-_][a-z]{2})?$/i.test(segment);
}

function languageOf([first = '']: string[]): string {
  return isLanguage(first) ? first.slice(0, 2).toLowerCase() : '';
}
