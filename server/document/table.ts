import type { EntityKind } from '@blossomer/contract';
import type { z } from 'zod';
import type { SqlValue } from '../segment.ts';

/**
 * How one of the four documents lies in its table. The folders under features/ say it for their entity; everything
 * in this folder works for all of them. What a person may see is not said here: that is the table's policy.
 */
export interface DocumentTable {
  kind: EntityKind;
  table: (typeof tableOf)[EntityKind];
  /** Resource fields that name parents, and their columns. */
  parents: Readonly<Record<string, string>>;
  /** Those of them that may change. */
  movable: readonly string[];
  /** Resource fields of this kind beside name and data, and their columns. */
  own: Readonly<Record<string, string>>;
  /** Resource fields of a summary beside its description, and their SQL: JSON text, never null. */
  summary: Readonly<Record<string, string>>;
  /** Columns that only the application can compute, from the document. */
  ranks: Readonly<Record<string, (data: never) => number>>;
  sorts: Readonly<Record<string, SortColumn>>;
  filters: Readonly<Record<string, FilterColumn>>;
  /** A whole resource as a person means it; read-only fields may be missing. */
  replacement: z.ZodType;
}

export const tableOf = {
  company: 'companies',
  account: 'accounts',
  persona: 'personas',
  campaign: 'campaigns',
} as const satisfies Record<EntityKind, string>;

/** The company of what lies below an account. */
export const ofCompany: FilterColumn = {
  column: 'company_id',
  type: 'uuid',
  value: (id) => id,
  parent: { column: 'account_id', table: 'accounts' },
};

export interface SortColumn {
  column: string;
  type: 'text' | 'timestamptz' | 'smallint';
}

interface FilterColumn {
  column: string;
  type: 'uuid' | 'text' | 'smallint';
  /** Where the column is that of a parent: how the table names it, and its table. Policies hold there, too. */
  parent?: { column: string; table: DocumentTable['table'] };
  /** The column's value for what the query says. */
  value: (word: string) => SqlValue;
}

/** A resource as JSON.parse gives it. */
export type Resource = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  version: number;
  createdAt: string;
  updatedAt: string;
} & Record<string, unknown>;

export const sortsOfAll = {
  createdAt: { column: 'created_at', type: 'timestamptz' },
  updatedAt: { column: 'updated_at', type: 'timestamptz' },
  name: { column: 'name', type: 'text' },
} as const satisfies Record<string, SortColumn>;

/** One JSON text for each row, made by PostgreSQL and never parsed on the way to the socket. */
export function resourceJson(table: DocumentTable): string {
  const known = resourceTexts.get(table);
  if (known !== undefined) return known;
  const text = json([...head(table), ['data', 'data::text'], ...tail]);
  resourceTexts.set(table, text);
  return text;
}

/** Each is asked for in every request. */
const resourceTexts = new WeakMap<DocumentTable, string>();

export function summaryJson(table: DocumentTable): string {
  const description: Member = ['description', `coalesce(${quoted('summary')}, 'null')`];
  return json([...head(table), description, ...Object.entries(table.summary), ...tail]);
}

/** The expression gives JSON text, and never null. */
type Member = readonly [field: string, expression: string];

function head({ parents, own }: DocumentTable): Member[] {
  const ids = Object.entries({ id: 'id', ...parents });
  const texts = Object.entries({ name: 'name', ...own });
  return [
    ...ids.map(([field, column]): Member => [field, `'"' || ${column} || '"'`]),
    ...texts.map(([field, column]): Member => [field, quoted(column)]),
  ];
}
const tail: readonly Member[] = [
  ['version', 'version'],
  ['createdAt', quotedInstant('created_at')],
  ['updatedAt', quotedInstant('updated_at')],
];

/** Put together by hand: json_build_object costs twice as much, which a list of fifty feels. */
function json(members: readonly Member[]): string {
  const parts = members.map(
    ([field, expression], index) => `'${index === 0 ? '{' : ','}"${field}":' || ${expression}`,
  );
  return `${parts.join(' || ')} || '}'`;
}

function quoted(column: string): string {
  return `to_json(${column})::text`;
}

function quotedInstant(column: string): string {
  return `'"' || ${rfc3339(column)} || '"'`;
}

/** RFC 3339, UTC, always with microseconds, as text. */
export function rfc3339(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The values that the application computes, in the order of `Object.keys(table.ranks)`. */
export function rankValues(table: DocumentTable, data: unknown): number[] {
  return Object.values(table.ranks).map((rank) => rank(data as never));
}

/** The word that a rank stands for, as JSON; null for what is not known. */
export function wordOfRank(column: string, words: readonly string[]): string {
  const cases = words.map((word, index) => `when ${index + 1} then '"${word}"'`);
  return `case ${column} ${cases.join(' ')} else 'null' end`;
}

/** The rank that stands for a word: 1 for the lowest; 0 means that nothing is known. */
export function rankOf(words: readonly string[], word: string): number {
  return words.indexOf(word) + 1;
}
