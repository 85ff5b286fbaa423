import { z } from 'zod';
import { BuyingSignal, items, Metadata, Provenance, Strings } from './items.ts';

const word = z.string().optional();

export const AccountData = z
  .looseObject({
    schemaVersion: z.literal(1).default(1),
    description: word,
    rationale: Strings.optional(),
    firmographics: z
      .looseObject({
        industry: Strings.optional(),
        employees: word,
        departmentSize: word,
        revenue: word,
        geography: Strings.optional(),
        businessModel: Strings.optional(),
        fundingStage: Strings.optional(),
        companyType: Strings.optional(),
        keywords: Strings.optional(),
      })
      .optional(),
    buyingSignals: items(BuyingSignal).optional(),
    buyingSignalsRationale: Strings.optional(),
    metadata: Metadata.optional(),
    provenance: Provenance.optional(),
  })
  .meta({ id: 'AccountData', description: 'An ideal customer segment: filters and signals that find it.' });
export type AccountData = z.infer<typeof AccountData>;
