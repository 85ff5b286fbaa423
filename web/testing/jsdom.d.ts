/** jsdom brings no types; this is what the tests use of it. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(
      html?: string,
      options?: { url?: string; storageQuota?: number; pretendToBeVisual?: boolean },
    );
    readonly window: Window & typeof globalThis;
  }
}
