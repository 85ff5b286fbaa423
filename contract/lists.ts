import { z } from 'zod';
import { Id, Label } from './text.ts';

/** What every list takes: keyset pagination, a sort, a search, and filters (one file for all four entities). */
export const Limit = limitOf({ maximum: 200, otherwise: 50 });

/** How many rows a page may have; `otherwise` is for the server to fill in. */
export function limitOf({ maximum, otherwise }: { maximum: number; otherwise: number }) {
  const error = `must be a whole number from 1 to ${maximum.toLocaleString('en')}`;
  return z
    .codec(z.string().regex(/^\d{1,4}$/, error), z.int(), { decode: Number, encode: String })
    .refine((limit) => limit >= 1 && limit <= maximum, { error })
    .meta({
      description: `How many rows at most, 1 to ${maximum.toLocaleString('en')}. ${otherwise} when left out.`,
      override: { type: 'integer', minimum: 1, maximum, default: otherwise },
    });
}

export const Cursor = z.string().min(1).max(2000).meta({ description: '`nextCursor` of the page before.' });

export const parentFilter = Id.optional();
/** For what hangs on an account: those below all accounts of one company. */
export const companyFilter = Id.optional().meta({ description: 'The company of their account.' });
export const labelFilter = Label.optional();

export function listQuery<
  const Sort extends readonly [string, ...string[]],
  Filters extends Record<string, z.ZodType>,
>(sorts: Sort, filters: Filters) {
  const directions = sorts.flatMap((sort) => [sort, `-${sort}`]) as Direction<Sort[number]>[];
  return z.strictObject({
    limit: Limit.optional(),
    cursor: Cursor.optional(),
    sort: z
      .enum(directions)
      .optional()
      .meta({ description: 'A leading `-` is descending; default `-createdAt`.' }),
    fields: z
      .literal('summary')
      .optional()
      .meta({ description: '`summary` leaves `data` out and gives `description`.' }),
    q: z
      .string()
      .max(200, 'must have at most 200 characters')
      .optional()
      .meta({ description: 'Words or beginnings of words, all of which occur in the name or the document.' }),
    ...filters,
  });
}
type Direction<Name extends string> = Name | `-${Name}`;

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'null on the last page.' }),
  });
}
