import { isObject } from './spot.ts';

/** The first of the named members that is a text and not blank. */
export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const member = memberAt(value, name);
    if (typeof member === 'string' && member.trim() !== '') return member;
  }
  return undefined;
}

/** An id of the old build: text, or the number that one hand-made export made of it. */
export function idAt(value: unknown, name: string): string | undefined {
  const member = memberAt(value, name);
  if (typeof member === 'number' && Number.isSafeInteger(member) && member > 0) return String(member);
  return textAt(value, name);
}

export function memberAt(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
