import { load } from 'cheerio/slim';
import { cleanLine, cleanText } from './clean.ts';

/** What a page says besides its main text, taken in one walk whose cost grows with the page and with nothing else. */
export interface Outline {
  title: string;
  /** By their name or property, in lower case; the first of each. */
  meta: ReadonlyMap<string, string>;
  jsonLd: string[];
  headings: string[];
  links: PageLink[];
  language: string;
  base: string | null;
  /** All that is shown, line by line: what is left when nothing better can be made of the page. */
  text: string;
  /** Whether the markup names its body; it need not. */
  hasBody: boolean;
  /** Of what is shown, as it stands in the markup; counted up to a bound. */
  characters: number;
  depth: number;
}

export interface PageLink {
  href: string;
  text: string;
  place: 'nav' | 'main' | 'footer' | 'frame';
}

interface Node {
  type: string;
  name?: string;
  data?: string;
  attribs?: Record<string, string>;
  children?: Node[];
}

const linksMax = 2000;
const headingsMax = 60;
const textCharactersMax = 200_000;
const blocks = new Set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul'.split(
    ' ',
  ),
);
const unseen = new Set(
  'script style noscript template svg math iframe object canvas select textarea head title'.split(' '),
);

export function outlineOf(html: string): Outline {
  const root = load(html, { xml: { xmlMode: false, decodeEntities: true } })
    .root()
    .get(0) as Node;
  return new Walk().over(root);
}

/** Text that is being collected for an element which has not ended yet. */
interface Capture {
  of: Node;
  text: string;
  end(text: string): void;
}

class Walk {
  private title: string | null = null;
  private readonly meta = new Map<string, string>();
  private readonly jsonLd: string[] = [];
  private readonly headings: string[] = [];
  private readonly links: PageLink[] = [];
  private language = '';
  private base: string | null = null;
  private hasBody = false;
  private readonly shown: string[] = [];
  private shownCharacters = 0;
  private readonly captures: Capture[] = [];
  private readonly hidden: Node[] = [];
  private readonly places: { of: Node; place: PageLink['place'] }[] = [];

  over(root: Node): Outline {
    let depth = 0;
    // Not by recursion: a page may be nested deeper than any stack.
    const open: { node: Node; next: number }[] = [{ node: root, next: 0 }];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const child = top.node.children?.[top.next];
      if (!child) {
        this.leave(top.node);
        open.pop();
        continue;
      }
      top.next += 1;
      if (child.type === 'text') this.read(child.data ?? '');
      if (child.name === undefined) continue;
      depth = Math.max(depth, open.length);
      this.enter(child);
      open.push({ node: child, next: 0 });
    }
    const { meta, jsonLd, headings, links, language, base, hasBody } = this;
    const title = cleanLine(this.title ?? '', 300);
    return {
      title,
      meta,
      jsonLd,
      headings,
      links,
      language,
      base,
      text: this.text(),
      characters: this.shownCharacters,
      hasBody,
      depth,
    };
  }

  private text(): string {
    return cleanText(this.shown.join(''));
  }

  private read(data: string): void {
    for (const capture of this.captures) {
      if (capture.text.length < 100_000) capture.text += data;
    }
    if (this.hidden.length > 0 || this.shownCharacters > textCharactersMax) return;
    this.shown.push(data);
    this.shownCharacters += data.length;
  }

  private enter(node: Node): void {
    const { name = '', attribs = {} } = node;
    if (unseen.has(name) || 'hidden' in attribs) this.hidden.push(node);
    if (blocks.has(name) && this.hidden.length === 0) this.shown.push('\n');
    if (name === 'html') this.language = languageOf(attribs.lang ?? attribs['xml:lang'] ?? '');
    if (name === 'body') this.hasBody = true;
    if (name === 'meta') this.noteMeta(attribs);
    if (name === 'base') this.base ??= attribs.href ?? null;
    if (name === 'frame' && attribs.src) this.link(attribs.src, attribs.title ?? attribs.name ?? '', 'frame');
    if (name === 'title' && this.title === null && !this.hidden.some((hider) => hider.name === 'svg')) {
      this.title = '';
      this.capture(node, (text) => {
        this.title = text;
      });
    }
    if (/^h[1-3]$/.test(name)) this.capture(node, (text) => this.heading(text));
    if (name === 'a' && attribs.href) this.captureLink(node, attribs);
    if (name === 'script' && attribs.type?.trim().toLowerCase() === 'application/ld+json') {
      this.capture(node, (text) => this.jsonLd.length < 20 && this.jsonLd.push(text));
    }
    const place = placeOf(name, attribs);
    if (place && this.places.length < 50) this.places.push({ of: node, place });
  }

  private leave(node: Node): void {
    if (blocks.has(node.name ?? '') && this.hidden.length === 0) this.shown.push('\n');
    while (this.captures.at(-1)?.of === node) {
      const { text, end } = this.captures.pop()!;
      end(text);
    }
    if (this.hidden.at(-1) === node) this.hidden.pop();
    if (this.places.at(-1)?.of === node) this.places.pop();
  }

  private capture(of: Node, end: Capture['end']): void {
    // Nested deeper than any page has it, they would cost more than the page is long.
    if (this.captures.length < 8) this.captures.push({ of, text: '', end });
  }

  private captureLink(node: Node, attribs: Record<string, string>): void {
    const place = this.places.at(-1)?.place ?? 'main';
    const fallback = attribs['aria-label'] ?? attribs.title ?? '';
    this.capture(node, (text) => this.link(attribs.href ?? '', cleanLine(text, 100) || fallback, place));
  }

  private link(href: string, text: string, place: PageLink['place']): void {
    if (this.links.length >= linksMax || href.length > 1000) return;
    this.links.push({ href, text: cleanLine(text, 100), place });
  }

  private heading(text: string): void {
    const line = cleanLine(text, 200);
    if (line !== '' && this.headings.length < headingsMax && this.hidden.length === 0)
      this.headings.push(line);
  }

  private noteMeta({ name, property, content = '', 'http-equiv': equivalent }: Record<string, string>): void {
    const key = (property ?? name ?? '').trim().toLowerCase().slice(0, 60);
    const value = cleanLine(content, 1000);
    if (key !== '' && value !== '' && this.meta.size < 200 && !this.meta.has(key)) this.meta.set(key, value);
    const refresh = /^\s*\d+[;,]\s*(?:url\s*=)?\s*["']?([^"'\s]{1,1000})/i.exec(content.slice(0, 1100))?.[1];
    if (equivalent?.toLowerCase() === 'refresh' && refresh) this.link(refresh, '', 'frame');
  }
}

function placeOf(name: string, attribs: Record<string, string>): PageLink['place'] | null {
  if (name === 'nav' || name === 'header' || attribs.role === 'navigation') return 'nav';
  return name === 'footer' ? 'footer' : null;
}

/** A tag of BCP 47, or nothing. */
function languageOf(text: string): string {
  return /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i.test(text.trim()) ? text.trim() : '';
}
