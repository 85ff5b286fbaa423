import { z } from 'zod';
import { BuyingSignal, ItemId, items, Metadata, Provenance, Strings } from './items.ts';

const word = z.string().optional();

export const UseCase = z
  .looseObject({ id: ItemId, useCase: word, painPoints: word, capability: word, desiredOutcome: word })
  .meta({ id: 'UseCase' });

export const PersonaData = z
  .looseObject({
    schemaVersion: z.literal(1).default(1),
    description: word,
    rationale: Strings.optional(),
    demographics: z
      .looseObject({
        jobTitles: Strings.optional(),
        departments: Strings.optional(),
        seniority: Strings.optional(),
        buyingRoles: Strings.optional(),
        jobDescriptionKeywords: Strings.optional(),
      })
      .optional(),
    useCases: items(UseCase).optional(),
    buyingSignals: items(BuyingSignal).optional(),
    buyingSignalsRationale: Strings.optional(),
    objections: Strings.optional(),
    goals: Strings.optional(),
    purchaseJourney: Strings.optional(),
    metadata: Metadata.optional(),
    provenance: Provenance.optional(),
  })
  .meta({ id: 'PersonaData', description: 'The person inside an account who decides.' });
export type PersonaData = z.infer<typeof PersonaData>;
