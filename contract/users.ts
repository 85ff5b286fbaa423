import { z } from 'zod';
import { AuditPage } from './audit.ts';
import { endpoint } from './endpoint.ts';
import { Cursor, Limit } from './lists.ts';
import { Instant } from './text.ts';

export const roles = ['user', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Me = z
  .strictObject({
    id: z.string().meta({ description: 'The id of the identity provider (`sub`).' }),
    email: z.string(),
    name: z.string(),
    role: Role,
    createdAt: Instant,
    lastLoginAt: Instant.nullable(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const Usage = z
  .strictObject({
    exempt: z.boolean().meta({ description: 'An admin: counted, and not refused.' }),
    limits: z.array(
      z.strictObject({
        name: z.string().meta({ description: 'As in the header `RateLimit`.' }),
        limit: z.int(),
        windowSeconds: z.int(),
        remaining: z.int(),
        resetsAt: Instant.nullable().meta({ description: 'null: nothing is counted at the moment.' }),
      }),
    ),
    generation: z.strictObject({
      tokensLimit: z.int(),
      tokensUsed: z.int(),
      tokensReserved: z.int().meta({ description: 'Of generations that are not over; they count as used.' }),
      windowSeconds: z.int(),
      resetsAt: Instant.nullable().meta({
        description: 'When the first of them can be used again; null: none is counted.',
      }),
    }),
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof Usage>;

export const me = {
  view: endpoint({ id: 'me.view', method: 'GET', path: '/api/me', summary: 'Who you are here', answer: Me }),
  erase: endpoint({
    id: 'me.erase',
    method: 'DELETE',
    path: '/api/me',
    summary: 'Erase everything of yours, for good; needs a token of the last two minutes',
    statuses: [204],
    problems: ['fresh-token-needed'],
  }),
  usage: endpoint({
    id: 'me.usage',
    method: 'GET',
    path: '/api/me/usage',
    summary: 'What your limits are and what is left of them; asking costs nothing',
    limit: 'none',
    answer: Usage,
  }),
  audit: endpoint({
    id: 'me.audit',
    method: 'GET',
    path: '/api/me/audit',
    summary: 'What admins did for you, and limits that did not stop you as an admin, the last first',
    query: z.strictObject({ limit: Limit.optional(), cursor: Cursor.optional() }),
    answer: AuditPage,
    problems: ['bad-cursor'],
  }),
};
