import type { EntityKind } from '@blossomer/contract';
import { type WrittenDocument, writeAccount, writeCampaign, writeCompany } from '@blossomer/legacy';
import type { Transaction } from '../../database.ts';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import type { Write } from '../../streaming.ts';
import { rowsOf } from './rows.ts';

/**
 * Today's work of one company as a dump: each key with the string that localStorage would hold. An import reads it
 * back to the same documents.
 */
export async function writeLocalStorage(
  tx: Transaction,
  write: Write,
  { userId, companyId }: { userId: string; companyId: string | undefined },
): Promise<void> {
  const company = await companyOf(tx, companyId);
  await write(`{"dashboard_overview":"${inString(writeCompany(company, { userId }))}"`);
  await write(',"target_accounts":"[');
  await writeList(write, accountsOf(tx, company.id), ({ account, personas }) =>
    writeAccount(account, personas, { userId }),
  );
  await write(']","emailHistory":"[');
  await writeList(write, campaignsOf(tx, company.id), ({ campaign, ...parents }) =>
    writeCampaign(campaign, parents, { userId }),
  );
  await write(']"}');
}

async function writeList<Item>(
  write: Write,
  batches: AsyncIterable<readonly Item[]>,
  objectOf: (item: Item) => unknown,
): Promise<void> {
  let separator = '';
  for await (const batch of batches) {
    await write(separator + batch.map((item) => inString(objectOf(item))).join(','));
    separator = ',';
  }
}

/** The JSON text of a value as it stands inside a JSON string. */
function inString(value: unknown): string {
  return JSON.stringify(JSON.stringify(value)).slice(1, -1);
}

/** The one that is named, or the only one. Which of several is meant is never guessed. */
async function companyOf(tx: Transaction, companyId: string | undefined): Promise<WrittenDocument> {
  if (companyId === undefined) await refuseSeveral(tx);
  const rows = await tx.query(
    `select ${documentJson('company', 'it')} from companies it where $1::uuid is null or it.id = $1::uuid`,
    [companyId ?? null],
  );
  const text = rows[0]?.[0];
  if (typeof text !== 'string') throw new Failure('not-found', noCompany(companyId));
  return JSON.parse(text);
}

function noCompany(companyId: string | undefined): string {
  return companyId === undefined
    ? 'You have no company yet, so there is nothing to export in this format.'
    : 'There is no company of yours under this id.';
}

async function refuseSeveral(tx: Transaction): Promise<void> {
  const [row] = await tx.query('select count(*) from companies');
  const count = Number(row?.[0]);
  if (count < 2) return;
  const message = `is needed: you have ${count} companies, and the old build knew one`;
  throw new Failure('malformed-request', `companyId ${message}.`, {
    faults: [{ in: 'query', pointer: '/companyId', message }],
  });
}

type Account = WrittenDocument & { companyId: string };

async function* accountsOf(tx: Transaction, companyId: string) {
  const batches = rowsOf(
    tx,
    `select ${documentJson('account', 'it', `'companyId', it.company_id`)}, (
        select coalesce('[' || string_agg(${documentJson('persona', 'persona')}, ',' order by persona.created_at, persona.id) || ']', '[]')
        from personas persona where persona.account_id = it.id)
      from accounts it where it.company_id = $1::uuid order by it.created_at, it.id`,
    [companyId],
  );
  for await (const rows of batches) {
    yield rows.map(([account, personas]): { account: Account; personas: WrittenDocument[] } => ({
      account: JSON.parse(account ?? ''),
      personas: JSON.parse(personas ?? ''),
    }));
  }
}

type Named = Pick<WrittenDocument, 'id' | 'sourceId'>;

/** Newest first, as the old build kept them. */
async function* campaignsOf(tx: Transaction, companyId: string) {
  const batches = rowsOf(
    tx,
    `select ${documentJson('campaign', 'it', `'type', it.type, 'status', it.status`)},
        json_build_object('id', it.account_id, 'sourceId', ${sourceId('account', 'it.account_id')})::text,
        json_build_object('id', it.persona_id, 'sourceId', ${sourceId('persona', 'it.persona_id')},
          'useCaseIds', (select jsonb_path_query_array(persona.data, '$.useCases[*].id')
            from personas persona where persona.id = it.persona_id))::text
      from campaigns it join accounts account on account.user_id = it.user_id and account.id = it.account_id
      where account.company_id = $1::uuid order by it.created_at desc, it.id desc`,
    [companyId],
  );
  for await (const rows of batches) {
    yield rows.map(
      ([campaign, account, persona]): {
        campaign: WrittenDocument;
        account: Named;
        persona: Named & { useCaseIds: string[] };
      } => ({
        campaign: JSON.parse(campaign ?? ''),
        account: JSON.parse(account ?? ''),
        persona: JSON.parse(persona ?? ''),
      }),
    );
  }
}

function documentJson(kind: EntityKind, table: string, more = ''): string {
  const own = kind === 'company' ? `'url', ${table}.url` : more;
  return `json_build_object('id', ${table}.id, 'sourceId', ${sourceId(kind, `${table}.id`)},
    'name', ${table}.name, ${own === '' ? '' : `${own}, `}'data', ${table}.data,
    'createdAt', ${rfc3339(`${table}.created_at`)})::text`;
}

/** What an import derived the id from, if one did. */
function sourceId(kind: EntityKind, id: string): string {
  return `(select entry.source_id from import_entries entry
    where entry.kind = '${kind}' and entry.entity_id = ${id} and entry.source_id is not null limit 1)`;
}
