import { z } from 'zod';
import { page } from './lists.ts';
import { Id, Instant } from './text.ts';

/** What somebody did for a person because of a role. Written as it happens and never changed. */
export const auditActions = ['import', 'import-dry-run', 'import-refused', 'limit-exceeded'] as const;

export const AuditEntry = z
  .strictObject({
    id: Id,
    at: Instant,
    action: z.enum(auditActions).meta({
      description: '`limit-exceeded`: an admin asked for more than a limit gives, and was not refused.',
    }),
    adminId: z.string().meta({ description: 'Who acted.' }),
    userId: z.string().meta({ description: 'For whom.' }),
    reason: z.string().nullable().meta({
      description: 'As the admin gave it; null when none is asked, and after the person was erased.',
    }),
    importId: Id.nullable().meta({ description: 'Of an import: its id in `/api/imports` of the person.' }),
    requestId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = page(AuditEntry).meta({ id: 'AuditPage' });
