import { badCursor, listMark } from '../cursor.ts';
import { pageOf } from '../page.ts';
import type { SqlValue } from '../segment.ts';
import type { Answer, Ask } from '../serve.ts';
import { cursorAfter, decodeCursor } from './cursor.ts';
import { type DocumentTable, resourceJson, type SortColumn, summaryJson } from './table.ts';

interface ListQuery {
  limit?: number;
  cursor?: string;
  sort?: string;
  fields?: 'summary';
  q?: string;
  [filter: string]: unknown;
}

const limitDefault = 50;

/**
 * One page by keyset (the row after the last one seen, by sort value and id), so that each row comes exactly once
 * however deep the page and whatever is inserted meanwhile. The rows are joined as the text that PostgreSQL wrote.
 */
export async function listDocuments(
  table: DocumentTable,
  { caller, query }: Ask<unknown, unknown, unknown>,
): Promise<Answer> {
  const asked = query as ListQuery;
  const limit = asked.limit ?? limitDefault;
  const sort = sortOf(table, asked.sort ?? '-createdAt');
  const list = markOf(table, caller.identity.userId, asked);
  const statement = buildList(table, asked, sort, list);
  const [rows = []] = await caller
    .read({ ...statement, values: [...statement.values, limit + 1] })
    .catch((error: unknown) => {
      // The shape of a cursor was checked; a date such as the 31st of June only PostgreSQL refuses.
      throw asked.cursor !== undefined && isDataException(error) ? badCursor() : error;
    });
  return pageOf(rows, limit, cursorAfter(list));
}

/** SQLSTATE class 22. */
function isDataException(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('22');
}

interface Sort extends SortColumn {
  name: string;
  descending: boolean;
}

function sortOf(table: DocumentTable, word: string): Sort {
  const descending = word.startsWith('-');
  const column = table.sorts[descending ? word.slice(1) : word];
  if (!column) throw new Error(`${table.table} has no sort ${word}, though its contract offers it`);
  return { ...column, name: word, descending };
}

/** The number of rows and the fields shown may change from page to page; what is listed, and in which order, not. */
function markOf(table: DocumentTable, userId: string, asked: ListQuery): string {
  const { limit: _limit, cursor: _cursor, fields: _fields, sort = '-createdAt', ...filters } = asked;
  return listMark(userId, table.table, sort, Object.entries(filters).sort());
}

/**
 * The last value, the limit, is added by the caller. Each combination of parts is one prepared statement. The order
 * names the table: without it, it would be that of the texts in the answer, which no index has.
 */
function buildList(table: DocumentTable, asked: ListQuery, sort: Sort, list: string) {
  const values: SqlValue[] = [];
  const conditions: string[] = [];
  const shape: string[] = [sort.name];
  const place = (value: SqlValue) => `$${values.push(value)}`;

  for (const [name, filter] of Object.entries(table.filters)) {
    const word = asked[name];
    if (typeof word !== 'string') continue;
    const equals = `${filter.column} = ${place(filter.value(word))}::${filter.type}`;
    const { parent } = filter;
    conditions.push(parent ? `${parent.column} in (select id from ${parent.table} where ${equals})` : equals);
    shape.push(name);
  }
  const words = prefixQuery(asked.q ?? '');
  if (words !== null) {
    conditions.push(`search @@ to_tsquery('simple', ${place(words)})`);
    shape.push('q');
  }
  if (asked.cursor !== undefined) {
    const { key, id } = decodeCursor(list, asked.cursor, sort.type);
    const after = `(${place(key)}::${sort.type}, ${place(id)}::uuid)`;
    conditions.push(`(${sort.column}, id) ${sort.descending ? '<' : '>'} ${after}`);
    shape.push('cursor');
  }
  if (asked.fields === 'summary') shape.push('summary');
  const direction = sort.descending ? 'desc' : 'asc';
  return {
    name: nameOf(`${table.table} ${shape.join(' ')}`),
    text: `select ${asked.fields === 'summary' ? summaryJson(table) : resourceJson(table)}, ${sort.column}::text, id::text
      from ${table.table}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}
      order by ${table.table}.${sort.column} ${direction}, ${table.table}.id ${direction} limit $${values.length + 1}`,
    values,
  };
}

/** Every word must occur, the beginning of one is enough: "acm clou" finds "Acme Cloud". null when nothing is asked. */
function prefixQuery(q: string): string | null {
  const words = q.split(/[\s@]+/).filter((word) => word !== '');
  if (words.length === 0) return null;
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ');
}

/** Each shape of a list has a short name of its own; PostgreSQL compares only the first 63 characters of one. */
const names = new Map<string, string>();

function nameOf(shape: string): string {
  const known = names.get(shape);
  if (known !== undefined) return known;
  const name = `list-${names.size}`;
  names.set(shape, name);
  return name;
}
