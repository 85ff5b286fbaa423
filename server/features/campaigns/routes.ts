import { CampaignReplacement, campaigns } from '@blossomer/contract';
import { serveDocuments } from '../../document/routes.ts';
import { type DocumentTable, ofCompany, sortsOfAll } from '../../document/table.ts';
import type { Server } from '../../serve.ts';

const campaignTable: DocumentTable = {
  kind: 'campaign',
  table: 'campaigns',
  parents: { accountId: 'account_id', personaId: 'persona_id' },
  movable: [],
  own: { type: 'type', status: 'status' },
  summary: { subject: `coalesce(to_json(left(data ->> 'subject', 300))::text, 'null')` },
  ranks: {},
  sorts: sortsOfAll,
  filters: {
    companyId: ofCompany,
    accountId: { column: 'account_id', type: 'uuid', value: (id) => id },
    personaId: { column: 'persona_id', type: 'uuid', value: (id) => id },
    type: { column: 'type', type: 'text', value: (word) => word },
    status: { column: 'status', type: 'text', value: (word) => word },
  },
  replacement: CampaignReplacement,
};

export function campaignRoutes(server: Server): void {
  serveDocuments(server, campaignTable, campaigns);
}
