export type EmbeddedPostgresErrorCode =
  | 'already-running'
  | 'credentials-missing'
  | 'initdb-failed'
  | 'not-writable'
  | 'other-user'
  | 'other-version'
  | 'start-failed'
  | 'stop-failed'
  | 'unsupported-platform';

/** The message is one sentence that says what is wrong and what to do; lines of a log may follow it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs work on a path; a refusal of the file system becomes one sentence, anything else passes. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new EmbeddedPostgresError(
      'not-writable',
      `${path} cannot be written by this user (${error.code}): start as the user it belongs to, set DATA_DIR to a folder that can be written, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

const refusals = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return hasCode(error) && refusals.has(error.code);
}

export function hasCode(error: unknown, ...codes: string[]): error is Error & { code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return codes.length === 0 || codes.includes(error.code);
}
