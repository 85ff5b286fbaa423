import { type PageRead, Url } from '@blossomer/contract';
import type { PageCache, SitePage } from '../website/website.ts';
import { WebsiteFailure } from '../website/website.ts';
import { GenerationFailure, type Tools, type Work } from './generate.ts';

/**
 * What may be quoted from. A company is read from its website; what is written from a company takes the pages that were
 * read for it, where they are still there, and reads nothing anew: the analysis holds what they say.
 */
export async function pagesFor({ kind, inputs, company }: Work, tools: Tools): Promise<SitePage[]> {
  if (kind !== 'company') return company?.url ? pagesOnFile(company.url, tools.cache) : [];
  const { signal, cache, tell } = tools;
  try {
    return await tools.website.read(inputs.url ?? '', {
      signal,
      cache,
      onPage: (data) => tell({ event: 'page', data }),
    });
  } catch (error) {
    if (error instanceof WebsiteFailure) {
      throw new GenerationFailure(error.code, `${error.message}${onward[error.code] ?? ''}`);
    }
    throw error;
  }
}

/** What can be done where the sentence of the reader says only what happened. */
const onward: Partial<Record<WebsiteFailure['code'], string>> = {
  'website-refused': ' Give the address of another page of the company, or write the company down yourself.',
  'website-too-large': ' Give the address of another page of the company.',
  'website-redirects': ' Open it in a browser and give the address that it ends at.',
};

const furtherPagesMax = 5;

async function pagesOnFile(url: string, cache: PageCache): Promise<SitePage[]> {
  for (const address of addressesOf(url)) {
    const home = await cache.get(address);
    if (home === null) continue;
    const links = (home.links ?? []).slice(0, furtherPagesMax);
    const further = await Promise.all(links.map((link) => cache.get(link)));
    return [home, ...further.filter((page) => page !== null)];
  }
  return [];
}

function addressesOf(url: string): string[] {
  const whole = /^https?:\/\//i.test(url) ? [url] : [`https://${url}`, `http://${url}`];
  return whole.filter((address) => URL.canParse(address)).map((address) => new URL(address).href);
}

/** Of the company that is read: where its address led, and never what a page or a model says. */
export function companyUrl(typed: string, [home]: readonly SitePage[]): string {
  if (home === undefined || !URL.canParse(home.finalUrl)) return typed;
  const url = new URL(home.finalUrl);
  url.hash = '';
  url.username = '';
  url.password = '';
  return Url.safeParse(url.href).success ? url.href : typed;
}

export function pagesRead(pages: readonly SitePage[]): PageRead[] {
  return pages.map(({ finalUrl, title, fetchedAt }) => ({
    url: finalUrl,
    title,
    fetchedAt: fetchedAt.toISOString(),
  }));
}
