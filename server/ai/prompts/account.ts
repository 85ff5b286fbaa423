import { z } from 'zod';
import { Confidence, ContextQuality, claims, list, SignalAnswer, words } from './answer.ts';
import { composePrompt } from './compose.ts';
import type { Context } from './context.ts';

export const version = 1;

export const answer = z.object({
  contextQuality: ContextQuality,
  name: words('What to call this segment, in two to six words.'),
  description: words('Which companies these are, and what makes them buy, in two or three sentences.'),
  rationale: list('Why these companies need what is sold, 2 to 5 reasons.'),
  firmographics: z
    .object({
      industry: list('As prospecting tools name them.'),
      employees: words('A range, such as 50-500.'),
      departmentSize: words('Of the department that buys.'),
      revenue: words('A range, when it can be told.'),
      geography: list('Countries or regions.'),
      businessModel: list('Such as B2B, SaaS, Marketplace.'),
      fundingStage: list('Such as Bootstrapped, Seed, Series A.'),
      companyType: list('Such as Private, Public, Owner-led.'),
      keywords: list('Words that stand on their websites.'),
    })
    .optional(),
  buyingSignals: z
    .array(SignalAnswer)
    .optional()
    .meta({ description: 'What can be seen from outside when one of them begins to need it, 3 to 6.' }),
  buyingSignalsRationale: list('Why these signals tell it.'),
  confidenceAssessment: Confidence,
  processingNotes: words('Anything the founder should know about how this was concluded.'),
  evidence: claims,
});

const task = `Task. Describe the one segment of companies that should be sold to first: one that can be found by filters, and in which the need is strongest. It follows from what the company sells; where the person names a segment, it is that one. Each filter is specific enough to exclude most companies, each signal can be detected from outside by somebody who is told where to look.`;

export function prompt(context: Context) {
  return composePrompt({ name: 'account', version, task }, context);
}

export const outputTokensMax = 6000;
