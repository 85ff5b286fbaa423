import {
  type PersonaData,
  PersonaReplacement,
  personas,
  priorities,
  priorityRank,
  seniorities,
  seniorityRank,
} from '@blossomer/contract';
import { serveDocuments } from '../../document/routes.ts';
import { type DocumentTable, ofCompany, rankOf, sortsOfAll, wordOfRank } from '../../document/table.ts';
import type { Server } from '../../serve.ts';

const personaTable: DocumentTable = {
  kind: 'persona',
  table: 'personas',
  parents: { accountId: 'account_id' },
  movable: [],
  own: {},
  summary: {
    seniority: wordOfRank('seniority_rank', seniorities),
    priority: wordOfRank('priority_rank', priorities),
  },
  ranks: {
    seniority_rank: (data: PersonaData) => seniorityRank(data.demographics?.seniority),
    priority_rank: (data: PersonaData) => priorityRank(data.buyingSignals),
  },
  sorts: {
    ...sortsOfAll,
    seniority: { column: 'seniority_rank', type: 'smallint' },
    priority: { column: 'priority_rank', type: 'smallint' },
  },
  filters: {
    companyId: ofCompany,
    accountId: { column: 'account_id', type: 'uuid', value: (id) => id },
    seniority: { column: 'seniority_rank', type: 'smallint', value: (word) => rankOf(seniorities, word) },
    priority: { column: 'priority_rank', type: 'smallint', value: (word) => rankOf(priorities, word) },
  },
  replacement: PersonaReplacement,
};

export function personaRoutes(server: Server): void {
  serveDocuments(server, personaTable, personas);
}
