import type { z } from 'zod';
import { entity } from './document.ts';
import { Priority } from './documents/items.ts';
import { PersonaData } from './documents/persona.ts';
import { Seniority } from './documents/seniority.ts';
import { listQuery, parentFilter } from './lists.ts';
import { Id } from './text.ts';

const persona = entity({
  title: 'Persona',
  noun: 'personas',
  path: '/api/personas',
  own: {},
  parents: { accountId: Id },
  data: PersonaData,
  query: listQuery(['createdAt', 'updatedAt', 'name', 'seniority', 'priority'], {
    accountId: parentFilter,
    seniority: Seniority.optional().meta({ description: 'The highest seniority among the demographics.' }),
    priority: Priority.optional().meta({ description: 'The priority of the strongest buying signal.' }),
  }),
});

export const personas = persona.endpoints;
export const Persona = persona.resource;
export const NewPersona = persona.create;
export const PersonaReplacement = persona.replacement;
export type Persona = z.infer<typeof Persona>;
export type NewPersona = z.input<typeof NewPersona>;
