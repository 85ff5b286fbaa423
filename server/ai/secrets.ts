/** What must never leave: the keys of the providers, wherever somebody says them back to us. */
export interface Secrets {
  isIn(text: string): boolean;
  /** The text with a mark in the place of each key, and of whatever looks like one. */
  removedFrom(text: string): string;
  /** Of the longest: so much of an earlier text must be looked at again when more comes. */
  lengthMax: number;
}

export function secretsOf(keys: readonly (string | null)[]): Secrets {
  // A key of a few letters would be found in any text; such servers ask for a word, not for a secret.
  const known = keys.filter((key): key is string => key !== null && key.length >= keyCharactersMin);
  return {
    isIn: (text) => known.some((key) => text.includes(key)),
    removedFrom: (text) =>
      known
        .reduce((rest, key) => rest.replaceAll(key, mark), text)
        .replace(/\b(sk|pk|key|AIza)[-_][\w*.-]{8,}|\bAIza[\w-]{20,}|Bearer\s+[\w.~+/*-]{8,}=*/g, mark),
    lengthMax: Math.max(0, ...known.map((key) => key.length)),
  };
}

const keyCharactersMin = 8;
const mark = '[key]';
