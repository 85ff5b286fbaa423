import type { EntityKind } from '@blossomer/contract';
import { escapeToken, sha256Hex, toAscii } from '@blossomer/json';
import { isPlain, plain } from './plain-text.ts';

/** The same work of the same person gets the same id on every device: UUIDv8 (RFC 9562) from a SHA-256. */
export function entityId(userId: string, kind: EntityKind, sourceId: string): string {
  return uuidOf(userId, kind, sourceId);
}

/** Of a list item that had no id: the n-th item of its list (from 0) with this fingerprint. */
export function itemId(entity: string, list: string, fingerprint: string, occurrence: number): string {
  return uuidOf(entity, list, fingerprint, String(occurrence));
}

/** What an id of the old build becomes: text that a column can hold and index, at most 200 characters. */
export function sourceIdOf(id: string): string {
  const text = plain(id);
  return text.length <= sourceIdLengthMax ? text : `sha256:${digest(text)}`;
}

export function personaSourceId(accountSourceId: string, personaId: string): string {
  return sourceIdOf(`${escapeToken(accountSourceId)}/${escapeToken(personaId)}`);
}

/** SHA-256 in hex: of the UTF-8 bytes, or of the escaped form of a text that UTF-8 cannot write. */
export function digest(text: string): string {
  return sha256Hex(isPlain(text) ? text : toAscii(text));
}

// Changing it would double everybody's work at their next import.
const namespace = '6d1f0c2e-8a57-8b43-9e10-5b1f2d7a4c33';
const sourceIdLengthMax = 200;

function uuidOf(...parts: string[]): string {
  const hex = sha256Hex(JSON.stringify([namespace, ...parts]));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const [time, mid, high] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16)];
  return `${time}-${mid}-8${high}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
