import {
  type EntityKind,
  faultsOf,
  type ProblemCode,
  priorities,
  priorityRank,
  seniorities,
  seniorityRank,
  sentenceOf,
} from '@blossomer/contract';
import { refusal } from './errors.ts';
import { shapeOf } from './kinds.ts';
import type { AnyDocument } from './workspace.ts';

/** Lists as the server makes them, for documents that are in this browser: filters, search, order, pages. */
export interface AskedList {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: string | undefined;
  fields?: 'summary' | undefined;
  q?: string | undefined;
  [filter: string]: unknown;
}

export type Row = AnyDocument & Record<string, unknown>;

/** The company of an account, where it is known. */
export type CompanyOf = (accountId: string) => string | undefined;

/** Over accounts that are here as a whole. They are read when the first is asked for. */
export function companyAmong(accounts: () => readonly AnyDocument[]): CompanyOf {
  let companies: Map<string, string> | undefined;
  return (accountId) => {
    companies ??= new Map((accounts() as Row[]).map(({ id, companyId }) => [id, companyId as string]));
    return companies.get(accountId);
  };
}

export function listOf(
  kind: EntityKind,
  documents: readonly AnyDocument[],
  asked: AskedList,
  companyOf: CompanyOf,
) {
  const query = { ...asked, ...(asked.limit === undefined ? {} : { limit: String(asked.limit) }) };
  const known = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const result = shapeOf[kind].query.safeParse(known, { reportInput: true });
  if (!result.success) {
    const errors = faultsOf(result.error, 'query');
    throw refusal('malformed-request', sentenceOf(errors), { errors });
  }
  const order = orderOf(kind, asked.sort);
  const rows = documents.filter((document) => matches(kind, document, asked, companyOf)).sort(order);
  const { items, nextCursor } = pageOf(rows, {
    limit: asked.limit ?? limitDefault,
    cursor: asked.cursor,
    mark: markOf(kind, asked),
    after: (row, last) => order(row, last) > 0,
    positionOf: (row) => placeOf(kind, row as Row),
  });
  return { items: asked.fields === 'summary' ? items.map((row) => summaryOf(kind, row)) : items, nextCursor };
}

const limitDefault = 50;

/** Whether a list with this query holds the document, wherever in it. */
export function matches(
  kind: EntityKind,
  document: AnyDocument,
  asked: AskedList,
  companyOf: CompanyOf,
): boolean {
  const row = document as Row;
  const { companyId } = asked;
  const company = kind === 'account' ? row.companyId : companyOf(String(row.accountId));
  if (companyId !== undefined && companyId !== company) return false;
  const equals = ['accountId', 'personaId', 'type', 'status'] as const;
  if (equals.some((field) => asked[field] !== undefined && asked[field] !== row[field])) return false;
  const { priority, seniority, q } = asked;
  if (priority !== undefined && priorities[ranksOf(kind, row).priority - 1] !== priority) return false;
  if (seniority !== undefined && seniorities[ranksOf(kind, row).seniority - 1] !== seniority) return false;
  return q === undefined || finds(row, q);
}

/** A comparison for a sort of the contract (`-createdAt`); equal rows stand in the order of their ids. */
export function orderOf(
  kind: EntityKind,
  sort = '-createdAt',
): (one: AnyDocument, other: AnyDocument) => number {
  const sign = sort.startsWith('-') ? -1 : 1;
  const field = sort.replace('-', '');
  return (one, other) => {
    const [a, b] = [one as Row, other as Row];
    const first = field === 'name' ? compareNames(a.name, b.name) : compareBy(kind, field, a, b);
    return sign * (first || compareText(a.id, b.id));
  };
}

function compareBy(kind: EntityKind, field: string, one: Row, other: Row): number {
  if (field === 'priority' || field === 'seniority') {
    return ranksOf(kind, one)[field] - ranksOf(kind, other)[field];
  }
  return compareText(String(one[field]), String(other[field]));
}

/** As the collation of the name column: the root order of CLDR, then by code point. */
function compareNames(one: string, other: string): number {
  return collator.compare(one, other) || compareText(one, other);
}
const collator = new Intl.Collator('en');

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Ranks {
  priority: number;
  seniority: number;
}

