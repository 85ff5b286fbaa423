import { badCursor, isText, listMark, readCursor, writeCursor } from '../../cursor.ts';

/** How far a reader of the feed has come: all transactions below `from`, and up to `seq` those below `to`. */
export interface Position {
  epoch: string;
  from: string;
  /** null: as far as can be told when it is asked. */
  to: string | null;
  seq: string;
}

export function encodePosition(userId: string, { epoch, from, to, seq }: Position): string {
  return writeCursor([markOf(userId), epoch, from, to, seq]);
}

/** Throws `bad-cursor` for one that is malformed, of a list or another person's. */
export function decodePosition(userId: string, cursor: string): Position {
  const parts = readCursor(cursor);
  const [mark, epoch, from, to, seq] = parts;
  if (parts.length !== 5 || mark !== markOf(userId) || !isText(epoch)) throw badCursor('after');
  if (!isNumber(from) || !isNumber(seq) || (to !== null && !isNumber(to))) throw badCursor('after');
  return { epoch, from, to, seq };
}

function markOf(userId: string): string {
  return listMark(userId, 'changes');
}

function isNumber(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}
