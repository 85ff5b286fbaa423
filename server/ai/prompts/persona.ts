import { z } from 'zod';
import { Confidence, ContextQuality, claims, list, SignalAnswer, words } from './answer.ts';
import { composePrompt } from './compose.ts';
import type { Context } from './context.ts';

export const version = 1;

export const answer = z.object({
  contextQuality: ContextQuality,
  name: words('A role, such as Head of Purchasing; never the name of a person.'),
  description: words('What this person answers for and what keeps them busy, in two or three sentences.'),
  rationale: list('Why this person is the one to talk to, 2 to 5 reasons.'),
  demographics: z
    .object({
      jobTitles: list('As they stand in profiles.'),
      departments: list('Where they work.'),
      seniority: list('Such as Director, VP, Manager.'),
      buyingRoles: list(
        'Of: Technical Buyer, Economic Buyer, Decision Maker, Champion, End User, Blocker, Executive Sponsor, Legal and Compliance, Budget Holder.',
      ),
      jobDescriptionKeywords: list('Words of job advertisements for this role.'),
    })
    .optional(),
  useCases: z
    .array(
      z.object({
        useCase: z.string().meta({ description: 'What they do with it, in a few words.' }),
        painPoints: words('What is hard for them today.'),
        capability: words('What of the product answers that.'),
        desiredOutcome: words('What will be better, in their words.'),
      }),
    )
    .optional()
    .meta({ description: '2 to 4, the strongest first.' }),
  buyingSignals: z
    .array(SignalAnswer)
    .optional()
    .meta({ description: 'What can be seen from outside when this person begins to look, 2 to 5.' }),
  buyingSignalsRationale: list('Why these signals tell it.'),
  objections: list('What this person would say against it, 2 to 5.'),
  goals: list('What this person is measured by, 2 to 5.'),
  purchaseJourney: list('How such a purchase goes in their company, step by step.'),
  confidenceAssessment: Confidence,
  processingNotes: words('Anything the founder should know about how this was concluded.'),
  evidence: claims,
});

const task = `Task. Describe the one person inside such an account who decides about this purchase, or without whom nobody does. It follows from the segment and from what is sold; where the person who asks names a role, it is that one. Use cases say what this very product does for this very role.`;

export function prompt(context: Context) {
  return composePrompt({ name: 'persona', version, task }, context);
}

export const outputTokensMax = 7000;
