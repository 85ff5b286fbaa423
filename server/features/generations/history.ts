import type { GenerationState } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { listMark } from '../../cursor.ts';
import { cursorAfter, decodeCursor } from '../../document/cursor.ts';
import { pageOf } from '../../page.ts';
import type { SqlValue } from '../../segment.ts';
import type { Answer } from '../../serve.ts';
import { generationJson, noSuchGeneration, summaryJson } from './rows.ts';

interface Query {
  documentId?: string | undefined;
  state?: GenerationState | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** Last first, by keyset. */
export async function listGenerations(
  caller: Caller,
  { documentId, state, limit = 50, cursor }: Query,
): Promise<Answer> {
  const list = listMark(caller.identity.userId, 'generations', documentId, state);
  const values: SqlValue[] = [limit + 1, state ?? null];
  const conditions = ['($2::text is null or it.state = $2)'];
  if (documentId !== undefined) {
    values.push(documentId);
    conditions.push(`it.document_id = $${values.length}::uuid`);
  }
  if (cursor !== undefined) {
    const { key, id } = decodeCursor(list, cursor, 'timestamptz');
    values.push(key, id);
    conditions.push(`(it.created_at, it.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`);
  }
  const [rows = []] = await caller.read({
    name: `generations.list${documentId === undefined ? '' : '-of'}${cursor === undefined ? '' : '-on'}`,
    text: `select ${summaryJson}, it.created_at::text, it.id::text from generations it
      where ${conditions.join(' and ')} order by it.created_at desc, it.id desc limit $1::integer`,
    values,
  });
  return pageOf(rows, limit, cursorAfter(list));
}

export async function viewGeneration(caller: Caller, id: string): Promise<Answer> {
  return { status: 200, text: await generationText(caller, id) };
}

export async function generationText(caller: Caller, id: string): Promise<string> {
  const [rows] = await caller.read({
    name: 'generations.view',
    text: `select ${generationJson} from generations it where it.id = $1`,
    values: [id],
  });
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw noSuchGeneration();
  return text;
}
