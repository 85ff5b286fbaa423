import { type Dispatcher, request } from 'undici';
import { checkedUrl } from './address.ts';
import { acceptedEncodings, readBody, tooLarge } from './body.ts';
import type { ReadLimits } from './limits.ts';
import type { Reach } from './reach.ts';
import { userAgent } from './user-agent.ts';
import { WebsiteFailure } from './website.ts';

/** What is needed to ask for anything. */
export interface Way {
  dispatcher: Dispatcher;
  reach: Reach;
  limits: ReadLimits;
  signal: AbortSignal;
}

export interface Answer {
  /** Where redirects led. */
  url: URL;
  status: number;
  contentType: string;
  /** Empty unless the status is 200. */
  bytes: Buffer;
}

export interface Asking {
  accept: string;
  bytesMax: number;
  /** What becomes of a body that is larger. */
  larger: 'refused' | 'cut';
  /** Asked before each request, of redirects too; throws when it must not be made. */
  before(url: URL): Promise<void>;
  /** Whether a body of this type is wanted; throws when it is not. */
  wanted(contentType: string): unknown;
}

/** Asks, and follows redirects one by one; each hop is checked as if a person had typed it. */
export async function follow(start: URL, asking: Asking, way: Way): Promise<Answer> {
  let url = start;
  const seen = new Set<string>();
  for (;;) {
    if (seen.has(url.href)) throw endless('The website redirects in a circle, back to the same address.');
    seen.add(url.href);
    await asking.before(url);
    const answer = await ask(url, asking, way);
    if (!('location' in answer)) return answer;
    if (seen.size > way.limits.redirectsMax) {
      throw endless(`The website redirects more than ${way.limits.redirectsMax} times.`);
    }
    url = checkedUrl(answer.location, way.reach, url);
  }
}

async function ask(url: URL, asking: Asking, way: Way): Promise<Answer | { location: string }> {
  const signal = AbortSignal.any([way.signal, AbortSignal.timeout(way.limits.requestMilliseconds)]);
  const { statusCode, headers, body } = await request(url, {
    dispatcher: way.dispatcher,
    signal,
    headers: {
      'user-agent': userAgent,
      accept: asking.accept,
      'accept-encoding': acceptedEncodings,
      'accept-language': 'en, *;q=0.5',
    },
  });
  // Destroyed before its end, a body says so; nobody is interested any more.
  body.on('error', () => {});
  const location = one(headers.location);
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== '') {
    body.destroy();
    return { location: latin1ToUtf8(location) };
  }
  const contentType = one(headers['content-type']);
  const answer = { url, status: statusCode, contentType, bytes: Buffer.alloc(0) };
  try {
    if (statusCode !== 200) return answer;
    asking.wanted(contentType);
    const { bytesMax, larger } = asking;
    if (larger === 'refused' && Number(one(headers['content-length'])) > bytesMax) throw tooLarge(bytesMax);
    const encoding = one(headers['content-encoding']);
    return { ...answer, bytes: await readBody(body, { encoding, bytesMax, larger, signal }) };
  } finally {
    body.destroy();
  }
}

function one(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

/** Headers are read as bytes; some servers send an address as it is shown. */
function latin1ToUtf8(text: string): string {
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return utf8.includes('\uFFFD') ? text : utf8;
}

function endless(detail: string): WebsiteFailure {
  return new WebsiteFailure('website-redirects', detail);
}
