import robotsParser from 'robots-parser';

// The module is a function; its types say that it has one.
const untyped: unknown = robotsParser;
const parseRobots = untyped as typeof robotsParser.default;

export interface RobotsQuestion {
  /** Of the robots.txt. */
  url: string;
  text: string;
  userAgent: string;
  /** What is to be asked for. */
  about: string;
}

export interface RobotsVerdict {
  allowed: boolean;
  /** Between requests; 0: none is asked for. */
  pauseSeconds: number;
}

/** What the site's robots.txt (RFC 9309) says to one request. */
export function robotsVerdict({ url, text, userAgent, about }: RobotsQuestion): RobotsVerdict {
  const robots = parseRobots(url, text.replace(/^\uFEFF/, ''));
  const pause = robots.getCrawlDelay(userAgent) ?? 0;
  return {
    allowed: robots.isAllowed(about, userAgent) !== false,
    pauseSeconds: Number.isFinite(pause) && pause > 0 ? pause : 0,
  };
}
