import { type ReadingThreads, TooComplex } from './extracting/reading-threads.ts';
import { type Answer, follow, type Way } from './follow.ts';
import type { Robots } from './robots.ts';
import { type SitePage, WebsiteFailure } from './website.ts';

/** How to ask for pages of one site. */
export interface Reader extends Way {
  robots: Robots;
  threads: ReadingThreads;
}

/** One page, asked for and taken apart. Rejects with `WebsiteFailure`, or raw when nobody answered. */
export async function readPage(url: URL, reader: Reader): Promise<SitePage> {
  const answer = await follow(
    url,
    {
      accept: 'text/html, application/xhtml+xml, text/plain;q=0.5',
      bytesMax: reader.limits.bytesMax,
      larger: 'refused',
      before: (hop) => reader.robots.check(hop),
      wanted: (contentType) => checkType(contentType, url),
    },
    reader,
  );
  checkStatus(answer);
  return pageOf(url, answer, reader);
}

async function pageOf(url: URL, answer: Answer, { threads, signal }: Reader): Promise<SitePage> {
  const { contentType } = answer;
  if (answer.bytes.length === 0) throw notAPage(`${url.host} sent an empty page.`);
  if (answer.bytes.subarray(0, 5).toString('latin1') === '%PDF-') throw notAPage(itIsA('PDF document', url));
  const bytes = new Uint8Array(answer.bytes);
  const source = { url: answer.url.href, contentType, bytes };
  const extracted = await threads.extract(source, signal).catch((error: unknown) => {
    if (!(error instanceof TooComplex)) throw error;
    const detail = `The page at ${url.host} is nested or long in a way that takes too much to read.`;
    throw new WebsiteFailure('website-too-large', detail);
  });
  return {
    url: url.href,
    finalUrl: answer.url.href,
    ...extracted,
    fetchedAt: new Date(),
  };
}

function checkType(contentType: string, url: URL): void {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  // Some servers name none; what came is then looked at.
  if (type === '' || /^(text\/html|application\/xhtml\+xml|text\/plain)$/.test(type)) return;
  throw notAPage(
    itIsA(type === 'application/pdf' ? 'PDF document' : `file of type ${type.slice(0, 60)}`, url),
  );
}

function itIsA(what: string, { host }: URL): string {
  return `What ${host} has at this address is a ${what}, not a web page. Give the address of the home page.`;
}

function checkStatus({ status, url }: Answer): void {
  const { host } = url;
  if (status === 200) return;
  if (status === 404 || status === 410) {
    throw notAPage(`${host} has no page at this address (it answers ${status}). Check the address.`);
  }
  if (status >= 500) {
    const detail = `${host} is out of order (it answers ${status}). Please try again later.`;
    throw new WebsiteFailure('website-unreachable', detail);
  }
  if (status === 429) {
    const detail = `${host} takes no more requests at the moment (it answers 429). Please try again later.`;
    throw new WebsiteFailure('website-refused', detail);
  }
  if (status >= 400) {
    const detail = `${host} does not let programs read this page (it answers ${status}).`;
    throw new WebsiteFailure('website-refused', detail);
  }
  throw notAPage(`${host} answers ${status}, without a page.`);
}

function notAPage(detail: string): WebsiteFailure {
  return new WebsiteFailure('website-not-a-page', detail);
}
