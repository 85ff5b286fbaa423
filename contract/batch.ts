import { z } from 'zod';
import { Account } from './accounts.ts';
import { Campaign } from './campaigns.ts';
import { Company } from './companies.ts';
import { batchBytesMax, documentDepthMax, endpoint } from './endpoint.ts';
import { Persona } from './personas.ts';
import { Id } from './text.ts';

/** The words of the client's own call: what would be sent alone, as one value. */
export const Operation = z
  .strictObject({
    method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string().max(2000).meta({
      description:
        'The address of a document or of its kind, such as `/api/company` or `/api/accounts/{id}`.',
    }),
    ifMatch: z
      .union([z.int().min(1), z.literal('*')])
      .optional()
      .meta({
        description: 'The version that was read, or `*`; needed for PUT and PATCH as If-Match is there.',
      }),
    bodyType: z
      .enum(['application/json', 'application/merge-patch+json', 'application/json-patch+json'])
      .optional()
      .meta({ description: 'Content-Type. A merge patch for PATCH when left out.' }),
    body: z.unknown().optional().meta({ description: 'As this address takes it, at most 1 MB.' }),
  })
  .meta({ id: 'Operation' });

const Result = z.strictObject({
  status: z.union([z.literal(200), z.literal(201), z.literal(204)]),
  version: z.int().min(1).optional().meta({ description: 'As the ETag says it. Absent after a delete.' }),
  trashId: Id.optional().meta({ description: 'After a delete: the entry of the trash that brings it back.' }),
  body: z.union([Company, Account, Persona, Campaign]).optional(),
});

const operationsMax = 100;

export const batch = {
  create: endpoint({
    id: 'batch.create',
    method: 'POST',
    path: '/api/batch',
    summary: 'Up to 100 writes of documents, in order, all or nothing',
    body: z.strictObject({
      operations: z
        .array(Operation)
        .min(1, 'must have at least one operation')
        .max(operationsMax, `must have at most ${operationsMax} operations`)
        .meta({
          description:
            'Each sees what those before it did: bring your own ids to create a parent and its children together.',
        }),
    }),
    bodyBytesMax: batchBytesMax,
    bodyDepthMax: documentDepthMax + 3,
    answer: z
      .strictObject({
        results: z.array(Result).meta({
          description:
            'One for each operation, in their order. For the same Idempotency-Key again: each document as it is now, 204 when it is gone.',
        }),
      })
      .meta({ id: 'BatchResults' }),
    problems: [
      'not-found',
      'id-taken',
      'patch-test-failed',
      'conflict',
      'stale-version',
      'read-only',
      'unknown-parent',
      'bad-patch-path',
      'precondition-required',
    ],
  }),
};
