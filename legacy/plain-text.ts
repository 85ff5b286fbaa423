/**
 * Text that PostgreSQL's jsonb accepts: U+0000 and halves of surrogate pairs are written out as `\u0000`. Nobody
 * reads this back: the raw string is kept beside the document, and the leaf is reported as escaped.
 */
export function plain(text: string): string {
  return text.replace(unstorable, writtenOut);
}

export function isPlain(text: string): boolean {
  return text.search(unstorable) === -1;
}

/** One text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

// With the u flag a whole pair is one character, so \p{Cs} finds only halves.
const unstorable = /\p{Cs}|\0/gu;

function writtenOut(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
