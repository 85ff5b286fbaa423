import { z } from 'zod';
import { endpoint, importBytesMax } from './endpoint.ts';
import { Id } from './text.ts';

/** What a browser-only build left in localStorage comes in here, whole, and every leaf of it is accounted for. */
export const leafClasses = [
  'stored',
  'equal-merged',
  'conflict-kept-both',
  'escaped',
  'derived',
  'structural',
  'absent',
  'preference',
  'demo',
  'server-copy',
  'refused-secret',
  'quarantined',
] as const;
export const LeafClass = z.enum(leafClasses);
export type LeafClass = z.infer<typeof LeafClass>;

export const entityKinds = ['company', 'account', 'persona', 'campaign'] as const;
export const EntityKind = z.enum(entityKinds);
export type EntityKind = z.infer<typeof EntityKind>;

export const Dump = z.record(z.string(), z.unknown()).meta({
  description: 'The keys of localStorage, each with the string that it held (or that string parsed).',
});

export const NewImport = z
  .strictObject({
    dump: Dump,
    decisions: z.strictObject({}).optional(),
    label: z.string().max(200, 'must have at most 200 characters').optional(),
  })
  .meta({ id: 'NewImport' });

const count = z.int().min(0);
const EntityCounts = z.strictObject({ created: count, updated: count, unchanged: count, recovered: count });
export type EntityCounts = z.infer<typeof EntityCounts>;

export const Finding = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    key: z.string().optional().meta({ description: 'The localStorage key it was found in.' }),
    pointer: z.string().optional().meta({ description: 'RFC 6901, into the value of that key.' }),
    entity: z.strictObject({ kind: EntityKind, id: Id }).optional(),
  })
  .meta({ id: 'ImportFinding' });
export type Finding = z.infer<typeof Finding>;

export const ImportReport = z
  .strictObject({
    id: Id,
    dryRun: z.boolean(),
    totals: z.strictObject({ leaves: count, classes: z.partialRecord(LeafClass, count) }),
    entities: z.strictObject({
      company: EntityCounts,
      account: EntityCounts,
      persona: EntityCounts,
      campaign: EntityCounts,
    }),
    findings: z.array(Finding),
  })
  .meta({
    id: 'ImportReport',
    description: 'The sum of `classes` is `leaves`: nothing disappears without being named.',
  });
export type ImportReport = z.infer<typeof ImportReport>;

const DryRun = z
  .codec(z.enum(['true', 'false'], 'must be true or false'), z.boolean(), {
    decode: (value) => value === 'true',
    encode: (value) => (value ? ('true' as const) : ('false' as const)),
  })
  .meta({ description: 'true: say what would happen and write nothing.' });

export const imports = {
  create: endpoint({
    id: 'imports.create',
    method: 'POST',
    path: '/api/imports',
    summary: 'Bring in what a browser-only build left in localStorage; again adds nothing',
    query: z.strictObject({ dryRun: DryRun.optional() }),
    body: NewImport,
    bodyBytesMax: importBytesMax,
    anyStringUnder: '/dump',
    limit: 'import',
    statuses: [201, 200],
    answer: ImportReport,
    problems: ['conflict'],
  }),
};
