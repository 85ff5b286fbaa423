import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { EntityKind } from './imports.ts';
import { Cursor, Limit, page } from './lists.ts';
import { Id, Instant } from './text.ts';

/** What a person deleted: each delete is one entry, with the document and everything that was below it. */
const count = z.int().min(0);

/** How many documents of each kind an entry holds. */
const Held = z.strictObject({ company: count, account: count, persona: count, campaign: count });

export const TrashEntry = z
  .strictObject({
    id: Id,
    kind: EntityKind.meta({ description: 'What was deleted.' }),
    entityId: Id.meta({ description: 'The id that it had, and has again once it is restored.' }),
    name: z.string(),
    holds: Held.meta({ description: 'Documents of each kind in this entry, the deleted one included.' }),
    deletedAt: Instant,
  })
  .meta({ id: 'TrashEntry' });
export type TrashEntry = z.infer<typeof TrashEntry>;

const Restored = z.strictObject({ kind: EntityKind, id: Id, holds: Held }).meta({
  id: 'Restored',
  description: 'What is there again. Versions go on: no ETag that was ever given names it.',
});

const params = z.strictObject({ id: Id });

export const trash = {
  list: endpoint({
    id: 'trash.list',
    method: 'GET',
    path: '/api/trash',
    summary: 'List what you deleted, last first',
    query: z.strictObject({ limit: Limit.optional(), cursor: Cursor.optional() }),
    answer: page(TrashEntry).meta({ id: 'TrashPage' }),
    problems: ['bad-cursor'],
  }),
  restore: endpoint({
    id: 'trash.restore',
    method: 'POST',
    path: '/api/trash/{id}/restore',
    summary: 'Put back exactly what one delete took away',
    params,
    answer: Restored,
    problems: ['parent-gone', 'id-taken'],
  }),
  purge: endpoint({
    id: 'trash.purge',
    method: 'DELETE',
    path: '/api/trash/{id}',
    summary: 'Delete for good what one delete took away, with its history',
    params,
    statuses: [204],
  }),
  empty: endpoint({
    id: 'trash.empty',
    method: 'DELETE',
    path: '/api/trash',
    summary: 'Delete for good all that is in the trash, with its history',
    statuses: [204],
  }),
};
