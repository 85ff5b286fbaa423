import { bodyOfParts, type EntityKind, type GeneratedDocument, type Regeneration } from '@blossomer/contract';
import { regenerate } from '@blossomer/merge';
import type { Caller } from '../../caller.ts';
import { tableOf } from '../../document/table.ts';
import { Failure, fromDatabase } from '../../failures.ts';
import { parse } from '../../faults.ts';
import { GenerationFailure } from '../../generation/generate.ts';
import { contentJson } from '../../importing/apply.ts';
import type { Answer, Ask, Operation } from '../../serve.ts';
import { storable } from './rows.ts';

export interface Writing {
  kind: EntityKind;
  documentId: string;
  again: boolean;
  parents: Record<string, string>;
  document: GeneratedDocument;
  /** By the person, when it is new. */
  called: string | undefined;
}

export interface WrittenDocument {
  version: number;
  /** What the next generation of it is merged over. */
  result: unknown;
  regeneration: Regeneration | null;
}

/**
 * Writes the document as its own endpoint would, with the same checks and rows, in the transaction of the caller. One that was
 * there is locked first: whoever edits it meanwhile waits a moment, and is then told that it changed.
 */
export async function writeDocument(
  operations: readonly Operation[],
  caller: Caller,
  writing: Writing,
): Promise<WrittenDocument> {
  try {
    return await (writing.again ? replace(operations, caller, writing) : create(operations, caller, writing));
  } catch (thrown) {
    const error = fromDatabase(thrown);
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'unknown-parent' || error.code === 'not-found') throw documentGone();
    if (error.code === 'invalid' || error.code === 'too-large')
      throw new GenerationFailure('answer-invalid', `What was generated cannot be kept: ${error.message}`);
    throw error;
  }
}

export function documentGone(): GenerationFailure {
  return new GenerationFailure(
    'document-gone',
    'It, or what it belongs to, was deleted meanwhile. Restore it from the trash and generate again.',
  );
}

async function create(
  operations: readonly Operation[],
  caller: Caller,
  { kind, documentId, parents, document, called }: Writing,
): Promise<WrittenDocument> {
  const result = contentOf(kind, document);
  const body = { id: documentId, ...parents, ...result, ...(called === undefined ? {} : { name: called }) };
  const { version } = await carryOut(operations, kind, 'create', { caller, body });
  return { version: Number(version), result, regeneration: null };
}

async function replace(
  operations: readonly Operation[],
  caller: Caller,
  { kind, documentId, document }: Writing,
): Promise<WrittenDocument> {
  const [rows, bases] = await caller.read(
    {
      name: `generations.mine-${kind}`,
      text: `select ${contentJson(kind)}, stored.version from ${tableOf[kind]} stored where stored.id = $1 for update of stored`,
      values: [documentId],
    },
    {
      name: 'generations.base',
      text: `select result from generations where document_id = $1 and state = 'done' and result is not null
        order by ended_at desc, id desc limit 1`,
      values: [documentId],
    },
  );
  const [mine, version] = rows?.[0] ?? [];
  if (typeof mine !== 'string') throw documentGone();
  const base = bases?.[0]?.[0];
  const sides = {
    base: base == null ? null : JSON.parse(base),
    mine: JSON.parse(mine),
    generated: contentOf(kind, document),
  };
  const { merged, generated, taken, kept } = regenerate(sides, kind === 'campaign' ? bodyOfParts : undefined);
  const answer = await carryOut(operations, kind, 'replace', {
    caller,
    params: { id: documentId },
    body: merged,
    ifMatch: [Number(version)],
  });
  return {
    version: Number(answer.version),
    result: generated,
    regeneration: { taken, kept } as Regeneration,
  };
}

type Content = Record<string, unknown> & { data: Record<string, unknown> };

/** What belongs to a document of this kind, and nothing that is not there. */
function contentOf(kind: EntityKind, document: GeneratedDocument): Content {
  const { name, url, type, status, data } = document;
  const own = kind === 'company' ? { url } : kind === 'campaign' ? { type, status } : {};
  const known = Object.entries(own).filter(([, value]) => value !== undefined);
  return JSON.parse(storable({ name, ...Object.fromEntries(known), data }));
}

type Part = Pick<Ask<{ id: string }, unknown, unknown>, 'caller' | 'body'> &
  Partial<Pick<Ask<{ id: string }, unknown, unknown>, 'params' | 'ifMatch'>>;

async function carryOut(
  operations: readonly Operation[],
  kind: EntityKind,
  verb: 'create' | 'replace',
  { caller, body, params = { id: '' }, ifMatch }: Part,
): Promise<Answer> {
  const operation = operations.find((one) => one.kind === kind && one.endpoint.id.endsWith(`.${verb}`));
  if (!operation) throw new Error(`there is no ${verb} of a ${kind}`);
  return operation.handler({
    caller,
    params,
    ifMatch,
    body: parse(operation.endpoint.body, body, 'body', 'invalid'),
    sent: body,
    query: {},
    bodyType: 'application/json',
    ifNoneMatch: [],
    once: undefined,
    spend: async () => {},
  });
}
