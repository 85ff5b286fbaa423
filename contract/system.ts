import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { EntityKind } from './imports.ts';

/** What anybody may ask without signing in. */
export const system = {
  health: endpoint({
    id: 'system.health',
    method: 'GET',
    path: '/health',
    summary: 'The process is alive',
    access: 'public',
    limit: 'none',
    answer: z.strictObject({ status: z.literal('ok') }),
  }),
  ready: endpoint({
    id: 'system.ready',
    method: 'GET',
    path: '/ready',
    summary: 'The server can serve: its database answers and is migrated',
    access: 'public',
    limit: 'none',
    answer: z.strictObject({ status: z.literal('ready') }),
    problems: ['database-unreachable', 'shutting-down'],
  }),
  config: endpoint({
    id: 'system.config',
    method: 'GET',
    path: '/api/config',
    summary: 'What a browser needs to sign a person in; all of it public',
    access: 'public',
    answer: z
      .strictObject({
        identity: z.strictObject({
          mode: z.enum(['stack', 'development']),
          projectId: z.string(),
          publishableClientKey: z.string().nullable(),
          baseUrl: z.string(),
        }),
        generation: z.strictObject({
          kinds: z.array(EntityKind).meta({
            description: 'What can be generated here; without a model only companies, from their own words.',
          }),
          model: z.boolean().meta({ description: 'Whether a model is configured.' }),
        }),
      })
      .meta({ id: 'PublicConfig' }),
  }),
};
