import { type ImportDecisions, importBytesMax } from '@blossomer/contract';
import { fromAscii, toAscii } from '@blossomer/json';
import { countLeaves, isWork, type KeptDecisions, type Known, type Plan, together } from '@blossomer/legacy';
import { equal } from '@blossomer/merge';
import type { Statement, TextRow } from '../segment.ts';
import { leavesMax } from './leaves-max.ts';

/** What the earlier imports of a person have to say to this one. */
export interface Knowledge {
  known: Known;
  /** Another one after any import or undo. */
  mark: string;
  /** Nothing that is planned can be in the trash. */
  isTrashEmpty: boolean;
  /** Of the last string of each key that holds work, by key in ASCII. */
  digests: ReadonlyMap<string, string>;
}

type Ask = (...statements: Statement[]) => Promise<TextRow[][]>;

interface Asked {
  dump: Record<string, unknown>;
  decisions?: ImportDecisions | undefined;
}

/** `rows`: of each that is asked for `knowing`. Only imports that stand are asked: what was undone is as if it had never been. */
export async function loadKnown(
  ask: Ask,
  rows: readonly TextRow[][],
  { dump, decisions = {} }: Asked,
): Promise<Knowledge> {
  const [, [trash] = [], made = [], sources = []] = rows;
  const kept = made.map(([text]): KeptDecisions => JSON.parse(text ?? '{}')).reduce(together, {});
  const digests = new Map(
    sources.flatMap(([key, sha]) => (isWorkKey(key) ? [[key, String(sha)]] : [])) as [string, string][],
  );
  const missing = [...digests.keys()].filter((key) => !Object.hasOwn(dump, fromAscii(key)));
  const companies = [...(kept.attachAccounts ?? []), ...(decisions.attachAccounts ?? [])].map(
    (home) => home.companyId,
  );
  const [strings = [], stored = []] =
    missing.length + companies.length === 0
      ? []
      : await ask(
          { text: stringsOf, values: [JSON.stringify(missing)] },
          { text: companiesOf, values: [`{${companies.join(',')}}`] },
        );
  return {
    mark: markIn(rows),
    isTrashEmpty: trash?.[0] === 't',
    digests,
    known: {
      context: contextOf(strings),
      decisions: kept,
      companies: stored.map(([id, name]) => ({ id: String(id), name: String(name) })),
    },
  };
}

/** Asked again in turn: a difference says that the plan is one of yesterday. */
export function markIn(rows: readonly TextRow[][]): string {
  return String(rows[0]?.[0]?.[0]);
}

export function isFirst({ mark }: Knowledge): boolean {
  return mark.startsWith('0 ');
}

/** Whether nothing that an earlier import read has changed in this dump: it can only say more, never other things. */
export function addsOnly({ digests }: Knowledge, plan: Plan): boolean {
  return plan.sources.every(({ key, sha256 }) => {
    const before = digests.get(toAscii(key));
    return before === undefined || before === sha256;
  });
}

/** Whether it brings a string of work that the last import of its key did not. */
export function bringsNews({ digests }: Knowledge, plan: Plan): boolean {
  return plan.sources.some(({ key, sha256 }) => isWork(key) && digests.get(toAscii(key)) !== sha256);
}

/** Whether this request decides anything that does not hold already. */
export function decidesNews({ known }: Knowledge, { decisions }: Plan): boolean {
  return decisions !== null && !equal(together(known.decisions, decisions), together(known.decisions, {}));
}

/** The strings that the plan was made of, those of earlier imports included. */
export function digestsOf({ digests, known }: Knowledge, plan: Plan): Map<string, string> {
  const all = new Map([...digests].filter(([key]) => Object.hasOwn(known.context, fromAscii(key))));
  for (const { key, sha256, refused } of plan.sources) if (!refused) all.set(toAscii(key), sha256);
  return all;
}

const isUndone = `exists (select from import_undos undo
  where undo.user_id = it.user_id and undo.import_id = it.id)`;
const marking: Statement = {
  name: 'importing.mark',
  text: `select (select count(*) from imports) || ' ' || (select count(*) from import_undos)`,
  values: [],
};
const lookingIntoTrash: Statement = {
  name: 'importing.trash',
  text: 'select not exists (select from trashed_documents)',
  values: [],
};
const deciding: Statement = {
  name: 'importing.decisions',
  text: `select it.decisions::text from imports it where it.decisions is not null and not ${isUndone}
    order by it.created_at, it.id`,
  values: [],
};
const lastOfKey = `select distinct on (source.key) source.key, source.sha256, it.created_at, it.id, source.user_id, source.raw
  from import_sources source join imports it on it.user_id = source.user_id and it.id = source.import_id
  where not source.refused and not ${isUndone}`;
const lastSources: Statement = {
  name: 'importing.sources',
  text: `select key, sha256 from (${lastOfKey} order by source.key, it.created_at desc, it.id desc) last`,
  values: [],
};
/** The length of a string is known without reading it; in ASCII it is at most three times what `contextOf` takes. */
const stringsOf = `select key, raw from (
    select key, raw, sum(octet_length(raw)) over (order by created_at desc, id desc, key) as octets
    from (select last.key, last.created_at, last.id, coalesce(last.raw, (
        select same.raw from import_sources same
        where same.sha256 = last.sha256 and same.raw is not null limit 1)) as raw
      from (${lastOfKey} and source.key in (select jsonb_array_elements_text($1::jsonb))
        order by source.key, it.created_at desc, it.id desc) last) strings) counted
  where octets <= ${3 * importBytesMax} order by octets`;
const companiesOf = 'select id::text, name from companies where id = any($1::uuid[])';

export const knowing: readonly Statement[] = [marking, lookingIntoTrash, deciding, lastSources];

function isWorkKey(key: string | null | undefined): boolean {
  return key != null && isWork(fromAscii(key));
}

/** As much as one import may hold; what is older gives way. */
function contextOf(strings: readonly TextRow[]): Record<string, string> {
  const context: Record<string, string> = {};
  let characters = 0;
  let leaves = 0;
  for (const [ascii, raw] of strings) {
    const key = fromAscii(ascii ?? '');
    const text = fromAscii(raw ?? '');
    characters += text.length;
    if (characters <= importBytesMax) leaves += countLeaves({ [key]: text }).total;
    if (characters > importBytesMax || leaves > leavesMax) break;
    context[key] = text;
  }
  return context;
}
