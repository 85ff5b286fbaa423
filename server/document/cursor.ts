import { createHash } from 'node:crypto';
import { Failure } from '../failures.ts';
import type { SortColumn } from './table.ts';

/** Where a page ended: the sort value and id of its last row, and the list and person that it belongs to. */
export interface Position {
  key: string;
  id: string;
}

/** Base64url JSON. Opaque: nobody may rely on what is inside, and row-level security does not either. */
export function encodeCursor(list: string, { key, id }: Position): string {
  return Buffer.from(JSON.stringify([list, key, id])).toString('base64url');
}

/** Throws `bad-cursor` for one that is malformed, of another list or another person's. */
export function decodeCursor(list: string, cursor: string, type: SortColumn['type']): Position {
  const parts = parsed(cursor);
  const [ofList, key, id] = parts;
  if (parts.length !== 3 || ofList !== list || !isText(key) || !isText(id)) throw badCursor();
  if (!uuid.test(id) || !keyForms[type].test(key)) throw badCursor();
  return { key, id };
}

/** What a cursor is bound to: the same person, list, sort and filters. */
export function listMark(userId: string, ...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, ...parts]))
    .digest('base64url')
    .slice(0, 16);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyForms: Record<SortColumn['type'], RegExp> = {
  text: /^[^\0]{1,400}$/su,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  smallint: /^\d{1,4}$/,
};

function isText(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
}

function parsed(cursor: string): unknown[] {
  if (!/^[\w-]+$/.test(cursor)) throw badCursor();
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

export function badCursor(): Failure {
  const message = 'does not belong to this list; start again without it';
  return new Failure('bad-cursor', `cursor ${message}.`, {
    faults: [{ in: 'query', pointer: '/cursor', message }],
  });
}
