import { z } from 'zod';
import { endpoint } from './endpoint.ts';
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
};
