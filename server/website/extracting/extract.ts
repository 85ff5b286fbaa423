import { choosePages } from '../pages.ts';
import { decodeText } from './charset.ts';
import { cleanLine, cleanText, cutText } from './clean.ts';
import { mainText, markdownCharactersMax } from './main-text.ts';
import { type Outline, outlineOf, type PageLink } from './outline.ts';
import { siteNameOf } from './site-name.ts';

export interface PageSource {
  /** Where redirects led. */
  url: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface Extracted {
  title: string;
  description: string;
  siteName: string;
  headings: string[];
  markdown: string;
  language: string;
  /** What else of the site is worth reading, the most telling first. */
  links: string[];
}

/** No page that people read has more; parsers take the square of them when they are nested. */
const tagsMax = 50_000;

/** More are never read. */
const linksMax = 12;

/** Everything that is taken from a page. Work for a processor: it belongs into a thread (`reading-threads.ts`). */
export function extract({ url, contentType, bytes }: PageSource): Extracted {
  const text = decodeText(bytes, contentType);
  if (/^\s*text\/plain/i.test(contentType)) return plain(text);
  const html = firstTags(text);
  const outline = outlineOf(html);
  const { meta, headings, language } = outline;
  return {
    title: outline.title || (meta.get('og:title') ?? headings[0] ?? ''),
    description:
      meta.get('description') ?? meta.get('og:description') ?? meta.get('twitter:description') ?? '',
    siteName: siteNameOf(outline, url),
    headings,
    markdown: mainText(html, outline),
    language,
    links: choosePages(linksOf(outline, url), new URL(url), linksMax),
  };
}

function firstTags(html: string): string {
  let end = -1;
  for (let count = 0; count <= tagsMax; count += 1) {
    end = html.indexOf('<', end + 1);
    if (end < 0) return html;
  }
  return html.slice(0, end);
}

function plain(text: string): Extracted {
  const markdown = cutText(cleanText(text), markdownCharactersMax);
  const title = cleanLine(markdown.split('\n', 1)[0] ?? '', 100);
  return { title, description: '', siteName: '', headings: [], markdown, language: '', links: [] };
}

/** Absolute, http and https alone. */
function linksOf({ links, base }: Outline, url: string): PageLink[] {
  const from = base !== null && URL.canParse(base, url) ? new URL(base, url).href : url;
  return links.flatMap((link) => {
    if (!URL.canParse(link.href, from)) return [];
    const target = new URL(link.href, from);
    target.hash = '';
    return /^https?:$/.test(target.protocol) ? [{ ...link, href: target.href }] : [];
  });
}
