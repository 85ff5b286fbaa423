/**
 * The string that a key of the dump holds. A hand-made dump may hold the value already parsed; then it is what
 * JSON.stringify writes.
 */
export function rawText(given: unknown): string {
  if (typeof given === 'string') return given;
  try {
    return JSON.stringify(given, finite) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return deepText(given);
    throw error;
  }
}

/** JSON.stringify would write null for a number that has no JSON form, and nobody would see it go. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** JSON.stringify overflows the stack some thousand levels down; this keeps its own. */
function deepText(root: unknown): string {
  const parts: string[] = [];
  const open: ({ text: string } | { value: unknown })[] = [{ value: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('text' in next) {
      parts.push(next.text);
    } else if (typeof next.value !== 'object' || next.value === null) {
      parts.push(JSON.stringify(finite('', next.value)) ?? 'null');
    } else {
      for (const part of inside(next.value).reverse()) open.push(part);
    }
  }
  return parts.join('');
}

function inside(container: object): ({ text: string } | { value: unknown })[] {
  const isArray = Array.isArray(container);
  const members = Object.entries(container).flatMap(([key, value], index) => [
    { text: `${index === 0 ? '' : ','}${isArray ? '' : `${JSON.stringify(key)}:`}` },
    { value },
  ]);
  return [{ text: isArray ? '[' : '{' }, ...members, { text: isArray ? ']' : '}' }];
}
