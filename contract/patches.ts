import { z } from 'zod';

const path = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer (RFC 6901)');

export const JsonPatchOperation = z.discriminatedUnion('op', [
  z.looseObject({ op: z.literal('add'), path, value: z.json() }),
  z.looseObject({ op: z.literal('replace'), path, value: z.json() }),
  z.looseObject({ op: z.literal('test'), path, value: z.json() }),
  z.looseObject({ op: z.literal('remove'), path }),
  z.looseObject({ op: z.literal('move'), path, from: path }),
  z.looseObject({ op: z.literal('copy'), path, from: path }),
]);
export type JsonPatchOperation = z.infer<typeof JsonPatchOperation>;

/** RFC 6902, addressed to the resource: `/name`, `/data/segments/0/text`. At most 1,000 operations. */
export const JsonPatch = z
  .array(JsonPatchOperation)
  .max(1000, 'must have at most 1,000 operations')
  .meta({ id: 'JsonPatch' });

/** RFC 7396, the shape of the resource: `{"name": "Acme", "data": {"pricing": null}}`. */
export const MergePatch = z.record(z.string(), z.json()).meta({ id: 'MergePatch' });
