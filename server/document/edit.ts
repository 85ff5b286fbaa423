import { equal } from '@blossomer/merge';
import { Failure } from '../failures.ts';
import { parse } from '../faults.ts';
import type { Precondition } from '../preconditions.ts';
import type { SqlValue } from '../segment.ts';
import type { Answer, Ask } from '../serve.ts';
import { refuseTooDeep, refuseTooLarge } from './bounds.ts';
import { changedSince } from './changed-since.ts';
import { notHere } from './read.ts';
import { type DocumentTable, type Resource, rankValues, resourceJson } from './table.ts';

/** How often a change on whatever is there (`If-Match: *`) is tried again when others write at the same moment. */
const attemptsMax = 5;

type Change = (current: Resource) => unknown;

/**
 * Reads, changes and writes one document. The compare is in the UPDATE: between reading and writing somebody else may
 * have written, and then nothing is overwritten. A change that changes nothing writes nothing, not even a version.
 */
export async function editDocument(
  table: DocumentTable,
  { caller, params, ifMatch }: Wanted,
  change: Change,
): Promise<Answer> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const { text, current } = await currentDocument(table, { caller, params, ifMatch });
    const next = nextResource(table, current, change(current));
    if (equal(current, next)) return { status: 200, text, version: current.version };
    const written = await write(table, caller, current, next);
    if (written) return written;
  }
  throw keptChanging();
}

type Wanted = Pick<Ask<{ id: string }, unknown, unknown>, 'caller' | 'params' | 'ifMatch'>;

/** The document as it is now; throws when it does not exist for this person or is not at a version they named. */
export async function currentDocument(table: DocumentTable, { caller, params, ifMatch }: Wanted) {
  const [rows] = await caller.read({
    name: `${table.table}.edit`,
    text: `select ${resourceJson(table)} from ${table.table} where id = $1`,
    values: [params.id],
  });
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw notHere(table);
  const current = JSON.parse(text) as Resource;
  if (!matches(ifMatch, current.version)) throw await stale(table, caller, current, ifMatch);
  return { text, current };
}

export function keptChanging(): Failure {
  return new Failure('conflict', 'Others kept changing this at the same moment; please try again.');
}

function matches(precondition: Precondition | undefined, version: number): boolean {
  return precondition === undefined || precondition === 'any' || precondition.includes(version);
}

async function stale(
  table: DocumentTable,
  caller: Ask<unknown, unknown, unknown>['caller'],
  current: Resource,
  ifMatch: Precondition | undefined,
): Promise<Failure> {
  const named = Array.isArray(ifMatch) ? Math.max(0, ...ifMatch) : current.version;
  const changed = await changedSince(table, caller, current, named);
  return new Failure(
    'stale-version',
    `This is at version ${current.version} now; read it again and repeat the change.`,
    {
      more: { currentVersion: current.version, changed },
      headers: { etag: `"${current.version}"` },
    },
  );
}

/** The resource as it will be: valid, and in its read-only fields what it was. */
function nextResource(table: DocumentTable, current: Resource, candidate: unknown): Resource {
  refuseTooDeep(candidate);
  const changed = parse(table.replacement, candidate, 'body', 'invalid') as Resource;
  refuseTooLarge(changed.data);
  for (const field of readOnlyFields(table)) {
    if (changed[field] === current[field]) continue;
    const message = `${field} cannot be changed`;
    throw new Failure('read-only', `${message}.`, {
      faults: [{ in: 'body', pointer: `/${field}`, message }],
    });
  }
  return changed;
}

function readOnlyFields({ parents, movable }: DocumentTable): string[] {
  const fixed = Object.keys(parents).filter((parent) => !movable.includes(parent));
  return ['id', ...fixed, 'version', 'createdAt', 'updatedAt'];
}

/** Read-only fields of the stored resource, for a replacement that leaves them out. */
export function readOnlyOf(table: DocumentTable, current: Resource): Record<string, unknown> {
  const kept = [...readOnlyFields(table), ...table.movable];
  return Object.fromEntries(kept.map((field) => [field, current[field]]));
}

async function write(
  table: DocumentTable,
  caller: Ask<unknown, unknown, unknown>['caller'],
  current: Resource,
  next: Resource,
): Promise<Answer | null> {
  const fields = ['name', ...table.movable, ...Object.keys(table.own)];
  const columns = [
    ...fields.map((field) => table.parents[field] ?? table.own[field] ?? field),
    ...Object.keys(table.ranks),
    'data',
  ];
  const values: SqlValue[] = [
    ...fields.map((field) => next[field] as SqlValue),
    ...rankValues(table, next.data),
    JSON.stringify(next.data),
  ];
  const [rows] = await caller.write({
    name: `${table.table}.update`,
    text: `update ${table.table} set ${columns.map((column, index) => `${column} = $${index + 3}`).join(', ')}
      where id = $1 and version = $2 returning ${resourceJson(table)}, version`,
    values: [current.id, current.version, ...values],
  });
  const [text, version] = rows?.[0] ?? [];
  return typeof text === 'string' ? { status: 200, text, version: Number(version) } : null;
}
