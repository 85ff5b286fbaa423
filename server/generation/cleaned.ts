/**
 * What a model wrote as it may be kept: without what no database and no screen takes, without blanks around it, and nothing
 * in the place of what is blank.
 */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = value.replace(unkept, '').trim();
    return text === '' ? undefined : text;
  }
  if (Array.isArray(value)) {
    const items = value.map(cleaned).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const members = Object.entries(value)
    .map(([key, member]): [string, unknown] => [key, cleaned(member)])
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Controls but for the end of a line and the tab, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unkept = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu;
