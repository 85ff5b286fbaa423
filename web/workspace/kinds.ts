import {
  AccountReplacement,
  accounts,
  CampaignReplacement,
  CompanyReplacement,
  campaigns,
  companies,
  type EntityKind,
  NewAccount,
  NewCampaign,
  NewCompany,
  NewPersona,
  PersonaReplacement,
  personas,
} from '@blossomer/contract';
import type { z } from 'zod';

/** The endpoints of each kind. What is written here once holds for both workspaces. */
export const endpointsOf = {
  company: companies,
  account: accounts,
  persona: personas,
  campaign: campaigns,
} as const;

type Endpoints = typeof endpointsOf;

export type ListQueries = { [Kind in EntityKind]: z.output<Endpoints[Kind]['list']['query']> };

type Listed<Kind extends EntityKind> = z.output<Endpoints[Kind]['list']['answer']>['items'][number];
/** A row of a list with `fields=summary`: no `data`, but the beginning of the description. */
export type Summaries = { [Kind in EntityKind]: Exclude<Listed<Kind>, { data: unknown }> };

export interface KindShape {
  create: z.ZodType;
  replacement: z.ZodType;
  query: z.ZodType;
  /** Fields that name parents, the nearest last, each with its kind. */
  parents: readonly (readonly [field: string, kind: EntityKind])[];
  /** Those of them that a patch may change. */
  movable: readonly string[];
}

export const shapeOf: Record<EntityKind, KindShape> = {
  company: {
    create: NewCompany,
    replacement: CompanyReplacement,
    query: companies.list.query,
    parents: [],
    movable: [],
  },
  account: {
    create: NewAccount,
    replacement: AccountReplacement,
    query: accounts.list.query,
    parents: [['companyId', 'company']],
    movable: ['companyId'],
  },
  persona: {
    create: NewPersona,
    replacement: PersonaReplacement,
    query: personas.list.query,
    parents: [['accountId', 'account']],
    movable: [],
  },
  campaign: {
    create: NewCampaign,
    replacement: CampaignReplacement,
    query: campaigns.list.query,
    parents: [
      ['accountId', 'account'],
      ['personaId', 'persona'],
    ],
    movable: [],
  },
};
