import type { Tone } from '../../ui/badge.tsx';
import type { Config } from './starter.ts';

export function statusTone(status: string): Tone {
  return tones[status] ?? 'outline';
}
const tones: Record<string, Tone> = {
  draft: 'neutral',
  ready: 'orange',
  sent: 'success',
  archived: 'outline',
};

export const emphases: readonly Choice<'emphasis'>[] = [
  { value: 'pain-point', label: 'The pain', hint: 'What is hard for them today.' },
  { value: 'capabilities', label: 'What we can do', hint: 'The capability that answers it.' },
  { value: 'desired-outcome', label: 'The outcome', hint: 'What will be better for them.' },
];

export const openingLines: readonly Choice<'openingLine'>[] = [
  {
    value: 'buying-signal',
    label: 'A buying signal',
    hint: 'Something that you saw and that they will recognise.',
  },
  { value: 'company-research', label: 'Research', hint: 'Something that you found out about their company.' },
  { value: 'not-personalized', label: 'Not personal', hint: 'One sentence that holds for each of them.' },
];

export const callsToAction: readonly Choice<'ctaSetting'>[] = [
  { value: 'feedback', label: 'Feedback', hint: 'What do they think of it?' },
  { value: 'meeting', label: 'A meeting', hint: 'A time and a length.' },
  { value: 'priority-check', label: 'A priority check', hint: 'Does this matter to them at present?' },
  { value: 'free-resource', label: 'Something free', hint: 'A thing of use, without a condition.' },
  { value: 'visit-link', label: 'A link', hint: 'One address to open.' },
];

export const templates = [
  {
    value: 'blossomer',
    label: 'Outline',
    hint: 'Greeting, opening, pain point, solution, call to action, signature: each with a note on what belongs there.',
  },
  { value: 'custom', label: 'Blank', hint: 'Greeting and signature, and one part for your own text.' },
] as const;

interface Choice<Field extends keyof Config> {
  value: NonNullable<Config[Field]> & string;
  label: string;
  hint: string;
}
