import type { EntityKind } from '@blossomer/contract';
import { accountTable } from './accounts.ts';
import { campaignTable } from './campaign-fields.ts';
import { companyTable } from './company-fields.ts';
import { type Fields, fields, type Table } from './fields.ts';
import { personaTable } from './personas.ts';
import { aside, column, createdAt, skip, structural, temporaryId } from './shapes.ts';

export const envelopeFields = fields({
  tempId: [structural, 'tempId'],
  entityType: [structural, 'entityType'],
  createdAt: [createdAt, 'createdAt'],
  parentId: [column, 'parentId'],
  data: [skip, 'data'],
});

/** What the data of a draft holds beside the fields of its kind. */
const common: Table = {
  id: [temporaryId, 'id'],
  accountId: [column, 'account_id', 'accountId'],
  personaId: [column, 'persona_id', 'personaId'],
  createdAt: [aside, 'createdAt', 'created_at'],
  updatedAt: [aside, 'updatedAt', 'updated_at'],
};

const child: Table = {
  ...common,
  companyId: [column, 'company_id', 'companyId'],
  // An edit of those days wrote it into drafts of every kind.
  strayName: [structural, 'companyName'],
};

const tables: Record<EntityKind, Table> = {
  company: { ...companyTable, ...common, companyId: [temporaryId, 'companyId', 'company_id'] },
  account: { ...accountTable, ...child },
  persona: { ...personaTable, ...child },
  campaign: { ...campaignTable, ...child },
};

/** Of the second copy of the fields, `data` inside `data`. */
export const innerFields = fieldsOf({});
/** Of the first, which was edited. */
export const outerFields = fieldsOf({ data: [skip, 'data'] });

function fieldsOf(more: Table): Record<EntityKind, Fields> {
  return {
    company: fields({ ...tables.company, ...more }),
    account: fields({ ...tables.account, ...more }),
    persona: fields({ ...tables.persona, ...more }),
    campaign: fields({ ...tables.campaign, ...more }),
  };
}
