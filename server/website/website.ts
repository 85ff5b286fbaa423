/**
 * The port to other people's websites: a few pages of one site as text. Nothing private is ever connected to; what a page
 * says is data. What is made of it belongs to `server/generation`.
 */
export interface Website {
  /** Rejects with `WebsiteFailure`; with the signal's reason when it was aborted before that. */
  read(url: string, options: ReadOptions): Promise<SitePage[]>;
}

export interface ReadOptions {
  signal: AbortSignal;
  /** Pages that were read before and are still good; asked before each request, told after it. */
  cache: PageCache;
  onPage(page: PageNews): void;
}

export interface PageNews {
  url: string;
  state: 'reading' | 'read' | 'skipped';
  title: string | null;
  reason: string | null;
}

/** The home page comes first. */
export interface SitePage {
  /** As it was asked for, and where redirects led. */
  url: string;
  finalUrl: string;
  title: string;
  /** Of `<meta>`; empty when there is none. */
  description: string;
  /** The name that the site gives itself (og:site_name, JSON-LD, title); empty when there is none. */
  siteName: string;
  headings: string[];
  /** Its main content, as Markdown, cut at a bound. */
  markdown: string;
  /** `lang` of the document; empty when it says none. */
  language: string;
  /** What else of the site is worth reading, the most telling first. Without it a cache gives no home page. */
  links?: string[];
  fetchedAt: Date;
}

export interface PageCache {
  get(url: string): Promise<SitePage | null>;
  put(page: SitePage): Promise<void>;
}

export class WebsiteFailure extends Error {
  override readonly name = 'WebsiteFailure';
  readonly code:
    | 'website-unreachable'
    | 'website-private'
    | 'website-refused'
    | 'website-not-a-page'
    | 'website-too-large'
    | 'website-redirects';
  constructor(code: WebsiteFailure['code'], detail: string) {
    super(detail);
    this.code = code;
  }
}