/** Of a summary: the words of the ranks that its kind has, as far as they are given. */
export function rankWords(kind: EntityKind, { priority, seniority }: Partial<Ranks>): object {
  const words: Record<string, string | null> = {};
  if (kind === 'persona' && seniority !== undefined) words.seniority = seniorities[seniority - 1] ?? null;
  if ((kind === 'persona' || kind === 'account') && priority !== undefined) {
    words.priority = priorities[priority - 1] ?? null;
  }
  return words;
}

function ranksOf(kind: EntityKind, row: Row): Ranks {
  if (row.ranks !== undefined) return row.ranks as Ranks;
  const data = (row.data ?? {}) as { buyingSignals?: []; demographics?: { seniority?: string[] } };
  return {
    priority: kind === 'account' || kind === 'persona' ? priorityRank(data.buyingSignals) : 0,
    seniority: kind === 'persona' ? seniorityRank(data.demographics?.seniority) : 0,
  };
}

/** What a sort can look at, so that a cursor still knows its place when its row is gone. */
function placeOf(kind: EntityKind, row: Row): Row {
  const { id, name, createdAt, updatedAt } = row;
  return { id, name, createdAt, updatedAt, ranks: ranksOf(kind, row) } as Row & { ranks: Ranks };
}

export function summaryOf(kind: EntityKind, document: Row): object {
  const { data, ...row } = document;
  const { description, body, subject } = data as { description?: unknown; body?: unknown; subject?: unknown };
  const text = kind === 'campaign' ? (body ?? subject) : description;
  return {
    ...row,
    description: beginningOf(text),
    ...(kind === 'campaign' ? { subject: beginningOf(subject) } : {}),
    ...rankWords(kind, ranksOf(kind, document)),
  };
}

export function beginningOf(text: unknown): string | null {
  return typeof text === 'string' ? [...text].slice(0, 300).join('') : null;
}

/** Every word of `q`, or its beginning, occurs in the name or the document, as the server's search has it. */
function finds(row: Row, q: string): boolean {
  const asked = q.split(/[\s@]+/).flatMap(wordsOf);
  if (asked.length === 0) return true;
  const words = wordsOf(textOf(row));
  return asked.every((word) => words.some((candidate) => candidate.startsWith(word)));
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

function textOf({ name, data }: Row): string {
  const unread = new Set(['provenance', 'metadata', 'breakdown']);
  const texts: string[] = [name];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const [field, value] of Object.entries(data ?? {})) if (!unread.has(field)) collect(value);
  return texts.join(' ').slice(0, 200_000);
}

/** The number of rows and the fields shown may change from page to page; what is listed, and in which order, not. */
function markOf(
  kind: EntityKind,
  { limit: _limit, cursor: _cursor, fields: _fields, sort = '-createdAt', ...filters }: AskedList,
) {
  return JSON.stringify([
    kind,
    sort,
    Object.entries(filters)
      .filter(([, value]) => value !== undefined)
      .sort(),
  ]);
}

interface Paging<Item> {
  limit: number;
  cursor: string | undefined;
  mark: string;
  after: (item: Item, last: Item) => boolean;
  positionOf: (item: Item) => Partial<Item>;
}

/** The page behind the last one by place, not by number: what is inserted meanwhile doubles and hides nothing. */
export function pageOf<Item>(
  sorted: readonly Item[],
  { limit, cursor, mark, after, positionOf }: Paging<Item>,
) {
  const last = cursor === undefined ? undefined : readCursor<Item>(mark, cursor);
  const rest = last === undefined ? sorted : sorted.filter((item) => after(item, last));
  const items = rest.slice(0, limit);
  const end = items.at(-1);
  const nextCursor = rest.length > limit && end !== undefined ? writeCursor([mark, positionOf(end)]) : null;
  return { items, nextCursor };
}

function writeCursor(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function readCursor<Item>(mark: string, cursor: string): Item {
  try {
    const bytes = Uint8Array.from(atob(cursor), (character) => character.charCodeAt(0));
    const [ofList, last] = JSON.parse(new TextDecoder().decode(bytes));
    if (ofList === mark && typeof last === 'object' && last !== null) return last as Item;
  } catch {
    // Neither base64 nor JSON: not a cursor of ours.
  }
  throw badCursor();
}

function badCursor(): Error {
  const message = 'does not belong to this list';
  const code: ProblemCode = 'bad-cursor';
  return refusal(code, `The cursor ${message}.`, { errors: [{ in: 'query', pointer: '/cursor', message }] });
}
