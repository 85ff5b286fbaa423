/** Writes an RFC 6901 JSON pointer; the empty path is the empty pointer, which names the whole document. */
export function pointer(path: readonly (string | number)[]): string {
  let text = '';
  for (const token of path) text += `/${typeof token === 'number' ? token : escapeToken(token)}`;
  return text;
}

/** Reads an RFC 6901 JSON pointer. Throws `PointerSyntaxError`. */
export function parsePointer(text: string): string[] {
  if (text === '') return [];
  if (!text.startsWith('/')) throw new PointerSyntaxError('A JSON pointer is empty or begins with "/".');
  if (/~(?![01])/.test(text))
    throw new PointerSyntaxError('In a JSON pointer "~" is written "~0" and "/" is "~1".');
  const tokens = text.slice(1).split('/');
  return text.includes('~') ? tokens.map(unescapeToken) : tokens;
}

/**
 * The value a pointer names, or `undefined` where there is none. Only own properties count, so no pointer
 * reaches a prototype; "-" (the item after the last) names nothing. Throws `PointerSyntaxError`.
 */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !ARRAY_INDEX.test(token)) return undefined;
    value = Object.hasOwn(value, token) ? Reflect.get(value, token) : undefined;
  }
  return value;
}

/** One key as it stands between the slashes of a pointer. */
export function escapeToken(key: string): string {
  if (!key.includes('~') && !key.includes('/')) return key;
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

export class PointerSyntaxError extends Error {
  override readonly name = 'PointerSyntaxError';
  readonly code = 'POINTER_SYNTAX';
}

const ARRAY_INDEX = /^(?:0|[1-9][0-9]*)$/;

// "~1" first: the other way round "~01" would become "/" instead of "~1".
function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
