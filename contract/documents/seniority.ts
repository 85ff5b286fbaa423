import { z } from 'zod';
import { highest } from './items.ts';

export const seniorities = ['junior', 'mid', 'senior', 'director', 'vp', 'c_level'] as const;
export const Seniority = z.enum(seniorities);
export type Seniority = z.infer<typeof Seniority>;
/** In a summary. */
export const highestSeniority = Seniority.nullable().meta({
  description: 'The highest seniority among the demographics; null when none is known.',
});

/** Tried in order: the first that matches wins, so "Senior Manager" is senior before it is a manager. */
const readings: readonly [RegExp, Seniority][] = [
  [/\b(assistant|deputy) to\b/, 'junior'],
  [
    /\b(c[\s_-]?(suite|level|xo)|founder|co-?founder|owner|partner|chief|(?<!vice[\s-])president)\b/,
    'c_level',
  ],
  [/\bc(e|t|f|o|m|i|r|p|s|d|c|hr|is)o\b/, 'c_level'],
  [/\b([es]?vp|a?vp|vice[\s-]president)\b/, 'vp'],
  [/\b(director|head|general manager)\b/, 'director'],
  [/\b(senior|sr|lead|principal|staff|expert)\b/, 'senior'],
  [/\b(junior|jr|entry|intern|trainee|graduate|associate|assistant)\b/, 'junior'],
  [/\b(manager|mid|middle|intermediate|specialist|experienced)\b/, 'mid'],
];

/**
 * The business word behind a person's own: "VP Engineering" -> vp, "Founder/CEO" -> c_level, "Entry" -> junior,
 * "Senior Manager" -> senior. Text that says nothing about rank gives null; the text itself stays as it is.
 */
export function seniorityOf(words: string): Seniority | null {
  const plain = words.normalize('NFKC').toLowerCase();
  return readings.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** 0 when nothing is known, else 1 (junior) to 6 (c_level): the highest among the given words. */
export function seniorityRank(words: readonly string[] | undefined): number {
  return highest(words, (word) => {
    const seniority = seniorityOf(word);
    return seniority ? seniorities.indexOf(seniority) + 1 : 0;
  });
}
