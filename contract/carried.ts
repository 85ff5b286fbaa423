import { z } from 'zod';
import { AccountData } from './documents/account.ts';
import { CampaignData } from './documents/campaign.ts';
import { CompanyData } from './documents/company.ts';
import { PersonaData } from './documents/persona.ts';
import { Id, Instant, Label, Name, Url } from './text.ts';

/**
 * What travels as `_gtm` in each object of an export in the shape of the last browser-only build: whatever that shape has
 * no place for, and who the document is. An import reads it back. In a list item `_gtm` is its id with the fields of
 * the item that the old shape would not give back.
 */
function carriedSchema<Data extends z.ZodType>(data: Data) {
  return z.strictObject({
    schemaVersion: z.literal(1).meta({ description: 'Of `data`.' }),
    id: Id,
    sourceId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'What an import derived the id from, for the same work in another account.' }),
    companyId: Id.optional(),
    accountId: Id.optional(),
    personaId: Id.optional(),
    name: Name.optional(),
    url: Url.optional(),
    type: Label.optional(),
    status: Label.optional(),
    createdAt: Instant.optional(),
    made: z.record(z.string(), z.string()).optional().meta({
      description: 'Members that were made up for the old build, each with its text; edited, they are read.',
    }),
    data: data
      .optional()
      .meta({ description: 'The leaves of the document that the old shape would not give back.' }),
  });
}

export const carriedSchemas = {
  company: carriedSchema(CompanyData),
  account: carriedSchema(AccountData),
  persona: carriedSchema(PersonaData),
  campaign: carriedSchema(CampaignData),
} as const;
