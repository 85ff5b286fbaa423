import { z } from 'zod';
import { endpoint, importBytesMax } from './endpoint.ts';
import { Cursor, Limit, limitOf, page } from './lists.ts';
import { Id, Instant } from './text.ts';

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

const listed = 10_000;

export const ImportDecisions = z
  .strictObject({
    attachAccounts: z
      .array(z.strictObject({ accountId: Id, companyId: Id }))
      .max(listed, 'must name at most 10,000 accounts')
      .optional()
      .meta({
        description: 'Which company an account belongs to: one that this import makes, or one of yours.',
      }),
    importDemo: z
      .boolean()
      .optional()
      .meta({ description: 'true: the canned mails of the first build become campaigns, too.' }),
    mergeAccounts: z
      .array(z.strictObject({ into: Id, from: Id }))
      .max(listed, 'must name at most 10,000 accounts')
      .optional()
      .meta({
        description:
          'Accounts that are one: `from` becomes part of `into`. Nothing is merged by its name alone.',
      }),
    restoreTrashed: z.boolean().optional().meta({
      description: 'true: what is in the trash comes back. Of this import only, as is `settleDocuments`.',
    }),
    settleDocuments: z
      .array(z.strictObject({ documentId: Id, keep: z.enum(['stored', 'imported']) }))
      .max(listed, 'must name at most 10,000 documents')
      .optional()
      .meta({
        description:
          'Whose text stays where a stored document and this import say different things (`differs`). `stored`: nothing is overwritten. `imported`: this import’s; what it replaces is told as `replaced`. What only one of the two says stays, and comes in, either way. Without a word edits stay, and what nobody edited since the last import follows this one.',
      }),
  })
  .meta({
    id: 'ImportDecisions',
    description:
      'Ids as the dry run names them. But for `restoreTrashed` and `settleDocuments` remembered for later imports until the import that made them is undone; a list adds to what is remembered, an empty one lifts it.',
  });
export type ImportDecisions = z.infer<typeof ImportDecisions>;

export const NewImport = z
  .strictObject({
    dump: Dump,
    decisions: ImportDecisions.optional(),
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
    pointers: z
      .array(z.string())
      .optional()
      .meta({ description: 'Where one finding speaks for several values of a key: the first of them.' }),
    count: z.int().min(1).optional().meta({ description: 'How many values it speaks for.' }),
    entity: z.strictObject({ kind: EntityKind, id: Id }).optional(),
    other: z
      .strictObject({ kind: EntityKind, id: Id })
      .optional()
      .meta({ description: 'The second document that it is about.' }),
  })
  .meta({ id: 'ImportFinding' });
export type Finding = z.infer<typeof Finding>;

export const becauses = [
  'decision',
  'draft-parent',
  'snapshot',
  'overview',
  'older-overview',
  'only-company',
  'placeholder',
  'nested',
  'named',
  'elsewhere',
  'recovered',
  'stored',
] as const;
export const Because = z.enum(becauses).meta({
  description:
    'Why a document belongs where it does: decided; its draft says so; its e-mails remember it; the company that was analysed (or an older copy of that); the only company there is; a stand-in; it stood inside; its e-mail names it; the persona it names is in another account; made again from what others remember; it stays where it is stored.',
});
export type Because = z.infer<typeof Because>;

export const excerptMax = 500;
/** A value of a document as one text: a list of texts by lines, other lists and objects as JSON. */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const isLines = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isLines ? value.join('\n') : JSON.stringify(value);
}
const Excerpt = z
  .string()
  .optional()
  .meta({
    description: `At most ${excerptMax} characters; a list of texts by lines, other lists and objects as JSON.`,
  });

export const ImportedDocument = z
  .strictObject({
    kind: EntityKind,
    id: Id,
    name: z.string().meta({
      description:
        'As it is now. An admin is told what the dump says, and nothing of what it does not speak of.',
    }),
    result: z.enum(['created', 'updated', 'unchanged', 'recovered']),
    parentId: Id.nullable().meta({ description: 'Its company, account or persona.' }),
    because: Because.optional(),
    conflicts: z.array(z.string()).meta({
      description: 'RFC 6901, into the resource: where an edit stays and the import says something else.',
    }),
    differs: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'RFC 6901, into the resource.' }),
          stored: Excerpt,
          imported: Excerpt,
        }),
      )
      .meta({
        description:
          'Where the stored document and this import say different things, before anything is settled. An admin is told where, and not what.',
      }),
  })
  .meta({ id: 'ImportedDocument' });
export type ImportedDocument = z.infer<typeof ImportedDocument>;

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
    documents: z.array(ImportedDocument).optional().meta({
      description: 'Parents before children. Told when it is carried out, not when the request is repeated.',
    }),
  })
  .meta({
    id: 'ImportReport',
    description: 'The sum of `classes` is `leaves`: nothing disappears without being named.',
  });
export type ImportReport = z.infer<typeof ImportReport>;

export const DryRun = z
  .codec(z.enum(['true', 'false'], 'must be true or false'), z.boolean(), {
    decode: (value) => value === 'true',
    encode: (value) => (value ? ('true' as const) : ('false' as const)),
  })
  .meta({ description: 'true: say what would happen and write nothing.' });

const Actor = z.enum(['person', 'admin']).meta({ description: 'Who carried it out.' });

