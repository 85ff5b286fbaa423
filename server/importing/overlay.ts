/** The first, and from the second what the first lacks: members of objects and items with ids; other lists are whole. */
export function overlay(first: unknown, second: unknown): unknown {
  if (first === undefined) return second;
  if (Array.isArray(first) && Array.isArray(second)) return withMissingItems(first, second);
  if (!isObject(first) || !isObject(second)) return first;
  const both = Object.keys(second).map((key): [string, unknown] => [
    key,
    overlay(Object.hasOwn(first, key) ? first[key] : undefined, second[key]),
  ]);
  return { ...first, ...Object.fromEntries(both) };
}

function withMissingItems(first: readonly unknown[], second: readonly unknown[]): readonly unknown[] {
  if (![...first, ...second].every((item) => isObject(item) && typeof item.id === 'string')) return first;
  const others = new Map((second as Item[]).map((item) => [item.id, item]));
  const known = new Set((first as Item[]).map(({ id }) => id));
  return [
    ...(first as Item[]).map((item) => overlay(item, others.get(item.id))),
    ...(second as Item[]).filter(({ id }) => !known.has(id)),
  ];
}

type Item = { id: string };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
