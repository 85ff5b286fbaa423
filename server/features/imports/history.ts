import type { LeafClass } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { badCursor, isText, listMark, readCursor, writeCursor } from '../../cursor.ts';
import { cursorAfter, decodeCursor } from '../../document/cursor.ts';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import { pageOf } from '../../page.ts';
import type { SqlValue } from '../../segment.ts';
import type { Answer } from '../../serve.ts';

interface Page {
  limit?: number | undefined;
  cursor?: string | undefined;
}

const importsOnPage = 50;
const leavesOnPage = 200;

/** Last first, by keyset. */
export async function listImports(caller: Caller, { limit = importsOnPage, cursor }: Page): Promise<Answer> {
  const list = listMark(caller.identity.userId, 'imports');
  const values: SqlValue[] = [limit + 1];
  if (cursor !== undefined) {
    const { key, id } = decodeCursor(list, cursor, 'timestamptz');
    values.push(key, id);
  }
  const [rows = []] = await caller.read({
    name: cursor === undefined ? 'imports.list' : 'imports.list-on',
    text: `select (${head} || jsonb_build_object('findings', jsonb_array_length(it.report -> 'findings')))::text,
        it.created_at::text, it.id::text
      ${fromImports} ${cursor === undefined ? '' : 'where (it.created_at, it.id) < ($2::timestamptz, $3::uuid)'}
      order by it.created_at desc, it.id desc limit $1`,
    values,
  });
  return pageOf(rows, limit, cursorAfter(list));
}

export async function viewImport(caller: Caller, id: string): Promise<Answer> {
  const [rows] = await caller.read({
    name: 'imports.view',
    text: `select (${head} || jsonb_build_object('findings', it.report -> 'findings', 'undo', undo.report,
          'decisions', it.decisions, 'replaced', (${replacedJson})))::text,
        (${sourcesJson}) ${fromImports} where it.id = $1`,
    values: [id],
  });
  const [text, sources] = rows?.[0] ?? [];
  if (typeof text !== 'string') throw noSuchImport();
  // The name of a key may hold what jsonb refuses: it is kept as the inside of a JSON string, and goes out as that.
  return { status: 200, text: `${text.slice(0, -1)},"sources":[${sources}]}` };
}

/** In the order of the entries: documents first, then what went into none; inside one, as the leaves were read. */
export async function readReceipt(
  caller: Caller,
  id: string,
  { class: leafClass, limit = leavesOnPage, cursor }: Page & { class?: LeafClass | undefined },
): Promise<Answer> {
  const list = listMark(caller.identity.userId, 'receipt', id, leafClass);
  const [seq, nth] = cursor === undefined ? [-1, 0] : receiptPosition(list, cursor);
  const [exists = [], rows = []] = await caller.read(
    { name: 'imports.exists', text: 'select 1 from imports where id = $1', values: [id] },
    {
      name: 'imports.receipt',
      // Key and pointer are kept as the inside of a JSON string; they go out as they are.
      text: `select '{"key":"' || leaf.key || '","pointer":"' || leaf.pointer || '","class":"' || leaf.class
          || '","entity":' || case when entry.kind is null then 'null'
            else json_build_object('kind', entry.kind, 'id', entry.entity_id)::text end
          || ',"target":' || coalesce(to_json(leaf.target)::text, 'null')
          || ',"reason":' || coalesce(to_json(leaf.reason)::text, 'null') || '}',
          entry.seq::text as of_entry, leaf.nth::text as of_leaf
        from import_entries entry, leaves_of(entry.runs) leaf
        where entry.import_id = $1 and entry.seq >= $3::integer and (entry.seq, leaf.nth) > ($3::integer, $4::bigint)
          and ($2::text is null or leaf.class = $2)
        order by entry.seq, leaf.nth limit $5::integer`,
      values: [id, leafClass ?? null, seq, nth, limit + 1],
    },
  );
  if (exists.length === 0) throw noSuchImport();
  return pageOf(rows, limit, ([, ofEntry, ofLeaf]) => writeCursor([list, Number(ofEntry), Number(ofLeaf)]));
}

/** Strings are kept as the inside of a JSON string; so the answer is put together and nothing is parsed. */
export async function readRaw(caller: Caller, id: string): Promise<Answer> {
  const [exists = [], rows = []] = await caller.read(
    { name: 'imports.exists', text: 'select 1 from imports where id = $1', values: [id] },
    {
      name: 'imports.raw',
      text: `select '"' || source.key || '":"' || coalesce(source.raw, (
            select same.raw from import_sources same
            where same.sha256 = source.sha256 and same.raw is not null limit 1)) || '"'
        from import_sources source where source.import_id = $1 and not source.refused order by source.key`,
      values: [id],
    },
  );
  if (exists.length === 0) throw noSuchImport();
  return { status: 200, text: `{${rows.map(([member]) => member).join(',')}}` };
}

/** What the undo of an import said. */
export async function readUndo(caller: Caller, id: string): Promise<Answer> {
  const [rows] = await caller.read({
    name: 'imports.undone',
    text: 'select report::text from import_undos where import_id = $1',
    values: [id],
  });
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw noSuchImport();
  return { status: 200, text };
}

export function noSuchImport(): Failure {
  return new Failure('not-found', 'There is no import of yours under this id.');
}

const fromImports = `from imports it left join import_undos undo
  on undo.user_id = it.user_id and undo.import_id = it.id`;
const head = `jsonb_build_object('id', it.id, 'label', it.label, 'actor', it.actor,
    'createdAt', ${rfc3339('it.created_at')}, 'undoneAt', ${rfc3339('undo.at')},
    'totals', it.report -> 'totals', 'entities', it.report -> 'entities')`;
const replacedJson = `select coalesce(jsonb_agg(jsonb_build_object('kind', entry.kind, 'id', entry.entity_id,
      'name', entry.removed -> 'name', 'pointer', one -> 'pointer', 'value', one -> 'value') order by entry.seq, nth), '[]')
    from import_entries entry, jsonb_array_elements(entry.removed -> 'texts') with ordinality as was(one, nth)
    where entry.user_id = it.user_id and entry.import_id = it.id`;
const sourcesJson = `select coalesce(string_agg('{"key":"' || source.key || '","sha256":'
      || coalesce('"' || source.sha256 || '"', 'null') || ',"refused":' || source.refused || '}', ',' order by source.key), '')
    from import_sources source where source.user_id = it.user_id and source.import_id = it.id`;

function receiptPosition(list: string, cursor: string): [seq: number, nth: number] {
  const parts = readCursor(cursor);
  const [ofList, seq, nth] = parts;
  if (parts.length !== 3 || !isText(ofList) || ofList !== list) throw badCursor();
  if (!isPosition(seq) || !isPosition(nth)) throw badCursor();
  return [seq, nth];
}

function isPosition(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
}
