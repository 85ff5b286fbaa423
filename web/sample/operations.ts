import { endpointsOf } from '../workspace/kinds.ts';
import type { WriteOperation } from '../workspace/workspace.ts';
import { sampleAccounts } from './accounts.ts';
import { sampleCampaigns } from './campaigns.ts';
import { sampleCompany } from './company.ts';
import { samplePersonas } from './personas.ts';

/** All of the sample as one batch, parents first: it is there as a whole or not at all. */
export const sampleOperations: WriteOperation[] = [
  create('company', sampleCompany),
  ...sampleAccounts.map((account) => create('account', account)),
  ...samplePersonas.map((persona) => create('persona', persona)),
  ...sampleCampaigns.map((campaign) => create('campaign', campaign)),
];

function create(kind: keyof typeof endpointsOf, body: object): WriteOperation {
  return { method: 'POST', path: endpointsOf[kind].create.path, body };
}
