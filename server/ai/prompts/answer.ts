import { Priority } from '@blossomer/contract';
import { z } from 'zod';

/** What the answers have in common. Members that a schema does not name are dropped when an answer is read. */
const contextQualities = ['high', 'medium', 'low', 'insufficient'] as const;
export const ContextQuality = z
  .enum(contextQualities)
  .meta({ description: 'How far the data carries the answer; insufficient: leave everything else out.' });

export function words(description: string) {
  return z.string().optional().meta({ description });
}

export function list(description: string) {
  return z.array(z.string()).optional().meta({ description });
}

export const Claim = z.object({
  pointer: z.string().meta({ description: 'Of the member of this answer that it bears out.' }),
  quote: z.string().meta({ description: 'Copied from the page letter by letter.' }),
  page: z.string().meta({ description: 'The address of the page.' }),
});
export type Claim = z.infer<typeof Claim>;
export const claims = z.array(Claim).optional().meta({ description: 'One for each fact from a page.' });

export const SignalAnswer = z.object({
  title: z.string().meta({ description: 'What happens, in a few words.' }),
  description: words('What it looks like, and why it matters here.'),
  type: words('Company Data, Website, Tech Stack, News, Social Media or Other.'),
  priority: Priority.optional(),
  detectionMethod: words('Where and how somebody finds it out, concretely.'),
});

export const Confidence = z
  .object({
    overallConfidence: words('High, Medium or Low.'),
    dataQuality: words('What the data is good for, in a few words.'),
    inferenceLevel: z.enum(['minimal', 'moderate', 'significant']).optional(),
    recommendedImprovements: list('What to find out to make this better.'),
  })
  .optional();

/** Members that every answer has, as far as the pipeline looks into one. */
export interface Answer {
  contextQuality: z.infer<typeof ContextQuality>;
  name?: string | undefined;
  evidence?: Claim[] | undefined;
}
