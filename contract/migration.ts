import { z } from 'zod';
import { batchBytesMax, endpoint } from './endpoint.ts';
import { EntityKind, entityKinds } from './imports.ts';
import { Id, Instant } from './text.ts';

/**
 * The way from a browser's storage to the database, in three phases. The server alone decides which one a person is in:
 * `hybrid`, where browsers mirror every acknowledged write; `db-first`, where the mirror is read when the API fails;
 * `db-only`, where there is no mirror. A step forward needs proof, made by comparing, that the mirror holds nothing else.
 */
export const phases = ['hybrid', 'db-first', 'db-only'] as const;
export const Phase = z.enum(phases);
export type Phase = z.infer<typeof Phase>;

export const Migration = z
  .strictObject({
    phase: Phase.meta({ description: 'Never beyond `furthest`.' }),
    furthest: Phase.meta({ description: 'As far as the operator lets anybody go.' }),
    comparedAt: Instant.nullable().meta({ description: 'When this phase was last compared; null: not yet.' }),
    clean: z.boolean().nullable().meta({ description: 'Whether that comparison found everything the same.' }),
    mayStepTo: z.array(Phase),
    why: z
      .string()
      .nullable()
      .meta({ description: 'Why there is no step forward at the moment; null when there is one.' }),
  })
  .meta({ id: 'Migration' });
export type Migration = z.infer<typeof Migration>;

export const mirrorEntitiesMax = 1000;
export const differencesMax = 1000;
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower-case hexadecimal digits');

export const MirrorEntity = z
  .strictObject({
    kind: EntityKind,
    id: Id,
    version: z.int().min(1).max(2_147_483_647).meta({ description: 'As it was acknowledged.' }),
    digest: Digest.meta({
      description: 'Of its content: all but id, version, createdAt and updatedAt (RFC 8785).',
    }),
  })
  .meta({ id: 'MirrorEntity' });
export type MirrorEntity = z.infer<typeof MirrorEntity>;

const MirrorPage = z
  .strictObject({
    entities: z
      .array(MirrorEntity)
      .max(mirrorEntitiesMax, `must be at most ${mirrorEntitiesMax} at once`)
      .meta({
        description: 'In the order company, account, persona, campaign, and by id in each; no entity twice.',
      }),
    more: z
      .boolean()
      .optional()
      .meta({ description: 'true: another page follows, under the session of the answer.' }),
    session: Id.optional().meta({ description: 'Of the page before.' }),
  })
  .meta({ id: 'MirrorPage' });

export const leafEntitiesMax = 20;
const MirrorLeaves = z
  .strictObject({
    leaves: z
      .array(
        z.strictObject({
          kind: EntityKind,
          id: Id,
          leaves: z.record(z.string().regex(/^(\/.*)?$/s, 'must be a JSON pointer'), Digest).meta({
            description: 'The digest of each scalar and empty list or object, by its pointer (RFC 6901).',
          }),
        }),
      )
      .min(1, 'must not be empty')
      .max(leafEntitiesMax, `must be at most ${leafEntitiesMax} at once`),
  })
  .meta({ id: 'MirrorLeaves' });

const count = z.int().min(0);
export const differences = [
  'differs',
  'ahead',
  'behind',
  'in-trash',
  'deleted',
  'only-in-browser',
  'only-on-server',
] as const;
const version = z.int().nullable().meta({ description: 'What the server has; null: nothing.' });

export const Comparison = z
  .strictObject({
    session: Id.nullable().meta({ description: 'For the next page; null after the last one.' }),
    clean: z.boolean().nullable().meta({ description: 'null until the last page.' }),
    disturbed: z
      .boolean()
      .meta({ description: 'Something was written meanwhile: not clean, compare again.' }),
    same: count.meta({ description: 'Entities that are the same, on all pages so far.' }),
    differing: count.meta({ description: 'All others, on all pages so far.' }),
    different: z
      .array(
        z.strictObject({
          kind: EntityKind,
          id: Id,
          version,
          what: z.enum(differences).meta({
            description:
              '`differs`, `ahead` (the browser holds a version that the server never gave) and `only-in-browser` are damage; `behind`, `in-trash`, `deleted` and `only-on-server` say that the mirror has not heard of something yet.',
          }),
        }),
      )
      .meta({ description: `Of this page, at most ${differencesMax}.` }),
    omitted: count.meta({ description: 'How many more of this page are different than are listed.' }),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

const pointers = z.array(z.string());
export const LeafComparison = z
  .strictObject({
    leaves: z.array(
      z.strictObject({
        kind: EntityKind,
        id: Id,
        version,
        differs: pointers,
        onlyInBrowser: pointers,
        onlyOnServer: pointers,
        omitted: count.meta({
          description: `How many pointers more there are: each list has at most ${differencesMax}.`,
        }),
      }),
    ),
  })
  .meta({ id: 'LeafComparison' });
export type LeafComparison = z.infer<typeof LeafComparison>;

/** What a comparison is about: `digestOf(contentOf(resource))` is the digest of its entity. */
export function contentOf(resource: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id: _id, version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...content } = resource;
  return content;
}

/** The order of a comparison. */
export function mirrorOrder(
  a: Readonly<Pick<MirrorEntity, 'kind' | 'id'>>,
  b: Readonly<Pick<MirrorEntity, 'kind' | 'id'>>,
): number {
  const byKind = entityKinds.indexOf(a.kind) - entityKinds.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export const migration = {
  view: endpoint({
    id: 'migration.view',
    method: 'GET',
    path: '/api/me/migration',
    summary: 'Which phase you are in, and what the next one needs',
    answer: Migration,
  }),
  step: endpoint({
    id: 'migration.step',
    method: 'PUT',
    path: '/api/me/migration',
    summary: 'Go to another phase; `hybrid` is also how a browser says that it holds work',
    body: z.strictObject({ phase: Phase }).meta({ id: 'MigrationStep' }),
    answer: Migration,
    problems: ['phase-closed', 'comparison-needed'],
  }),
  compare: endpoint({
    id: 'migration.compare',
    method: 'POST',
    path: '/api/me/migration/compare',
    summary: 'Compare a mirror with what is here: whole entities first, then the leaves of those that differ',
    body: z.union([MirrorPage, MirrorLeaves]),
    bodyBytesMax: batchBytesMax,
    answer: z.union([Comparison, LeafComparison]),
    problems: ['phase-closed', 'comparison-lost'],
  }),
};
