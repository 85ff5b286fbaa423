import { endpoint, ImportReport, importBytesMax, imports, NewImport } from '@blossomer/contract';
import { z } from 'zod';

/** Brings in what another person's browser held, as an admin; the reason is told to that person. */
export const importForPerson = endpoint({
  id: 'admin.import',
  method: 'POST',
  path: '/api/admin/users/{id}/imports',
  summary: 'Bring in what the browser of a person held, for them',
  params: z.strictObject({ id: z.string() }),
  query: imports.create.query,
  body: NewImport.extend({ reason: z.string() }),
  bodyBytesMax: importBytesMax,
  anyStringUnder: '/dump',
  limit: 'import',
  statuses: [201, 200],
  answer: ImportReport,
  problems: ['conflict'],
});