const summary = {
  id: Id,
  label: z.string(),
  actor: Actor,
  createdAt: Instant,
  totals: ImportReport.shape.totals,
  entities: ImportReport.shape.entities,
  undoneAt: Instant.nullable().meta({ description: 'When it was taken back; null while it stands.' }),
};

export const ImportSummary = z.strictObject({ ...summary, findings: count }).meta({ id: 'ImportSummary' });
export type ImportSummary = z.infer<typeof ImportSummary>;

const Source = z.strictObject({
  key: z.string(),
  sha256: z
    .string()
    .nullable()
    .meta({ description: 'Of the string, in hex; null for one that was refused.' }),
  refused: z.boolean().meta({ description: 'A secret: only its name was kept.' }),
});

const NamedEntity = z.strictObject({ kind: EntityKind, id: Id, name: z.string() });
const pointers = z.array(z.string()).meta({ description: 'RFC 6901, into the resource.' });

export const ImportUndo = z
  .strictObject({
    importId: Id,
    dryRun: z.boolean(),
    reversed: z
      .array(
        NamedEntity.extend({
          did: z.enum(['removed', 'changed-back', 'brought-back', 'back-in-trash']),
          pointers,
        }),
      )
      .meta({
        description:
          'Documents that the import made and that are gone, leaves that are as before it, and documents that it had found to be part of others.',
      }),
    kept: z
      .array(
        NamedEntity.extend({ why: z.enum(['edited-since', 'holds-other-work', 'deleted-since']), pointers }),
      )
      .meta({ description: 'What stays as it is, because a person or a later import has been there since.' }),
    failed: z
      .array(NamedEntity.extend({ why: z.enum(['history-purged']) }))
      .meta({ description: 'What could not be taken back; it stays as it is.' }),
  })
  .meta({
    id: 'ImportUndo',
    description:
      'A document can be in two lists: some of its leaves went back, others were edited since and stay.',
  });
export type ImportUndo = z.infer<typeof ImportUndo>;

export const RememberedDecisions = z
  .strictObject({
    attachAccounts: ImportDecisions.shape.attachAccounts,
    importDemo: ImportDecisions.shape.importDemo,
    mergeAccounts: z
      .array(
        z.strictObject({
          into: Id,
          from: Id,
          intoSourceId: z.string().meta({ description: 'What `into` was called in the old build.' }),
        }),
      )
      .optional(),
    joinedPersonas: z
      .array(z.string())
      .optional()
      .meta({ description: 'What personas were called in the old build that became part of others.' }),
    settleDocuments: ImportDecisions.shape.settleDocuments,
  })
  .meta({
    id: 'RememberedDecisions',
    description:
      'What was decided with this import; but for `settleDocuments` it holds for later ones while this one stands.',
  });
export type RememberedDecisions = z.infer<typeof RememberedDecisions>;

export const ImportView = z
  .strictObject({
    ...summary,
    findings: z.array(Finding),
    sources: z.array(Source),
    decisions: RememberedDecisions.nullable(),
    undo: ImportUndo.nullable(),
    replaced: z.array(NamedEntity.extend({ pointer: z.string(), value: z.unknown() })).meta({
      description: 'What stood in documents where this import says something else now, word for word.',
    }),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof ImportView>;

export const ReceiptLeaf = z
  .strictObject({
    key: z.string().meta({ description: 'The localStorage key.' }),
    pointer: z.string().meta({ description: 'RFC 6901, into the value of that key.' }),
    class: LeafClass,
    entity: z.strictObject({ kind: EntityKind, id: Id }).nullable(),
    target: z.string().nullable().meta({ description: 'RFC 6901, into the resource that holds it now.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ReceiptLeaf' });
export type ReceiptLeaf = z.infer<typeof ReceiptLeaf>;

const params = z.strictObject({ id: Id });

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
  list: endpoint({
    id: 'imports.list',
    method: 'GET',
    path: '/api/imports',
    summary: 'List what was imported for you, last first',
    query: z.strictObject({ limit: Limit.optional(), cursor: Cursor.optional() }),
    answer: page(ImportSummary).meta({ id: 'ImportPage' }),
    problems: ['bad-cursor'],
  }),
  view: endpoint({
    id: 'imports.view',
    method: 'GET',
    path: '/api/imports/{id}',
    summary: 'One import: its report, the keys it read, and its undo',
    params,
    answer: ImportView,
  }),
  receipt: endpoint({
    id: 'imports.receipt',
    method: 'GET',
    path: '/api/imports/{id}/receipt',
    summary: 'What became of each leaf of the dump',
    params,
    query: z.strictObject({
      class: LeafClass.optional(),
      limit: limitOf({ maximum: 1000, otherwise: 200 }).optional(),
      cursor: Cursor.optional(),
    }),
    answer: page(ReceiptLeaf).meta({ id: 'ReceiptPage' }),
    problems: ['bad-cursor'],
  }),
  raw: endpoint({
    id: 'imports.raw',
    method: 'GET',
    path: '/api/imports/{id}/raw',
    summary: 'The dump again, each string as it was, without the secrets that were refused',
    params,
    answer: z.record(z.string(), z.string()).meta({ id: 'RawDump' }),
  }),
  undo: endpoint({
    id: 'imports.undo',
    method: 'POST',
    path: '/api/imports/{id}/undo',
    summary: 'Take an import back, leaf by leaf; what was edited since stays. Again changes nothing',
    params,
    query: z.strictObject({ dryRun: DryRun.optional() }),
    limit: 'import',
    answer: ImportUndo,
  }),
};
