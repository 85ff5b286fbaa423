/** The vendor's error codes that this issuer uses, each with its HTTP status. */
const statusOf = {
  ACCESS_TOKEN_EXPIRED: 401,
  ACCESS_TYPE_REQUIRED: 400,
  ACCESS_TYPE_WITHOUT_PROJECT_ID: 400,
  CANNOT_GET_OWN_USER_WITHOUT_USER: 400,
  CURRENT_PROJECT_NOT_FOUND: 400,
  EMAIL_PASSWORD_MISMATCH: 400,
  INSUFFICIENT_ACCESS_TYPE: 401,
  INVALID_OAUTH_CLIENT_ID_OR_SECRET: 400,
  PASSWORD_TOO_LONG: 400,
  PASSWORD_TOO_SHORT: 400,
  PROJECT_NOT_FOUND: 404,
  REDIRECT_URL_NOT_WHITELISTED: 400,
  REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED: 401,
  SCHEMA_ERROR: 400,
  UNPARSABLE_ACCESS_TOKEN: 401,
  USER_EMAIL_ALREADY_EXISTS: 409,
  VERIFICATION_CODE_ALREADY_USED: 409,
  VERIFICATION_CODE_EXPIRED: 400,
  VERIFICATION_CODE_NOT_FOUND: 404,
} as const;
export type KnownErrorCode = keyof typeof statusOf;

/**
 * A failure that the SDK turns back into its own typed error. It rebuilds some of them from `details`, and throws
 * something unrelated when a field it needs is missing.
 */
export class KnownError extends Error {
  readonly code: KnownErrorCode;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: KnownErrorCode, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = 'KnownError';
    this.code = code;
    this.status = statusOf[code];
    this.details = details;
  }
}

export function schemaError(message: string): KnownError {
  return new KnownError('SCHEMA_ERROR', message, { message });
}
