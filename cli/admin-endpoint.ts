import { endpoint, ImportReport, importBytesMax, imports, Me, NewImport } from '@blossomer/contract';

/** Brings in what another person's browser held, as an admin; the reason is told to that person. */
export const importForPerson = endpoint({
  id: 'admin.import',
  method: 'POST',
  path: '/api/admin/users/{id}/imports',
  summary: 'Bring in what the browser of a person held, for them',
  params: imports.view.params,
  query: imports.create.query,
  body: NewImport.extend({ reason: Me.shape.name }),
  bodyBytesMax: importBytesMax,
  anyStringUnder: '/dump',
  limit: 'import',
  statuses: [201, 200],
  answer: ImportReport,
  problems: ['conflict'],
});
