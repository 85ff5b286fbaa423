import { type ReadingThreads, TooComplex } from './extracting/reading-threads.ts';
import { follow, type Way } from './follow.ts';
import { userAgent } from './user-agent.ts';
import { WebsiteFailure } from './website.ts';

/** RFC 9309, 2.5: what must be parsed at least. The rest is not read. */
const bytesMax = 512_000;

/** What the robots.txt of each origin says; each is asked for once. */
export interface Robots {
  /** Throws `WebsiteFailure` when this address must not be read, and whatever keeps robots.txt from being asked for. */
  check(url: URL): Promise<void>;
  /** Between two requests to this origin, as far as it is known. */
  pauseMilliseconds(url: URL): number;
}

export function askRobots(way: Way, threads: ReadingThreads): Robots {
  const texts = new Map<string, Promise<string>>();
  const pauses = new Map<string, number>();
  return {
    async check(url) {
      const { origin } = url;
      const robotsUrl = new URL('/robots.txt', url);
      const text = texts.get(origin) ?? textOf(robotsUrl, way);
      texts.set(origin, text);
      const said = await text;
      if (said.trim() === '') return;
      const question = { url: robotsUrl.href, text: said, userAgent, about: url.href };
      const verdict = await threads.judge(question, way.signal).catch((error: unknown) => {
        throw error instanceof TooComplex ? refused(url, 'cannot be understood in reasonable time') : error;
      });
      pauses.set(origin, verdict.pauseSeconds * 1000);
      if (!verdict.allowed) throw refused(url, `asks programs not to read ${url.pathname.slice(0, 100)}`);
    },
    pauseMilliseconds: ({ origin }) => pauses.get(origin) ?? 0,
  };
}

/** Empty: everything may be read. */
async function textOf(url: URL, way: Way): Promise<string> {
  try {
    const asking = {
      accept: 'text/plain',
      bytesMax,
      larger: 'cut',
      before: anything,
      wanted: anything,
    } as const;
    const { status, bytes } = await follow(url, asking, way);
    if (status >= 500)
      throw refused(url, `is broken (it answers ${status}), so nobody knows what may be read`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof WebsiteFailure && meansNone.has(error.code)) return '';
    throw error;
  }
}

const anything = async () => {};

/** A robots.txt that leads nowhere is none (RFC 9309, 2.3.1.2 and 2.3.1.3). */
const meansNone = new Set<WebsiteFailure['code']>(['website-redirects', 'website-not-a-page']);

function refused(url: URL, why: string): WebsiteFailure {
  const detail = `${url.host} does not let us read it: its robots.txt ${why}.`;
  return new WebsiteFailure('website-refused', detail);
}
