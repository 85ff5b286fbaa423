import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { limitOf } from './lists.ts';
import { Id, Instant } from './text.ts';

export const Change = z
  .strictObject({
    kind: z.enum(['company', 'account', 'persona', 'campaign']),
    id: Id,
    version: z
      .int()
      .min(1)
      .meta({ description: 'The version that the write made; of a delete, the last that there was.' }),
    op: z.enum(['insert', 'update', 'delete']),
    at: Instant,
  })
  .meta({ id: 'Change', description: 'One write of one document. What it holds now is at its own address.' });
export type Change = z.infer<typeof Change>;

export const changes = {
  since: endpoint({
    id: 'changes.since',
    method: 'GET',
    path: '/api/changes',
    summary: 'What happened to your documents since you last asked',
    query: z.strictObject({
      after: z.string().min(1).max(2000).optional().meta({
        description:
          '`nextCursor` of the answer before; it does not age. Left out: from the beginning of what there is.',
      }),
      limit: limitOf({ maximum: 1000, otherwise: 200 }).optional(),
    }),
    answer: z
      .strictObject({
        items: z.array(Change).meta({
          description:
            'Every write exactly once, those of one document in the order in which they happened. A write appears once all transactions that began before it have ended, wherever in the database cluster they run: while one takes long the feed waits, and loses nothing.',
        }),
        nextCursor: z.string().meta({
          description: 'Never null, unlike in a list: ask again with it, also when nothing has come.',
        }),
        more: z.boolean().meta({
          description: 'Whether something is already there after these; false: ask again later.',
        }),
      })
      .meta({ id: 'Changes' }),
    problems: ['bad-cursor', 'cursor-expired'],
  }),
};
