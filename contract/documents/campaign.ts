import { z } from 'zod';
import { ItemId, items, Provenance } from './items.ts';

const word = z.string().optional();

export const CampaignSegment = z
  .looseObject({
    id: ItemId,
    type: word.meta({
      description:
        'Usual: subject, greeting, opening, intro, pain-point, company-intro, solution, emphasis, evidence, cta, signature, custom.',
    }),
    label: word,
    text: word,
    color: word,
  })
  .meta({ id: 'CampaignSegment' });
export type CampaignSegment = z.infer<typeof CampaignSegment>;

export const CampaignAlternative = z
  .looseObject({ id: ItemId, text: z.string() })
  .meta({ id: 'CampaignAlternative', description: 'Another subject line to choose from.' });
export type CampaignAlternative = z.infer<typeof CampaignAlternative>;

const name = z.looseObject({ id: word, name: word, url: word, description: word });

export const CampaignData = z
  .looseObject({
    schemaVersion: z.literal(1).default(1),
    subject: word,
    alternatives: items(CampaignAlternative).optional(),
    segments: items(CampaignSegment).optional().meta({ description: 'In the order in which they are read.' }),
    body: word.meta({ description: 'The text as the person last wrote it.' }),
    keptTexts: items(z.looseObject({ id: ItemId, text: z.string() }))
      .optional()
      .meta({ description: 'Texts that gave way when the person chose between the segments and the body.' }),
    breakdown: z
      .record(z.string(), z.looseObject({ label: word, description: word, color: word }))
      .optional()
      .meta({ description: 'By segment type: what that part of the e-mail is for.' }),
    config: z
      .looseObject({
        useCaseId: word,
        useCase: word,
        emphasis: z.enum(['capabilities', 'pain-point', 'desired-outcome']).optional(),
        template: word,
        openingLine: z.enum(['buying-signal', 'company-research', 'not-personalized']).optional(),
        ctaSetting: z
          .enum(['feedback', 'meeting', 'priority-check', 'free-resource', 'visit-link'])
          .optional(),
        socialProof: word,
      })
      .optional(),
    snapshots: z
      .looseObject({ company: name.optional(), account: name.optional(), persona: name.optional() })
      .optional()
      .meta({ description: 'Names as they were when the e-mail was written.' }),
    metadata: z
      .looseObject({
        generationId: word,
        confidence: word,
        personalizationLevel: word,
        processingTimeMs: z.number().optional(),
      })
      .optional(),
    provenance: Provenance.optional(),
  })
  .meta({ id: 'CampaignData', description: 'An e-mail cut into labelled segments.' });
export type CampaignData = z.infer<typeof CampaignData>;
