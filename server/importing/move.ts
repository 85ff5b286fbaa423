import type { EntityKind } from '@blossomer/contract';
import type { PlannedEntity } from '@blossomer/legacy';
import type { Transaction } from '../database.ts';
import type { TextRow } from '../segment.ts';

export interface Move {
  id: string;
  to: PlannedEntity['parents'];
}

/**
 * Hangs documents on other parents, and gives their new versions. A persona and an e-mail stay with what they were
 * written for, so nobody may update those columns; they are taken out and put in again with all that hangs on them,
 * which says in the history what happened.
 */
export async function moveTo(
  tx: Transaction,
  kind: EntityKind,
  moves: readonly Move[],
): Promise<Map<string, number>> {
  if (moves.length === 0 || kind === 'company') return new Map();
  if (kind === 'account') return versionsIn(await tx.query(movingAccounts, [listOf(moves)]));
  const rows = await tx.query(kind === 'persona' ? personasWithCampaigns : campaignsAlone, [idsOf(moves)]);
  await tx.query(`delete from ${kind === 'persona' ? 'personas' : 'campaigns'} where id = any($1::uuid[])`, [
    idsOf(moves),
  ]);
  const to = new Map(moves.map((move) => [move.id, move.to]));
  const next = rows.map(([of, row]): Row => {
    const { accountId, personaId } = to.get(String(of)) ?? {};
    const moved: Row = JSON.parse(row ?? '{}');
    return { ...moved, account_id: accountId, ...(kind === 'campaign' ? { persona_id: personaId } : {}) };
  });
  const personas = next.filter((row) => !('persona_id' in row));
  const campaigns = next.filter((row) => 'persona_id' in row);
  const versions = versionsIn(await putBack(tx, 'persona', personas));
  const ofCampaigns = versionsIn(await putBack(tx, 'campaign', campaigns));
  return kind === 'persona' ? versions : ofCampaigns;
}

export type Row = Record<string, unknown>;

/**
 * Puts rows in as they were, in a version above all that they had; one that is there already stays. An e-mail comes into the
 * account that its persona is in by now, which may have moved since the row was noted.
 */
export async function putBack(tx: Transaction, kind: EntityKind, rows: readonly Row[]): Promise<TextRow[]> {
  if (rows.length === 0) return [];
  const { table, columns } = tables[kind];
  const values = kind === 'campaign' ? columns.replace('account_id', accountOfPersona) : columns;
  return tx.query(
    `insert into ${table} (${columns}) select ${values} from jsonb_populate_recordset(null::${table}, $1::jsonb) put
      on conflict do nothing returning id::text, version`,
    [JSON.stringify(rows)],
  );
}

const accountOfPersona = `coalesce((select persona.account_id from personas persona where persona.id = put.persona_id),
  put.account_id)`;

/** A row as `putBack` takes it. */
export const rowJson = `(to_jsonb(stored) - array['search', 'summary', 'version'])::text`;

export const tables: Record<EntityKind, { table: string; columns: string }> = {
  company: { table: 'companies', columns: 'user_id, id, name, url, data, digest, created_at' },
  account: {
    table: 'accounts',
    columns: 'user_id, id, company_id, name, priority_rank, data, digest, created_at',
  },
  persona: {
    table: 'personas',
    columns: 'user_id, id, account_id, name, seniority_rank, priority_rank, data, digest, created_at',
  },
  campaign: {
    table: 'campaigns',
    columns: 'user_id, id, account_id, persona_id, name, type, status, data, digest, created_at',
  },
};

const movingAccounts = `update accounts set company_id = move.company_id
  from jsonb_to_recordset($1::jsonb) as move(id uuid, company_id uuid)
  where accounts.id = move.id returning accounts.id::text, accounts.version`;
const personasWithCampaigns = `select id::text, ${rowJson} from personas stored where id = any($1::uuid[])
  union all select persona_id::text, ${rowJson} from campaigns stored where persona_id = any($1::uuid[])`;
const campaignsAlone = `select id::text, ${rowJson} from campaigns stored where id = any($1::uuid[])`;

function listOf(moves: readonly Move[]): string {
  return JSON.stringify(moves.map(({ id, to }) => ({ id, company_id: to.companyId })));
}

function idsOf(moves: readonly Move[]): string {
  return `{${moves.map(({ id }) => id).join(',')}}`;
}

function versionsIn(rows: readonly TextRow[]): Map<string, number> {
  return new Map(rows.map(([id, version]) => [String(id), Number(version)]));
}
