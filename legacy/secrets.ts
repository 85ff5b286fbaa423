import { familyOf } from './keys.ts';
import { rawText } from './raw-text.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Whether a key of a dump holds a secret, or something with a secret in it that no reader would look at: it is neither
 * read nor kept, and a client need not send its value.
 */
export function holdsSecret(key: string, given: unknown): boolean {
  return isSecret(key, rawText(given));
}

/** The same of the string that the key holds. */
export function isSecret(key: string, raw: string): boolean {
  const family = familyOf(key);
  return family === 'secret' || (family === 'unknown' && namesSecret(raw));
}

/** Whether a member of an object in this JSON text, at any depth, has the name of a secret. Reads on after a fault. */
function namesSecret(raw: string): boolean {
  for (let start = raw.indexOf('"'); start !== -1; ) {
    const end = endOfString(raw, start + 1);
    if (end === -1) return false;
    if (isFollowedByColon(raw, end + 1) && isNameOfSecret(raw.slice(start + 1, end))) return true;
    start = raw.indexOf('"', end + 1);
  }
  return false;
}

function endOfString(raw: string, start: number): number {
  for (let at = start; at < raw.length; at += raw[at] === '\\' ? 2 : 1) if (raw[at] === '"') return at;
  return -1;
}

function isFollowedByColon(raw: string, start: number): boolean {
  let at = start;
  while (raw[at] === ' ' || raw[at] === '\n' || raw[at] === '\r' || raw[at] === '\t') at += 1;
  return raw[at] === ':';
}

function isNameOfSecret(written: string): boolean {
  if (written.length > nameLengthMax) return false;
  try {
    return familyOf(String(JSON.parse(`"${written}"`))) === 'secret';
  } catch {
    return isSecretName(written);
  }
}

const nameLengthMax = 1000;
