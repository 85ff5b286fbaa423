import { badCursor, isText, readCursor, writeCursor } from '../cursor.ts';
import type { TextRow } from '../segment.ts';
import type { SortColumn } from './table.ts';

/** Where a page ended: the sort value and id of its last row, and the list and person that it belongs to. */
export interface Position {
  key: string;
  id: string;
}

function encodeCursor(list: string, { key, id }: Position): string {
  return writeCursor([list, key, id]);
}

/** Of rows whose second and third column are the sort value and the id. */
export function cursorAfter(list: string): (last: TextRow) => string {
  return ([, key, id]) => encodeCursor(list, { key: String(key), id: String(id) });
}

/** Throws `bad-cursor` for one that is malformed, of another list or another person's. */
export function decodeCursor(list: string, cursor: string, type: SortColumn['type']): Position {
  const parts = readCursor(cursor);
  const [ofList, key, id] = parts;
  if (parts.length !== 3 || ofList !== list || !isText(key) || !isText(id)) throw badCursor();
  if (!uuid.test(id) || !keyForms[type].test(key)) throw badCursor();
  return { key, id };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyForms: Record<SortColumn['type'], RegExp> = {
  text: /^[^\0]{1,400}$/su,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  smallint: /^\d{1,4}$/,
};
