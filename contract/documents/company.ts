import { z } from 'zod';
import { Provenance, Strings } from './items.ts';

const word = z.string().optional();

export const CompanyData = z
  .looseObject({
    schemaVersion: z.literal(1).default(1),
    description: word,
    businessProfile: z
      .looseObject({ category: word, businessModel: word, existingCustomers: word })
      .optional(),
    capabilities: Strings.optional(),
    useCaseAnalysis: z
      .looseObject({ processImpact: word, problemsAddressed: word, howTheyDoItToday: word })
      .optional(),
    positioning: z
      .looseObject({ keyMarketBelief: word, uniqueApproach: word, languageUsed: word })
      .optional(),
    objections: Strings.optional(),
    icpHypothesis: z.looseObject({ targetAccountHypothesis: word, targetPersonaHypothesis: word }).optional(),
    metadata: z
      .looseObject({
        sourcesUsed: Strings.optional(),
        contextQuality: z.enum(['high', 'medium', 'low', 'insufficient']).optional(),
        assessmentSummary: word,
        assumptionsMade: Strings.optional(),
        discoveryGaps: Strings.optional(),
      })
      .optional(),
    provenance: Provenance.optional(),
  })
  .meta({ id: 'CompanyData', description: 'What a company sells, to whom, and how it differs.' });
export type CompanyData = z.infer<typeof CompanyData>;
