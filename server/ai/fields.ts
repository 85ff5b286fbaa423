import { pointer } from '@blossomer/json';
import { z } from 'zod';
import { withoutNulls } from './without-nulls.ts';
import { inner, isValid } from './zod-shape.ts';

/**
 * Tells the fields of an answer while it is being written, in the order in which they close. A field is a member that is
 * neither an object nor a list, at any depth of objects (`/firmographics/industry`), or a whole item of a list
 * (`/buyingSignals/0`). An object whose members were told and a list whose items were told are not told again; an empty list
 * is. What is not valid, not known to the schema, or null in the place of nothing is not told.
 */
export function tellFields(
  schema: z.core.$ZodType,
  onField: (pointer: string, value: unknown) => void,
): (path: (string | number)[], value: unknown) => void {
  return (path, value) => {
    const field = fieldAt(schema, path);
    if (!field) return;
    if (!field.isItem && isContainer(field.schema, value)) return;
    const read = z.safeParse(field.schema, withoutNulls(value, field.schema));
    if (read.success && read.data !== undefined) onField(pointer(path), read.data);
  };
}

interface Field {
  schema: z.core.$ZodType;
  isItem: boolean;
}

/** null: nothing that is told for itself stands there. */
function fieldAt(root: z.core.$ZodType, path: readonly (string | number)[]): Field | null {
  let schema = root;
  for (const [index, step] of path.entries()) {
    const here = inner(schema);
    if (here instanceof z.ZodArray) {
      return index === path.length - 1 ? { schema: here.element, isItem: true } : null;
    }
    if (!(here instanceof z.ZodObject) || !Object.hasOwn(here.shape, step)) return null;
    schema = here.shape[String(step)];
  }
  return { schema, isItem: false };
}

function isContainer(schema: z.core.$ZodType, value: unknown): boolean {
  if (value === null) return !isValid(schema, null);
  const here = inner(schema);
  return here instanceof z.ZodObject || (here instanceof z.ZodArray && (value as unknown[]).length > 0);
}
