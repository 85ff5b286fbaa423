import type { EntityKind, NewGeneration } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { tableOf } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import type { KnownDocument } from '../../generation/generate.ts';
import type { Statement, TextRow } from '../../segment.ts';

/** What a generation is written from, as it is at one moment, and where the document goes. */
export interface Known {
  company: KnownDocument | null;
  account: KnownDocument | null;
  persona: KnownDocument | null;
  upstream: Upstream[];
  /** As its create wants them. */
  parents: Record<string, string>;
}

interface Upstream {
  kind: EntityKind;
  id: string;
  version: number;
}

/** Which input names the parent, of which kind that is, and in which column of a document it is found again. */
const parentOf = {
  account: { input: 'companyId', kind: 'company', column: 'company_id' },
  persona: { input: 'accountId', kind: 'account', column: 'account_id' },
  campaign: { input: 'personaId', kind: 'persona', column: 'persona_id' },
} as const;

/** Throws `unknown-parent` where an input names what is not there for this person. */
export async function requireKnown(caller: Caller, { kind, inputs }: NewGeneration): Promise<void> {
  const parent = kind === 'company' ? null : parentOf[kind];
  const parentId = parent && String((inputs as Record<string, unknown>)[parent.input]);
  const { documentId } = inputs;
  const asked: Statement[] = [];
  if (parent) asked.push(one(parent.kind, 'id', String(parentId)));
  if (documentId !== undefined) asked.push(one(kind, parent?.column ?? 'id', documentId));
  if (asked.length === 0) return;
  const answers = await caller.read(...asked);
  if (parent && !answers[0]?.[0])
    throw unknown(parent.input, `There is no ${parent.kind} of yours with this id.`);
  if (documentId === undefined) return;
  const document = answers.at(-1)?.[0];
  if (!document) throw unknown('documentId', `There is no ${kind} of yours with this id.`);
  if (parent && document[0] !== parentId)
    throw unknown(parent.input, `This ${kind} belongs to another ${parent.kind}.`);
}

function one(kind: EntityKind, column: string, id: string): Statement {
  const table = tableOf[kind];
  return {
    name: `generations.${column}-of-${table}`,
    text: `select ${column}::text from ${table} where id = $1`,
    values: [id],
  };
}

function unknown(input: string, message: string): Failure {
  return new Failure('unknown-parent', message, {
    faults: [{ in: 'body', pointer: `/inputs/${input}`, message }],
  });
}

/** null: what it belongs to is not there any more. All of it is of one moment: one statement reads it. */
export async function readKnown(
  caller: Caller,
  kind: EntityKind,
  inputs: Record<string, unknown>,
): Promise<Known | null> {
  if (kind === 'company') return { company: null, account: null, persona: null, upstream: [], parents: {} };
  const { input } = parentOf[kind];
  const [rows = []] = await caller.read({
    name: `generations.known-${kind}`,
    text: lineages[kind],
    values: [String(inputs[input])],
  });
  const found = new Map(rows.map((row) => [String(row[0]), row]));
  const wanted = (['company', 'account', 'persona'] as const).slice(0, rows.length);
  if (rows.length === 0) return null;
  const parents: Record<string, string> = { [input]: String(inputs[input]) };
  if (kind === 'campaign') parents.accountId = String(found.get('account')?.[1]);
  return {
    company: documentOf(found.get('company')),
    account: documentOf(found.get('account')),
    persona: documentOf(found.get('persona')),
    upstream: wanted.map((each) => ({
      kind: each,
      id: String(found.get(each)?.[1]),
      version: Number(found.get(each)?.[2]),
    })),
    parents,
  };
}

function documentOf(row: TextRow | undefined): KnownDocument | null {
  if (!row) return null;
  const [kind, , , name, url, data] = row;
  const document: KnownDocument = { name: String(name), data: JSON.parse(data ?? '{}') };
  return kind === 'company' ? { ...document, url: String(url) } : document;
}

const columns = (kind: string, url = `''`) =>
  `'${kind}' as kind, ${kind}.id::text, ${kind}.version::text, ${kind}.name::text, ${url} as url, ${kind}.data::text`;

const lineages: Record<'account' | 'persona' | 'campaign', string> = {
  account: `select ${columns('company', 'company.url')} from companies company where company.id = $1`,
  persona: `with account as (select * from accounts where id = $1)
    select ${columns('company', 'company.url')} from companies company
      where company.id = (select company_id from account)
    union all select ${columns('account')} from account`,
  campaign: `with persona as (select * from personas where id = $1),
    account as (select * from accounts where id = (select account_id from persona))
    select ${columns('company', 'company.url')} from companies company
      where company.id = (select company_id from account)
    union all select ${columns('account')} from account
    union all select ${columns('persona')} from persona`,
};
