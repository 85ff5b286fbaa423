import {
  type AccountData,
  AccountReplacement,
  accounts,
  priorities,
  priorityRank,
} from '@blossomer/contract';
import { serveDocuments } from '../../document/routes.ts';
import { type DocumentTable, rankOf, sortsOfAll, wordOfRank } from '../../document/table.ts';
import type { Server } from '../../serve.ts';

const accountTable: DocumentTable = {
  kind: 'account',
  table: 'accounts',
  parents: { companyId: 'company_id' },
  movable: ['companyId'],
  own: {},
  summary: { priority: wordOfRank('priority_rank', priorities) },
  ranks: { priority_rank: (data: AccountData) => priorityRank(data.buyingSignals) },
  sorts: { ...sortsOfAll, priority: { column: 'priority_rank', type: 'smallint' } },
  filters: {
    companyId: { column: 'company_id', type: 'uuid', value: (id) => id },
    priority: { column: 'priority_rank', type: 'smallint', value: (word) => rankOf(priorities, word) },
  },
  replacement: AccountReplacement,
};

export function accountRoutes(server: Server): void {
  serveDocuments(server, accountTable, accounts);
}
