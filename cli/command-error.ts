/** A failure that was to be expected: the message is a sentence for the person at the terminal, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: 1 | 2;

  /** 1: it did not work. 2: it was asked for in a wrong way. */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A request that got no answer, or half of one. Whether it was carried out is not known. */
export class LostConnection extends CommandError {
  /** Somebody listens there: the connection stood before it broke. */
  readonly wasReached: boolean;

  constructor(message: string, { wasReached }: { wasReached: boolean }) {
    super(message);
    this.wasReached = wasReached;
  }
}

/** The `code` of an error of Node or PostgreSQL; '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
