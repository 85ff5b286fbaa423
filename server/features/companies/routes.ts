import { CompanyReplacement, companies } from '@blossomer/contract';
import { serveDocuments } from '../../document/routes.ts';
import { type DocumentTable, sortsOfAll } from '../../document/table.ts';
import type { Server } from '../../serve.ts';

const companyTable: DocumentTable = {
  kind: 'company',
  table: 'companies',
  parents: {},
  movable: [],
  own: { url: 'url' },
  summary: {},
  ranks: {},
  sorts: sortsOfAll,
  filters: {},
  replacement: CompanyReplacement,
};

export function companyRoutes(server: Server): void {
  serveDocuments(server, companyTable, companies);
}
