import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** What the identity provider tells us, signed by Svix (docs.svix.com, "Verifying payloads manually"). */
export const webhooks = {
  stackAuth: endpoint({
    id: 'webhooks.stackAuth',
    method: 'POST',
    path: '/api/webhooks/stack-auth',
    summary: 'Erase a person whom Stack Auth has deleted; other events are taken and ignored',
    access: 'signed',
    body: z
      .looseObject({ type: z.string(), data: z.looseObject({ id: z.unknown() }) })
      .meta({ id: 'StackAuthEvent' }),
    statuses: [204],
    problems: ['bad-signature', 'not-found', 'database-unreachable'],
  }),
};
