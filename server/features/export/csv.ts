import type { ExportEntity, ExportPreset } from '@blossomer/contract';
import { stringify } from 'csv-stringify/sync';
import type { Transaction } from '../../database.ts';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import type { Write } from '../../streaming.ts';
import { safeCell } from './cells.ts';
import { cellOf, extraOf, type Row } from './fields.ts';
import { presetOf } from './presets.ts';
import { rowsOf } from './rows.ts';

export interface Table {
  entity: ExportEntity;
  preset: ExportPreset;
  companyId: string | undefined;
}

/** RFC 4180, UTF-8 with the mark that spreadsheets look for, every row of the kind. */
export async function writeCsv(
  tx: Transaction,
  write: Write,
  { entity, preset, companyId }: Table,
): Promise<void> {
  const { headers, fields, separator } = presetOf(preset, entity);
  if (companyId !== undefined) await requireCompany(tx, companyId);
  await write(`\ufeff${lines([headers])}`);
  for await (const rows of rowsOf(tx, queries[entity], [companyId ?? null])) {
    await write(lines(rows.map(([text]) => cellsOf(JSON.parse(text ?? ''), fields, separator))));
  }
}

function cellsOf(row: Row, fields: readonly string[], separator: string): string[] {
  return fields.map((field) =>
    safeCell(field === 'extra' ? extraOf(row, fields, separator) : cellOf(row, field, separator)),
  );
}

function lines(records: readonly string[][]): string {
  // Its own formula guard would spoil phone numbers.
  return stringify([...records], { record_delimiter: 'windows' });
}

async function requireCompany(tx: Transaction, companyId: string): Promise<void> {
  const rows = await tx.query('select 1 from companies where id = $1::uuid', [companyId]);
  if (rows.length === 0) throw new Failure('not-found', 'There is no company of yours under this id.');
}

const ofCompany = `'companyId', company.id, 'companyName', company.name, 'companyUrl', company.url`;
const ofAccount = `'accountId', account.id, 'accountName', account.name, ${ofCompany}`;

const joinCompany =
  'join companies company on company.user_id = account.user_id and company.id = account.company_id';

const queries: Record<ExportEntity, string> = {
  accounts: query('accounts account', joinCompany, 'account', ofCompany),
  personas: query(
    'personas persona',
    `join accounts account on account.user_id = persona.user_id and account.id = persona.account_id ${joinCompany}`,
    'persona',
    ofAccount,
  ),
  campaigns: query(
    'campaigns campaign',
    `join personas persona on persona.user_id = campaign.user_id and persona.id = campaign.persona_id
      join accounts account on account.user_id = campaign.user_id and account.id = campaign.account_id ${joinCompany}`,
    'campaign',
    `'personaId', persona.id, 'personaName', persona.name, 'type', campaign.type, 'status', campaign.status, ${ofAccount}`,
  ),
};

function query(from: string, joins: string, it: string, more: string): string {
  return `select json_build_object('data', ${it}.data, 'columns', json_build_object('id', ${it}.id, ${more},
      'name', ${it}.name, 'version', ${it}.version::text, 'createdAt', ${rfc3339(`${it}.created_at`)},
      'updatedAt', ${rfc3339(`${it}.updated_at`)}))::text
    from ${from} ${joins} where $1::uuid is null or company.id = $1::uuid order by ${it}.created_at, ${it}.id`;
}
