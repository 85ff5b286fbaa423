/** Why a sign-in did not work, with a sentence for the form (`message`) and the field that it is about. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  readonly code: IdentityCode;
  /** null: the form as a whole. */
  readonly field: 'email' | 'password' | 'code' | null;
  constructor(code: IdentityCode, cause?: unknown) {
    super(sentences[code].sentence, { cause });
    this.code = code;
    this.field = sentences[code].field;
  }
}

export type IdentityCode = keyof typeof sentences;

const sentences = {
  'wrong-password': { field: 'password', sentence: 'This address and password do not belong together.' },
  'email-taken': {
    field: 'email',
    sentence: 'There is an account with this address already. Sign in instead.',
  },
  'bad-email': { field: 'email', sentence: 'This is not an e-mail address.' },
  'short-password': { field: 'password', sentence: 'The password is too short. Take at least 8 characters.' },
  'long-password': { field: 'password', sentence: 'The password is too long. Take at most 70 characters.' },
  'weak-password': { field: 'password', sentence: 'This password does not meet the requirements.' },
  'wrong-code': {
    field: 'code',
    sentence: 'This code is not right. Look at the newest e-mail, or ask for another code.',
  },
  'old-code': { field: 'code', sentence: 'This code cannot be used any more. Ask for another one.' },
  'needs-second-factor': {
    field: null,
    sentence: 'This account needs a second factor, which cannot be given here yet.',
  },
  'sign-up-closed': { field: null, sentence: 'New accounts cannot be made at the moment.' },
  'not-offered': { field: null, sentence: 'This way to sign in is not offered here.' },
  unreachable: {
    field: null,
    sentence: 'The sign-in service cannot be reached. Please try again in a moment.',
  },
  refused: { field: null, sentence: 'The sign-in was refused. Please try again.' },
} as const satisfies Record<string, { field: IdentityError['field']; sentence: string }>;

/** The vendor's codes. */
const codes: Record<string, IdentityCode> = {
  EMAIL_PASSWORD_MISMATCH: 'wrong-password',
  USER_EMAIL_ALREADY_EXISTS: 'email-taken',
  CONTACT_CHANNEL_ALREADY_USED_FOR_AUTH_BY_SOMEONE_ELSE: 'email-taken',
  SCHEMA_ERROR: 'bad-email',
  PASSWORD_TOO_SHORT: 'short-password',
  PASSWORD_TOO_LONG: 'long-password',
  PASSWORD_REQUIREMENTS_NOT_MET: 'weak-password',
  VERIFICATION_CODE_NOT_FOUND: 'wrong-code',
  VERIFICATION_CODE_EXPIRED: 'old-code',
  VERIFICATION_CODE_ALREADY_USED: 'old-code',
  VERIFICATION_CODE_MAX_ATTEMPTS_REACHED: 'old-code',
  MULTI_FACTOR_AUTHENTICATION_REQUIRED: 'needs-second-factor',
  SIGN_UP_NOT_ENABLED: 'sign-up-closed',
  SIGN_UP_REJECTED: 'sign-up-closed',
  PASSWORD_AUTHENTICATION_NOT_ENABLED: 'not-offered',
  OTP_SIGN_IN_NOT_ENABLED: 'not-offered',
};

/** Of what the SDK throws or answers; what it does not know of is the network, or its retries that found nobody. */
export function identityError(error: unknown): IdentityError {
  if (error instanceof IdentityError) return error;
  const known = (error as { errorCode?: unknown } | null)?.errorCode;
  if (typeof known !== 'string') return new IdentityError('unreachable', error);
  return new IdentityError(codes[known] ?? 'refused', error);
}
