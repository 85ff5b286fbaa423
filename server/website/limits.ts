/** What reading one website may cost. */
export interface ReadLimits {
  pages: number;
  atOnce: number;
  /** Of one page, decompressed. */
  bytesMax: number;
  redirectsMax: number;
  /** From the first byte sent to the last received, redirects and robots.txt not included. */
  requestMilliseconds: number;
  /** The whole site; what was read until then is kept. */
  totalMilliseconds: number;
  /** A site that asks for a longer pause between requests gets its home page read, and no more. */
  pauseMillisecondsMax: number;
}

export const readLimits: ReadLimits = {
  pages: 6,
  atOnce: 2,
  bytesMax: 2_000_000,
  redirectsMax: 5,
  requestMilliseconds: 15_000,
  totalMilliseconds: 60_000,
  pauseMillisecondsMax: 5_000,
};
