/** Where a reader stands in a text; offsets count UTF-16 units. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** The first special unit at or after `at`, where it is not behind `at`; `string-token.ts` keeps it. */
  special: number;
}

/** Ends a walk; `walk` turns it into its result, so nobody outside sees it. */
export class Stop extends Error {
  readonly code: 'syntax' | 'depth';
  readonly offset: number;

  constructor(code: 'syntax' | 'depth', offset: number, message: string) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

export function stop(offset: number, message: string): never {
  throw new Stop('syntax', offset, message);
}
