import { z } from 'zod';
import { AuditPage } from './audit.ts';
import { endpoint, importBytesMax } from './endpoint.ts';
import { DryRun, ImportReport, NewImport } from './imports.ts';
import { Cursor, Limit, page } from './lists.ts';
import { Id, Instant, text } from './text.ts';
import { Role } from './users.ts';

/**
 * What an admin may do: see who there is and how much they have, bring a dump in for somebody, and read who did that.
 * Contents of other people are nowhere in here. Each act leaves a row that its person sees, too.
 */
const count = z.int().min(0);

const PersonSummary = z
  .strictObject({
    id: z.string().meta({ description: 'The id of the identity provider (`sub`).' }),
    email: z.string().meta({ description: 'Empty until the person has signed in.' }),
    name: z.string(),
    role: Role,
    createdAt: Instant,
    lastLoginAt: Instant.nullable().meta({ description: 'null: has never signed in.' }),
    counts: z.strictObject({
      companies: count,
      accounts: count,
      personas: count,
      campaigns: count,
      imports: count,
    }),
  })
  .meta({ id: 'PersonSummary' });
export type PersonSummary = z.infer<typeof PersonSummary>;

const Reason = text(1, 500, z.string().trim()).meta({
  description: 'Why; the person reads it under `/api/me/audit`. 1 to 500 characters.',
});
export const NewImportForSomebody = z
  .strictObject({ ...NewImport.shape, reason: Reason })
  .meta({ id: 'NewImportForSomebody' });

export const admin = {
  users: endpoint({
    id: 'admin.users',
    method: 'GET',
    path: '/api/admin/users',
    summary: 'Who there is and how much they have, the newest first; never what',
    role: 'admin',
    query: z.strictObject({
      q: z
        .string()
        .max(200, 'must have at most 200 characters')
        .optional()
        .meta({ description: 'An id, or a part of an e-mail address or name.' }),
      limit: Limit.optional(),
      cursor: Cursor.optional(),
    }),
    answer: page(PersonSummary).meta({ id: 'PersonPage' }),
    problems: ['bad-cursor'],
  }),
  audit: endpoint({
    id: 'admin.audit',
    method: 'GET',
    path: '/api/admin/audit',
    summary: 'What admins did, the last first',
    role: 'admin',
    query: z.strictObject({
      userId: Id.optional(),
      adminId: Id.optional(),
      limit: Limit.optional(),
      cursor: Cursor.optional(),
    }),
    answer: AuditPage,
    problems: ['bad-cursor'],
  }),
  import: endpoint({
    id: 'admin.import',
    method: 'POST',
    path: '/api/admin/users/{id}/imports',
    summary: 'Bring in for somebody what their browser held, before or after their first sign-in',
    role: 'admin',
    params: z.strictObject({ id: Id.meta({ description: 'The `sub` of the person.' }) }),
    query: z.strictObject({ dryRun: DryRun.optional() }),
    body: NewImportForSomebody,
    bodyBytesMax: importBytesMax,
    anyStringUnder: '/dump',
    limit: 'import',
    statuses: [201, 200],
    answer: ImportReport,
    problems: ['conflict', 'erased'],
  }),
};
