import { AccountData, CampaignData, type ExportEntity, PersonaData } from '@blossomer/contract';
import { isFormula } from './cells.ts';

/** A row on its way into cells. */
export interface Row {
  /** Columns of the row and of what it belongs to. */
  readonly columns: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `name`, `companyName`, ... */
export const columnsOf: Readonly<Record<ExportEntity, readonly string[]>> = {
  accounts: ['id', 'companyId', 'companyName', 'companyUrl', 'name', 'version', 'createdAt', 'updatedAt'],
  personas: [
    ...['id', 'accountId', 'accountName', 'companyId', 'companyName', 'companyUrl'],
    ...['name', 'version', 'createdAt', 'updatedAt'],
  ],
  campaigns: [
    ...[
      'id',
      'accountId',
      'accountName',
      'personaId',
      'personaName',
      'companyId',
      'companyName',
      'companyUrl',
    ],
    ...['name', 'type', 'status', 'version', 'createdAt', 'updatedAt'],
  ],
};

const schemas = { accounts: AccountData, personas: PersonaData, campaigns: CampaignData };

/** Every field that a document of this kind can have, as `data.firmographics.industry`, in the order of the contract. */
export function fieldsOf(entity: ExportEntity): string[] {
  return pathsIn(schemas[entity], 'data').filter((path) => !left.test(path));
}

/** `extra` has them. */
const left = /^data\.(provenance|breakdown)$/;

/** What a cell says; `''` for what is not there. */
export function cellOf(row: Row, field: string, separator: string): string {
  const column = row.columns[field];
  if (column !== undefined) return column;
  return written(valueAt(row.data, field), separator);
}

/** What the cells do not give back exactly, as JSON: a part of the resource. */
export function extraOf({ columns, data }: Row, fields: readonly string[], separator: string): string {
  const known = new Set(fields);
  const spoiled = Object.entries(columns).filter(([name, text]) => known.has(name) && isFormula(text));
  const rest = without(data, 'data', known, separator);
  const extra = { ...Object.fromEntries(spoiled), ...(rest === undefined ? {} : { data: rest }) };
  return Object.keys(extra).length === 0 ? '' : JSON.stringify(extra);
}

function pathsIn(schema: unknown, path: string): string[] {
  const def = memberOf(memberOf(schema, '_zod'), 'def');
  const inner = memberOf(def, 'innerType');
  const shape = memberOf(def, 'shape');
  if (inner !== undefined) return pathsIn(inner, path);
  if (typeof shape !== 'object' || shape === null || Object.keys(shape).length === 0) return [path];
  return Object.entries(shape).flatMap(([name, member]) => pathsIn(member, `${path}.${name}`));
}

function valueAt(data: unknown, field: string): unknown {
  return field
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, name) => (Object.hasOwn(Object(value), name) ? memberOf(value, name) : undefined),
      data,
    );
}

function written(value: unknown, separator: string): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => words(item)).join(listOf(value, separator));
  return words(value);
}

/** Lists of objects, a line each. */
function listOf(list: readonly unknown[], separator: string): string {
  return list.some((item) => typeof item === 'object') ? '\n' : separator;
}

/** Of an item its texts, what it is called first. */
function words(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const names = [...new Set([...called, ...Object.keys(value)])].filter(
    (name) => name !== 'id' && name !== 'color',
  );
  const parts = names.map((name) => memberOf(value, name));
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' | ');
}

const called = ['title', 'useCase', 'label', 'type', 'priority', 'text'];

/** undefined where the cells say it all. */
function without(value: unknown, path: string, fields: ReadonlySet<string>, separator: string): unknown {
  if (fields.has(path)) return isTold(value, separator) ? undefined : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    return value;
  const rest = Object.entries(value).flatMap(([name, member]) => {
    const kept = without(member, `${path}.${name.replaceAll('.', '\0')}`, fields, separator);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

/** Whether the cell can be read back: no other value looks like it. */
function isTold(value: unknown, separator: string): boolean {
  if (typeof value === 'string') return value !== '' && !isFormula(value);
  if (typeof value === 'number') return true;
  if (!Array.isArray(value) || value.length === 0) return false;
  const mark = separator.trim();
  const isPlain = value.every((item) => typeof item === 'string' && item.trim() === item && item !== '');
  return isPlain && !value.some((item) => item.includes(mark)) && !isFormula(value.join(separator));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
