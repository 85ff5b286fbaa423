import type { z } from 'zod';
import { entity } from './document.ts';
import { CompanyData } from './documents/company.ts';
import { listQuery } from './lists.ts';
import { Url } from './text.ts';

const company = entity({
  title: 'Company',
  noun: 'companies',
  path: '/api/company',
  own: { url: Url.default('') },
  parents: {},
  data: CompanyData,
  summary: {},
  query: listQuery(['createdAt', 'updatedAt', 'name'], {}),
});

export const companies = company.endpoints;
export const Company = company.resource;
export const NewCompany = company.create;
export const CompanyReplacement = company.replacement;
export type Company = z.infer<typeof Company>;
export type NewCompany = z.input<typeof NewCompany>;
