import { z } from 'zod';
import { entity } from './document.ts';
import { CampaignData } from './documents/campaign.ts';
import { companyFilter, labelFilter, listQuery, parentFilter } from './lists.ts';
import { Id, Label } from './text.ts';

const campaign = entity({
  title: 'Campaign',
  noun: 'campaigns',
  path: '/api/campaigns',
  own: {
    type: Label.default('email').meta({ description: 'email, linkedin, cold_call, ad or any other text.' }),
    status: Label.default('draft').meta({ description: 'draft, ready, sent, archived or any other text.' }),
  },
  parents: { accountId: Id, personaId: Id },
  data: CampaignData,
  summary: {
    subject: z.string().nullable().meta({ description: 'The first 300 characters of the subject.' }),
  },
  query: listQuery(['createdAt', 'updatedAt', 'name'], {
    companyId: companyFilter,
    accountId: parentFilter,
    personaId: parentFilter,
    type: labelFilter,
    status: labelFilter,
  }),
});

export const campaigns = campaign.endpoints;
export const Campaign = campaign.resource;
export const NewCampaign = campaign.create;
export const CampaignReplacement = campaign.replacement;
export type Campaign = z.infer<typeof Campaign>;
export type NewCampaign = z.input<typeof NewCampaign>;
