import type { z } from 'zod';
import { entity } from './document.ts';
import { Priority, strongestPriority } from './documents/items.ts';
import { PersonaData } from './documents/persona.ts';
import { highestSeniority, Seniority } from './documents/seniority.ts';
import { companyFilter, listQuery, parentFilter } from './lists.ts';
import { Id } from './text.ts';

const persona = entity({
  title: 'Persona',
  noun: 'personas',
  path: '/api/personas',
  own: {},
  parents: { accountId: Id },
  data: PersonaData,
  summary: { seniority: highestSeniority, priority: strongestPriority },
  query: listQuery(['createdAt', 'updatedAt', 'name', 'seniority', 'priority'], {
    companyId: companyFilter,
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
