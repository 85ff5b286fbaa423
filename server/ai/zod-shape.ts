import { z } from 'zod';

/** The schema below optional, nullable, default and the like: what a value that is there is held against. */
export function inner(schema: z.core.$ZodType): z.core.$ZodType {
  let here = schema;
  for (;;) {
    if (here instanceof z.ZodLazy) here = here.def.getter();
    else if (here instanceof z.ZodPipe) here = here.def.in;
    else if (isWrapper(here)) here = here.def.innerType;
    else return here;
  }
}

function isWrapper(schema: z.core.$ZodType): schema is Wrapper {
  return wrappers.some((wrapper) => schema instanceof wrapper);
}

const wrappers = [
  z.ZodOptional,
  z.ZodNullable,
  z.ZodDefault,
  z.ZodPrefault,
  z.ZodNonOptional,
  z.ZodReadonly,
  z.ZodCatch,
] as const;
type Wrapper = InstanceType<(typeof wrappers)[number]>;

export function isValid(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value).success;
}
