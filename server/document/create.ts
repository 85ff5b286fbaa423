import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { Failure } from '../failures.ts';
import type { Written } from '../idempotency.ts';
import type { SqlValue } from '../segment.ts';
import type { Answer, Ask } from '../serve.ts';
import { refuseTooLarge } from './bounds.ts';
import { currentDocument } from './edit.ts';
import { type DocumentTable, rankValues, resourceJson } from './table.ts';

type NewDocument = { id?: string; name: string; data: Record<string, unknown> } & Record<string, unknown>;

/**
 * Creates a document under the id that the client brings, or a new one. The same id with the same body again is the
 * stored document (200), so a client that lost the reply can simply send again; with another body it is 409.
 */
export async function createDocument(
  table: DocumentTable,
  path: string,
  { caller, body, sent }: Ask<unknown, unknown, unknown>,
): Promise<Answer> {
  const created = body as NewDocument;
  refuseTooLarge(created.data);
  const id = created.id ?? uuidv7();
  const digest = created.id === undefined ? null : digestOf(sent);
  const [rows] = await caller.write({
    name: `${table.table}.create`,
    text: insertText(table),
    values: insertValues(table, caller.identity.userId, id, created, digest),
  });
  const text = rows?.[0]?.[0];
  if (typeof text === 'string') {
    const version = Number(rows?.[0]?.[1]);
    return { status: 201, text, version, headers: { location: `${path}/${id}` } };
  }
  return storedAlready(table, path, { id, digest, caller });
}

/** For the same request again: the document as it is now, under the id that it was given then. */
export async function createdDocument(
  table: DocumentTable,
  path: string,
  { caller, body }: Ask<unknown, unknown, unknown>,
  written: readonly Written[],
): Promise<Answer> {
  const id = (body as NewDocument).id ?? written.find(({ op }) => op === 'insert')?.id ?? '';
  const { text, current } = await currentDocument(table, { caller, params: { id }, ifMatch: undefined });
  return { status: 200, text, version: current.version, headers: { location: `${path}/${id}` } };
}

function columnsOf(table: DocumentTable): string[] {
  return [...Object.values(table.parents), ...Object.values(table.own), ...Object.keys(table.ranks)];
}

/** Any unique index may be the one that sees the same id first; named alone, the primary key would leave the others an error. */
function insertText(table: DocumentTable): string {
  const columns = ['user_id', 'id', 'name', 'data', 'digest', ...columnsOf(table)];
  return `insert into ${table.table} (${columns.join(', ')})
    values (${columns.map((_, index) => `$${index + 1}`).join(', ')})
    on conflict do nothing returning ${resourceJson(table)}, version`;
}

function insertValues(
  table: DocumentTable,
  userId: string,
  id: string,
  created: NewDocument,
  digest: string | null,
): SqlValue[] {
  const fields = [...Object.keys(table.parents), ...Object.keys(table.own)];
  return [
    userId,
    id,
    created.name,
    JSON.stringify(created.data),
    digest,
    ...fields.map((field) => created[field] as SqlValue),
    ...rankValues(table, created.data),
  ];
}

async function storedAlready(
  table: DocumentTable,
  path: string,
  {
    id,
    digest,
    caller,
  }: { id: string; digest: string | null; caller: Ask<unknown, unknown, unknown>['caller'] },
): Promise<Answer> {
  const [rows] = await caller.read({
    name: `${table.table}.stored`,
    text: `select ${resourceJson(table)}, version, digest from ${table.table} where id = $1`,
    values: [id],
  });
  const [text, version, storedDigest] = rows?.[0] ?? [];
  if (typeof text === 'string' && storedDigest !== null && storedDigest === digest) {
    return { status: 200, text, version: Number(version), headers: { location: `${path}/${id}` } };
  }
  const message = `You already have a ${table.kind} with this id and other content.`;
  throw new Failure('id-taken', message, { faults: [{ in: 'body', pointer: '/id', message }] });
}

/** Of the body as it was sent, before the server filled anything in. */
export function digestOf(sent: unknown): string {
  return createHash('sha256').update(canonical(sent)).digest('base64url');
}

/** JSON with the members of each object in one order, so that the order in which they were sent does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
