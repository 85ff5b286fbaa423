import { randomBytes, randomInt } from 'node:crypto';
import { KnownError } from './known-error.ts';

const lifetimeMillis = 10 * 60 * 1000;
const keptMax = 50;
// No 0, O, 1, I: the code is read from one screen and typed on another.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export interface SentCode {
  email: string;
  code: string;
  nonce: string;
  sentAtMillis: number;
  used: boolean;
}

/** One-time sign-in codes. In memory only: they live ten minutes, and a restart may forget them. */
export interface Codes {
  send(email: string): SentCode;
  /** `codeAndNonce`: the six characters, then the nonce, in any case. Throws the vendor's `VERIFICATION_CODE_*`. */
  use(codeAndNonce: string): SentCode;
  /** Those that still work, newest first. */
  open(): SentCode[];
}

export function openCodes(): Codes {
  let sent: SentCode[] = [];
  return {
    send(email) {
      const code = Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
      const nonce = randomBytes(20).toString('hex');
      const added = { email, code, nonce, sentAtMillis: Date.now(), used: false };
      sent = [added, ...sent].slice(0, keptMax);
      return added;
    },
    use(codeAndNonce) {
      const found = sent.find((one) => (one.code + one.nonce).toLowerCase() === codeAndNonce.toLowerCase());
      if (!found) {
        throw new KnownError(
          'VERIFICATION_CODE_NOT_FOUND',
          'The verification code does not exist for this project.',
        );
      }
      if (found.used) {
        throw new KnownError(
          'VERIFICATION_CODE_ALREADY_USED',
          'The verification link has already been used.',
        );
      }
      if (hasExpired(found)) {
        throw new KnownError('VERIFICATION_CODE_EXPIRED', 'The verification code has expired.');
      }
      found.used = true;
      return found;
    },
    open: () => sent.filter((one) => !one.used && !hasExpired(one)),
  };
}

function hasExpired(code: SentCode): boolean {
  return code.sentAtMillis + lifetimeMillis <= Date.now();
}
