import { z } from 'zod';
import { inner, isValid } from './zod-shape.ts';

/**
 * The value without members that are null only because the provider insists on each: where the schema knows an absent
 * one and no null. Anything else stays as it is.
 */
export function withoutNulls(value: unknown, schema: z.core.$ZodType): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const here = inner(schema);
  if (Array.isArray(value)) {
    return here instanceof z.ZodArray ? value.map((item) => withoutNulls(item, here.element)) : value;
  }
  if (here instanceof z.ZodUnion) return asOneOf(value, here.options);
  if (here instanceof z.ZodRecord) {
    const { valueType } = here;
    return mapped(value, (_name, member) => withoutNulls(member, valueType));
  }
  if (!(here instanceof z.ZodObject)) return value;
  const { shape } = here;
  return mapped(value, (name, member) => {
    const of = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!of) return member;
    return member === null && !isValid(of, null) && isValid(of, undefined)
      ? undefined
      : withoutNulls(member, of);
  });
}

function asOneOf(value: object, options: readonly z.core.$ZodType[]): unknown {
  for (const option of options) {
    const candidate = withoutNulls(value, option);
    if (isValid(option, candidate)) return candidate;
  }
  return value;
}

function mapped(value: object, change: (name: string, member: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, change(name, member)] as const)
      .filter(([, member]) => member !== undefined),
  );
}
