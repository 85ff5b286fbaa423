import { createHash } from 'node:crypto';
import { Failure } from './failures.ts';

/** Base64url JSON. Opaque: nobody may rely on what is inside, and row-level security does not either. */
export function writeCursor(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Its parts, of any shape; none for what is no cursor. */
export function readCursor(cursor: string): unknown[] {
  if (!/^[\w-]+$/.test(cursor)) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** What a cursor is bound to: the same person, list, sort and filters. */
export function listMark(userId: string, ...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, ...parts]))
    .digest('base64url')
    .slice(0, 16);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
}

export function badCursor(parameter: 'cursor' | 'after' = 'cursor'): Failure {
  const message = 'does not belong to this list; start again without it';
  return new Failure('bad-cursor', `${parameter} ${message}.`, {
    faults: [{ in: 'query', pointer: `/${parameter}`, message }],
  });
}
