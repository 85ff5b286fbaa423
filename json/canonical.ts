import { sha256Hex } from '#sha256';
import { escapeToken } from './pointer.ts';

/**
 * The one text of a JSON value (RFC 8785): no spaces, keys in the order of their UTF-16 units, numbers as ECMAScript
 * writes them. Two values have the same text exactly when they are the same JSON, whoever wrote them in whatever order.
 * Throws `TypeError` for what is no JSON. A lone surrogate is escaped, where the RFC would refuse it.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalText(Reflect.get(value, key))}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is no JSON number`);
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${typeof value} is no JSON value`);
  return text;
}

/** SHA-256 of the canonical text, as 64 hexadecimal digits. The same in every browser and on every server. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalText(value));
}

/** Each scalar, empty array and empty object of a value, with its pointer, in the order in which they stand. */
export function* leavesOf(value: unknown, pointer = ''): Generator<[pointer: string, leaf: unknown]> {
  const members: [string, unknown][] =
    typeof value !== 'object' || value === null ? [] : Object.entries(value);
  if (members.length === 0) yield [pointer, value];
  for (const [key, member] of members) yield* leavesOf(member, `${pointer}/${escapeToken(key)}`);
}
