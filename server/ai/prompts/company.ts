import { z } from 'zod';
import { ContextQuality, claims, list, words } from './answer.ts';
import { composePrompt } from './compose.ts';
import type { Context } from './context.ts';

export const version = 1;

export const answer = z.object({
  contextQuality: ContextQuality,
  name: words('What the company calls itself.'),
  description: words('What it sells, to whom, in two or three sentences.'),
  businessProfile: z
    .object({
      category: words('The kind of product, as its buyers would say.'),
      businessModel: words('Who pays for what, how; prices where the site names them.'),
      existingCustomers: words('Who uses it already, as the site names them.'),
    })
    .optional(),
  capabilities: list('What it can do for its customers, one thing each, 3 to 8.'),
  useCaseAnalysis: z
    .object({
      processImpact: words('Which work of the customer changes, and how.'),
      problemsAddressed: words('Which problems it takes away.'),
      howTheyDoItToday: words('How customers cope without it.'),
    })
    .optional(),
  positioning: z
    .object({
      keyMarketBelief: words('What they believe about their market that others do not.'),
      uniqueApproach: words('What they do differently.'),
      languageUsed: words('How they and their customers talk about it, in their words.'),
    })
    .optional(),
  objections: list('What a careful buyer would hold against it, 2 to 5.'),
  icpHypothesis: z
    .object({
      targetAccountHypothesis: words('Which companies need it most.'),
      targetPersonaHypothesis: words('Who decides there.'),
    })
    .optional(),
  assessmentSummary: words('What this rests on, in one sentence.'),
  assumptionsMade: list('What you assumed.'),
  discoveryGaps: list('What the data does not say and the founder should find out.'),
  evidence: claims,
});

const task = `Task. Analyse the company whose website the data holds: what it sells, to whom, and how it differs. "useCaseAnalysis", "objections" and "icpHypothesis" may be conclusions, when they follow from what the company does; everything else is what the pages say. Name in "discoveryGaps" what the pages leave open.`;

export function prompt(context: Context) {
  return composePrompt({ name: 'company', version, task }, context);
}

export const outputTokensMax = 6000;
