import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

/**
 * Pieces that the documents share. An object keeps the fields it does not know, a list whose items a person
 * edits one by one gives each item a stable `id`, and a missing id is filled in when the document is read.
 */
export const ItemId = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .default(() => uuidv7())
  .meta({
    description: 'Stable within its list. The server adds it when it is missing.',
    // The default is made anew each time: no document may promise one of them.
    override: ({ jsonSchema }: { jsonSchema: { default?: unknown } }) => {
      delete jsonSchema.default;
    },
  });

export const Strings = z.array(z.string());

export function items<Item extends z.ZodType<{ id: string }>>(item: Item) {
  return z.array(item).superRefine((list, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of list.entries()) {
      if (seen.has(id)) {
        context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is used twice in this list' });
      }
      seen.add(id);
    }
  });
}

export const priorities = ['Low', 'Medium', 'High'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;
/** In a summary. */
export const strongestPriority = Priority.nullable().meta({
  description: 'The priority of the strongest buying signal; null when none says one.',
});

export const BuyingSignal = z
  .looseObject({
    id: ItemId,
    title: z.string().optional(),
    description: z.string().optional(),
    type: z
      .string()
      .optional()
      .meta({ description: 'Usual: Company Data, Website, Tech Stack, News, Social Media, Other.' }),
    priority: Priority.optional(),
    detectionMethod: z.string().optional(),
  })
  .meta({ id: 'BuyingSignal' });
export type BuyingSignal = z.infer<typeof BuyingSignal>;

export const Metadata = z
  .looseObject({
    primaryContextSource: z.enum(['user_input', 'company_context', 'website_content']).optional(),
    sourcesUsed: Strings.optional(),
    confidenceAssessment: z
      .looseObject({
        overallConfidence: z.string().optional(),
        dataQuality: z.string().optional(),
        inferenceLevel: z.enum(['minimal', 'moderate', 'significant']).optional(),
        recommendedImprovements: Strings.optional(),
      })
      .optional(),
    processingNotes: z.string().optional(),
  })
  .meta({ id: 'DocumentMetadata' });

/**
 * What an import could not fit into the document, kept beside it under its own names: raw values that did not
 * validate, fields of older generations, and what the import recovered.
 */
export const Provenance = z
  .looseObject({})
  .meta({ id: 'Provenance', description: 'What an import kept that the document has no field for.' });

/** How strong the strongest signal is: 0 none, 1 Low, 2 Medium, 3 High. */
export function priorityRank(signals: readonly { priority?: Priority | undefined }[] | undefined): number {
  return highest(signals, ({ priority }) => (priority ? priorities.indexOf(priority) + 1 : 0));
}

/** 0 for an empty list. A loop, because a list may be longer than a call may have arguments. */
export function highest<Item>(items: readonly Item[] | undefined, rank: (item: Item) => number): number {
  let most = 0;
  for (const item of items ?? []) most = Math.max(most, rank(item));
  return most;
}
